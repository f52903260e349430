/** The state of one realm: sessions, codes, grants and tokens, in memory, gone with the process. */
import { LRUCache } from 'lru-cache'
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

type Entries = LRUCache<string, AdapterPayload>

export interface Store {
  readonly adapter: AdapterFactory
  /** Ends a grant with all that came of it. */
  dropGrant(id: string): void
}

const dropOfGrant = (entries: Entries, grantId: string): void => {
  for (const [key, payload] of entries.entries()) if (payload.grantId === grantId) entries.delete(key)
}

/** `ids`: where a session is now, whose id changes, by its `uid`, which does not. */
const createAdapter = (entries: Entries, ids: LRUCache<string, string>): Adapter => ({
  find: async (id) => entries.get(id),
  findByUid: async (uid) => entries.get(ids.get(uid) ?? ''),
  // Of the device flow, which the realms do not have.
  findByUserCode: async () => undefined,
  upsert: async (id, payload, seconds) => {
    if (payload.uid !== undefined) ids.set(payload.uid, id)
    entries.set(id, payload, seconds === undefined ? {} : { ttl: seconds * 1000 })
  },
  consume: async (id) => {
    const payload = entries.get(id)
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
  },
  destroy: async (id) => {
    entries.delete(id)
  },
  revokeByGrantId: async (grantId) => dropOfGrant(entries, grantId),
})

interface Kind {
  readonly entries: Entries
  readonly adapter: Adapter
}

const createKind = (): Kind => {
  const entries: Entries = new LRUCache({ max: 10_000 })
  return { entries, adapter: createAdapter(entries, new LRUCache({ max: 10_000 })) }
}

/** One store of all kinds of one realm: what a realm hands out means nothing to another. */
export const createStore = (): Store => {
  const kinds = new Map<string, Kind>()
  const kindOf = (name: string): Kind => {
    const kind = kinds.get(name) ?? createKind()
    kinds.set(name, kind)
    return kind
  }

  return {
    adapter: (name) => kindOf(name).adapter,
    dropGrant: (id) => {
      kindOf('Grant').entries.delete(id)
      for (const { entries } of kinds.values()) dropOfGrant(entries, id)
    },
  }
}
