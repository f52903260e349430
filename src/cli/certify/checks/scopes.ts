/** A launch -> the steps on the scopes that it received. */
import { textOf } from '../answers.ts'
import type { Visit } from '../model.ts'
import { checkLimited, checkPatientScope } from '../scopes/granted.ts'
import { checkGranularGrant, checkSelection } from '../scopes/granular.ts'
import { checkScopes, type ScopeRules } from '../scopes/received.ts'
import { need, type Check } from '../verdict.ts'

export const receivedOf = (visit: Visit): string => need(textOf(visit.token, 'scope'), 'no scope was received')

export const scopesStep = (name: string, title: string, rules: ScopeRules): Check => ({
  title,
  run: async ({ visit, served }) => {
    const received = receivedOf(visit(name))
    checkScopes(visit(name).requestedScope ?? '', received, rules, await served(visit(name).base))
  },
})

export const limitedStep = (name: string, types: readonly string[]): Check => ({
  title: `${types.join(', ')} were granted, and no other type`,
  run: ({ visit }) => checkLimited(receivedOf(visit(name)), types),
})

export const patientScopeStep = (name: string): Check => ({
  title: 'patient/Patient.rs was granted to a launch from the EHR',
  run: ({ visit }) => checkPatientScope(receivedOf(visit(name))),
})

export const granularStep = (name: string, required: readonly string[]): Check => ({
  title: 'the scopes by category were granted, and none that is wider',
  run: ({ visit }) => checkGranularGrant(receivedOf(visit(name)), required),
})

export const selectionStep = (name: string): Check => ({
  title: 'categories of Condition and Observation were granted in place of the whole',
  run: ({ visit }) => checkSelection(receivedOf(visit(name))),
})
