/** 9.2, 9.12, 9.13 and 9.15: launches of other kinds of clients, of version 1 scopes, and of scopes by category. */
import type { Group, Edition } from '../model.ts'
import { unrestrictedAccess } from '../checks/access.ts'
import { patientStep, unauthorizedStep } from '../checks/context.ts'
import { discovery, standaloneCapabilities, wellKnown } from '../checks/discovery.ts'
import { beginner, standaloneLaunch } from '../checks/launch.ts'
import { idTokenStep } from '../checks/openid.ts'
import { refreshSteps } from '../checks/refresh.ts'
import { scopesStep, selectionStep } from '../checks/scopes.ts'
import { selectionScope, standaloneScope, version1Scope } from '../scopes/words.ts'
import { numbered } from '../verdict.ts'
import { patientPlan, patientRules, scopesTitle } from './standalone.ts'

/** 9.2. */
export const publicGroup = ({ version }: Edition): Group => {
  const prefix = version === '2.2.0' ? '9.16' : '9.2'
  const checks = [
    wellKnown(beginner('public', 'public'), '10'),
    // The suite has no step of its own on browsers here in any version: the exchange itself must let them.
    ...standaloneLaunch(patientPlan('public', standaloneScope), '2.0.0'),
    patientStep('public'),
    idTokenStep('public'),
  ]
  return { id: prefix, title: 'Public client', steps: numbered(prefix, checks) }
}

const asymmetric = 'asymmetric'

/** 9.12. */
export const asymmetricGroup = ({ version }: Edition): Group => {
  const is22 = version === '2.2.0'
  const begin = beginner(asymmetric, 'asymmetric')
  const launch = standaloneLaunch(patientPlan(asymmetric, standaloneScope), version)
  return {
    id: is22 ? '9.21' : '9.12',
    title: 'Client with a key of its own',
    steps: [
      ...numbered(is22 ? '9.21.2' : '9.12.1', discovery(asymmetric, begin, version)),
      ...numbered(is22 ? '9.21.4' : '9.12.2', [...launch, patientStep(asymmetric), idTokenStep(asymmetric)]),
      ...numbered(is22 ? '9.21.5' : '9.12.3', refreshSteps(asymmetric)),
    ],
  }
}

const version1 = 'version-1'

/** 9.13. */
export const version1Group = ({ version }: Edition): Group => {
  const is22 = version === '2.2.0'
  const begin = beginner(version1, 'confidential')
  const rules = { ...patientRules, askedForm: 'v1', receivedForm: 'any' } as const
  return {
    id: is22 ? '9.22' : '9.13',
    title: 'Launch with scopes of SMART 1',
    steps: [
      ...numbered(is22 ? '9.22.2' : '9.13.1', discovery(version1, begin, version, standaloneCapabilities)),
      ...numbered(is22 ? '9.22.4' : '9.13.2', [
        ...standaloneLaunch(patientPlan(version1, version1Scope), version),
        scopesStep(version1, scopesTitle, rules),
        unauthorizedStep(version1),
        patientStep(version1),
      ]),
      ...numbered(is22 ? '9.22.5' : '9.13.3', unrestrictedAccess(version1)),
    ],
  }
}

const selection = 'selection'

const selectionAdvice =
  'Allow Patient, and of Condition and Observation the categories, one by one; at least one of each must be left out.'

/** 9.15. */
export const selectionGroup = ({ version }: Edition): Group => {
  const is22 = version === '2.2.0'
  const plan = { ...patientPlan(selection, selectionScope, selectionAdvice), grant: { kind: 'granular' } } as const
  const rules = { ...patientRules, types: ['Patient', 'Condition', 'Observation'] }
  return {
    id: is22 ? '9.26' : '9.15',
    title: 'Choice of categories on the consent page',
    steps: [
      ...numbered(is22 ? '9.26.2' : '9.15.1', discovery(selection, beginner(selection, 'confidential'), version)),
      ...numbered(is22 ? '9.26.4' : '9.15.2', [
        ...standaloneLaunch(plan, version),
        scopesStep(selection, scopesTitle, rules),
        selectionStep(selection),
      ]),
    ],
  }
}
