/** A running realm, and what it should be -> it is that, and what was changed is told. Nothing that Portico did not make is ever removed. */
import type { AdminApi } from '../admin.ts'
import type { RealmInput } from '../input.ts'
import { realmRepresentation } from '../realm.ts'
import { account, consents, followers, gate, gateRights } from './clients.ts'
import type { Change, Part } from './change.ts'
import { profile } from './profile.ts'
import { registration } from './registration.ts'
import { scopeLists, scopeRoles, scopes } from './scopes.ts'
import { languages, lifetimes, policies, texts } from './settings.ts'

export interface ApplyOptions {
  /** Changes nothing. */
  readonly dryRun?: boolean
  /** Removes what Portico made and no longer wants. */
  readonly prune?: boolean
  /** A line that tells, once what it says was done; `isChange`: it was something to change. */
  readonly tell: (text: string, isChange: boolean) => void
}

/** Scopes come before those that name them. */
const parts: readonly Part[] = [
  lifetimes,
  languages,
  texts,
  profile,
  scopes,
  scopeRoles,
  scopeLists,
  gate,
  gateRights,
  account,
  registration,
  policies,
  followers,
  consents,
]

const below = (admin: AdminApi, realm: string): AdminApi => {
  const base = `/${encodeURIComponent(realm)}`
  return {
    get: (path) => admin.get(base + path),
    post: (path, body) => admin.post(base + path, body),
    put: (path, body) => admin.put(base + path, body),
    delete: (path, body) => admin.delete(base + path, body),
  }
}

async function make({ text, make: change }: Change, { dryRun, tell }: ApplyOptions): Promise<void> {
  if (change !== undefined && dryRun !== true) await change()
  tell(text, change !== undefined)
}

/** Rejects with an `AdminError` at the first change that Keycloak refuses; those told before it stay. A second run goes on from there. */
export async function applyRealm(admin: AdminApi, input: RealmInput, options: ApplyOptions): Promise<void> {
  const wanted = realmRepresentation(input)
  const realm = below(admin, input.realm)
  if ((await realm.get('')) === undefined) {
    await make({ text: 'realm created', make: () => admin.post('', wanted) }, options)
    if (options.dryRun === true) return
  }
  for (const part of parts) {
    const changes = await part({ admin: realm, input, wanted, prune: options.prune === true })
    for (const change of changes) await make(change, options)
  }
}
