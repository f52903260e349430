/** The state of one realm: sessions, codes, grants and refresh tokens, in memory, gone with the process. */
import { LRUCache } from 'lru-cache'
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

type Entries = LRUCache<string, AdapterPayload>

const findBy = (entries: Entries, member: 'uid' | 'userCode', value: string): AdapterPayload | undefined =>
  [...entries.values()].find((payload) => payload[member] === value)

const revokeGrant = (entries: Entries, grantId: string): void => {
  for (const [key, payload] of entries.entries()) if (payload.grantId === grantId) entries.delete(key)
}

/** One store of all kinds of one realm: what a realm hands out means nothing to another. */
export const createStore = (): AdapterFactory => {
  const kinds = new Map<string, Entries>()

  return (kind): Adapter => {
    const entries: Entries = kinds.get(kind) ?? new LRUCache({ max: 10_000 })
    kinds.set(kind, entries)
    return {
      find: async (id) => entries.get(id),
      findByUid: async (uid) => findBy(entries, 'uid', uid),
      findByUserCode: async (code) => findBy(entries, 'userCode', code),
      upsert: async (id, payload, seconds) => {
        entries.set(id, payload, seconds === undefined ? {} : { ttl: seconds * 1000 })
      },
      consume: async (id) => {
        const payload = entries.get(id)
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => {
        entries.delete(id)
      },
      revokeByGrantId: async (grantId) => revokeGrant(entries, grantId),
    }
  }
}
