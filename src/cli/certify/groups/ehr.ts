/** Group 3, an app that the EHR opens for a clinician, and 9.9, the same with a scope of the patient. */
import type { Group, SmartVersion, Edition } from '../model.ts'
import type { LaunchPlan } from '../checks/authorize.ts'
import { bannerStep, encounterStep, patientStep, styleStep, unauthorizedStep } from '../checks/context.ts'
import { discovery, ehrCapabilities, wellKnown } from '../checks/discovery.ts'
import { beginner, ehrLaunch } from '../checks/launch.ts'
import { openid } from '../checks/openid.ts'
import { refreshSteps } from '../checks/refresh.ts'
import { patientScopeStep, scopesStep } from '../checks/scopes.ts'
import type { ScopeRules } from '../scopes/received.ts'
import { compartmentTypes, ehrPatientScope, ehrScope, ehrWords } from '../scopes/words.ts'
import { numbered, type Check } from '../verdict.ts'

const staffRules: ScopeRules = {
  context: 'user',
  words: ehrWords,
  askedForm: 'v2',
  receivedForm: 'v2',
  types: compartmentTypes,
}

const staffPlan = (name: string, scope: string, method: 'GET' | 'POST'): LaunchPlan => ({
  name,
  scope,
  method,
  grant: { kind: 'all' },
  person: 'staff',
  advice: 'Open the app from the EHR, with a patient and an encounter, and allow everything.',
})

const staff = 'ehr'

const contextSteps = (is22: boolean): readonly Check[] => [
  scopesStep(staff, 'scopes of the user, of OpenID Connect and of refreshing are used', staffRules),
  unauthorizedStep(staff),
  patientStep(staff),
  encounterStep(staff, is22 ? '15' : '16'),
  styleStep(staff, is22 ? '17' : '14'),
  bannerStep(staff, is22 ? '18' : '15'),
]

/** Group 3: the authorization request is a POST. */
export const ehrGroup = ({ version }: Edition): Group => {
  const is22 = version === '2.2.0'
  const launch = ehrLaunch(staffPlan(staff, ehrScope, 'POST'), version)
  return {
    id: '3',
    title: 'EHR practitioner app',
    steps: [
      ...numbered(is22 ? '3.7' : '3.2', discovery(staff, beginner(staff, 'ehr'), version, ehrCapabilities)),
      ...numbered(is22 ? '3.8' : '3.4', [...launch, ...contextSteps(is22)]),
      ...numbered(is22 ? '3.10' : '3.9', openid(staff, version)),
      ...numbered('3.6', refreshSteps(staff)),
    ],
  }
}

const ehrPatient = 'ehr-patient'

const lastOf = (version: SmartVersion): string => (version === '2.2.0' ? '13' : '12')

/** 9.9. */
export const ehrPatientGroup = ({ version }: Edition): Group => {
  const prefix = version === '2.2.0' ? '9.19' : '9.9'
  const checks = [
    wellKnown(beginner(ehrPatient, 'ehr'), lastOf(version)),
    ...ehrLaunch(staffPlan(ehrPatient, ehrPatientScope, 'GET'), version),
    patientStep(ehrPatient),
    patientScopeStep(ehrPatient),
  ]
  return { id: prefix, title: 'EHR launch with patient scopes', steps: numbered(prefix, checks) }
}
