/** A running demo -> the deployment that the steps run against: its clients, its users, its pages. */
import {
  asymmetricClient,
  confidentialClient,
  confidentialSecret,
  gateClient,
  gateSecret,
  publicClient,
  redirectUri,
} from '../../demo/identity-provider/clients.ts'
import { demoUsers } from '../../demo/identity-provider/users.ts'
import type { Operator, SmartVersion, Target } from '../../../src/cli/certify/model.ts'
import { chromiumOperator } from '../../../src/cli/certify/operators/chromium.ts'
import type { Account, Accounts, Clinic } from '../../../src/cli/certify/operators/persons.ts'
import { scriptedOperator } from '../operators/scripted.ts'
import { demoClinic, ehrBaseOf, type DemoPlace } from './clinic.ts'

const accountOf = (name: string): Account => {
  const user = demoUsers.find((one) => one.name === name)
  if (user === undefined) throw new Error(`the demo has no user ${name}`)
  const [patient] = user.patients
  return { name, password: user.password, ...(patient !== undefined && { patient }) }
}

/** Who signs in: a patient of organization 1 and a doctor there. */
export const demoAccounts = (): Accounts => ({ patient: accountOf('amy'), staff: accountOf('drlee') })

export interface DemoOptions extends DemoPlace {
  readonly version: SmartVersion
  readonly inBrowser: boolean
  readonly revoke?: Clinic['revoke']
}

const operatorOf = (options: DemoOptions): Operator => {
  const accounts = demoAccounts()
  const clinic = demoClinic(options, accounts.patient, options.revoke)
  return options.inBrowser
    ? chromiumOperator(clinic, redirectUri, accounts)
    : scriptedOperator(accounts, clinic, redirectUri)
}

const confidential = { kind: 'confidential', id: confidentialClient, secret: confidentialSecret } as const

export const demoTarget = (options: DemoOptions): Target => ({
  base: `${options.gatewayUrl}/api/patients/v1/${options.organization}`,
  ehrBase: ehrBaseOf(options),
  version: options.version,
  redirectUri,
  clients: {
    confidential,
    ehr: confidential,
    public: { kind: 'public', id: publicClient },
    asymmetric: { kind: 'asymmetric', id: asymmetricClient, keys: options.keys, algorithm: 'ES384' },
  },
  limitedTypes: ['Patient', 'Condition', 'Observation'],
  introspectionHeaders: {
    authorization: `Basic ${Buffer.from(`${gateClient}:${gateSecret}`).toString('base64')}`,
  },
  operator: operatorOf(options),
})
