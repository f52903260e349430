/** A realm -> the audience of its tokens: the root of the bases that take them, and the front door's client, which introspects them. */
import type { Realm } from './users.ts'

/** One for all organizations: which of them a token opens is known to the front door. */
export const surfaceRoot = (gatewayUrl: string, realm: Realm): string => `${gatewayUrl}/api/${realm.surface}/v1`
