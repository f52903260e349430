/** The policies of client registration -> what a running realm lacks of them. */
import { registrationPolicies, registrationPolicyType } from '../policies.ts'
import type { Component } from '../representation.ts'
import type { Part } from './change.ts'

/** One of the same kind for the same callers does, whatever its name. */
const isSame =
  (wanted: Component) =>
  (found: Component): boolean =>
    found.providerId === wanted.providerId && found.subType === wanted.subType

export const registration: Part = async ({ admin }) => {
  const found = (await admin.get<readonly Component[]>(`/components?type=${registrationPolicyType}`)) ?? []
  const missing = registrationPolicies.filter((wanted) => !found.some(isSame(wanted)))
  const trusting = found.find(
    ({ providerId, subType, config }) =>
      providerId === 'trusted-hosts' && subType === 'anonymous' && (config['trusted-hosts'] ?? []).length > 0,
  )
  return [
    ...missing.map((wanted) => ({
      text: `registration policy "${wanted.name}" added`,
      make: () => admin.post('/components', { ...wanted, providerType: registrationPolicyType }),
    })),
    ...(trusting === undefined ? [] : [{ text: 'hosts named in a registration policy may register clients unasked' }]),
  ]
}
