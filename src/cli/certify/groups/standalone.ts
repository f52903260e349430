/** Groups 1 and 2: an app of a patient, with everything and with what the patient allows. */
import type { Group, SmartVersion, Edition } from '../model.ts'
import { restrictedAccess, unrestrictedAccess } from '../checks/access.ts'
import type { LaunchPlan } from '../checks/authorize.ts'
import { patientStep, unauthorizedStep } from '../checks/context.ts'
import { discovery, standaloneCapabilities, wellKnown } from '../checks/discovery.ts'
import { beginner, standaloneLaunch } from '../checks/launch.ts'
import { openid } from '../checks/openid.ts'
import { prepared } from '../checks/prepare.ts'
import { refreshSteps } from '../checks/refresh.ts'
import { limitedStep, scopesStep } from '../checks/scopes.ts'
import type { ScopeRules } from '../scopes/received.ts'
import { compartmentTypes, standaloneScope, standaloneWords } from '../scopes/words.ts'
import { numbered } from '../verdict.ts'

export const patientRules: ScopeRules = {
  context: 'patient',
  words: standaloneWords,
  askedForm: 'v2',
  receivedForm: 'v2',
  types: compartmentTypes,
}

/** A launch by a patient who allows everything. */
export const patientPlan = (name: string, scope: string, advice = 'Allow everything.'): LaunchPlan => ({
  name,
  scope,
  advice,
  grant: { kind: 'all' },
  method: 'GET',
  person: 'patient',
})

export const scopesTitle = 'scopes of the patient, of OpenID Connect and of refreshing are used'

const full = 'standalone'

const launchSteps = (version: SmartVersion) => [
  ...standaloneLaunch(patientPlan(full, standaloneScope), version),
  scopesStep(full, scopesTitle, patientRules),
  unauthorizedStep(full),
  patientStep(full),
]

/** Group 1. */
export const standaloneGroup = ({ version }: Edition): Group => {
  const is22 = version === '2.2.0'
  const begin = beginner(full, 'confidential')
  return {
    id: '1',
    title: 'Standalone patient app, full access',
    steps: [
      ...numbered(is22 ? '1.8' : '1.2', discovery(full, begin, version, standaloneCapabilities)),
      ...numbered(is22 ? '1.9' : '1.4', launchSteps(version)),
      ...numbered(is22 ? '1.11' : '1.10', openid(full, version)),
      ...numbered('1.6', refreshSteps(full)),
      ...numbered('1.7', unrestrictedAccess(full)),
    ],
  }
}

const limited = 'limited'

const limitedPlan = (types: readonly string[]): LaunchPlan => ({
  ...patientPlan(limited, standaloneScope, `Allow ${types.join(', ')} and nothing else.`),
  grant: { kind: 'types', types },
})

/** Group 2. */
export const limitedGroup = ({ version, limitedTypes }: Edition): Group => {
  const launch = standaloneLaunch(limitedPlan(limitedTypes), version)
  const steps = prepared([wellKnown(beginner(limited, 'confidential'))], launch)
  return {
    id: '2',
    title: 'Standalone patient app, limited access',
    steps: [
      ...numbered(version === '2.2.0' ? '2.4' : '2.2', [
        ...steps,
        patientStep(limited),
        limitedStep(limited, limitedTypes),
      ]),
      ...numbered('2.3', restrictedAccess(limited, limitedTypes)),
    ],
  }
}
