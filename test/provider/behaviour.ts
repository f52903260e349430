/** One suite for every provider that can stand behind the front door: the demo's own and Keycloak answer alike, or a test fails. */
import { describeAuthorization } from './authorization.ts'
import { describeClients } from './clients.ts'
import { describeDirectory } from './directory.ts'
import { describeEndings } from './endings.ts'
import { describeTokens } from './tokens.ts'
import type { Desk, ProviderUnderTest } from './under-test.ts'

export type { ProviderUnderTest } from './under-test.ts'

/**
 * To be called within a `describe` that has started the provider before its tests run. The people and clients are those of the demo, and
 * nobody has consented to anything yet.
 */
export const describeBehaviour = (provider: () => ProviderUnderTest): void => {
  const portal = (): Desk => ({ provider: provider(), realm: 'portal' })
  const staff = (): Desk => ({ provider: provider(), realm: 'sevocity' })
  describeAuthorization(portal)
  describeTokens(portal)
  describeEndings(portal)
  describeClients(portal, staff)
  describeDirectory(portal, staff)
}
