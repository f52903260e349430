/** 9.14: two launches with scopes by category, compared with whole ones. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#finer-grained-resource-constraints-using-search-parameters */
import { discovery, wellKnown } from '../checks/discovery.ts'
import { bareLaunch, beginner, standaloneLaunch } from '../checks/launch.ts'
import { after } from '../checks/prepare.ts'
import { granularStep } from '../checks/scopes.ts'
import { recordBaseline } from '../fine-grained/baseline.ts'
import { conditionSteps, observationSteps } from '../fine-grained/steps.ts'
import type { Group, SmartVersion, Step, Edition } from '../model.ts'
import { comparisonScope, granularScope, granularScopes } from '../scopes/words.ts'
import { numbered } from '../verdict.ts'
import { patientPlan } from './standalone.ts'

const whole = 'whole'

/** What Inferno takes from its group 10, which must have run in the same session with the same patient. */
const baseline = after(
  [wellKnown(beginner(whole, 'confidential')), ...bareLaunch(patientPlan(whole, comparisonScope))],
  {
    title: 'the searches of group 10 are made with whole scopes, to compare with',
    run: async (session) => {
      const visit = session.visit(whole)
      visit.searches = await recordBaseline(session, visit)
      return [`${visit.searches.length} searches`]
    },
  },
)

/** The round's steps: one of the two launches and what is asked with its token. */
const round = (prefix: string, at: number, version: SmartVersion): readonly Step[] => {
  const part = `granular-${at + 1}`
  const pair = { whole, part }
  const plan = patientPlan(part, granularScope(at), 'Sign in as the patient of group 10 and allow everything.')
  return [
    ...numbered(`${prefix}.1.1`, discovery(part, beginner(part, 'confidential'), version)),
    ...numbered(`${prefix}.1.2`, [...standaloneLaunch(plan, version), granularStep(part, granularScopes[at] ?? [])]),
    ...numbered(`${prefix}.2`, conditionSteps(pair)),
    ...numbered(`${prefix}.3`, observationSteps(pair)),
  ]
}

/** 9.14. */
export const fineGrainedGroup = ({ version }: Edition): Group => {
  const prefix = version === '2.2.0' ? '9.23' : '9.14'
  const rounds = granularScopes.flatMap((_, at) => round(`${prefix}.${at + 1}`, at, version))
  return {
    id: prefix,
    title: 'Fine-grained scopes',
    steps: [...numbered(`${prefix}.0`, [baseline]), ...rounds],
  }
}
