/** A grant's context -> a sealed row, found by the hash of its code, then of its refresh token, and by the ids of its access tokens. */
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { GrantContext } from '../model.ts'
import { createFindGrant, type FindGrant, type SealedGrant } from './find-grant.ts'
import { createHandle, handlesOf, hashOf, lastOf, type Handle } from './handles.ts'
import type { ContextStore } from './model.ts'
import { tables } from './schema.ts'
import { sealSeconds, type Place } from './place.ts'
import { perform } from './work.ts'

type Grants = Omit<ContextStore, 'addLaunch' | 'findLaunch' | 'takeLaunch' | 'sweep' | 'close'>

const addHandles = async (at: Knex, grant: string, handles: readonly Handle[]): Promise<void> => {
  await at(tables.handles).insert(handles.map((each) => ({ ...each, grant_id: grant })))
}

const createAdd = ({ database, seal, now }: Place, remember: FindGrant['remember']) => {
  return async (context: GrantContext, handles: readonly Handle[]): Promise<void> => {
    const id = randomUUID()
    const { realm, client } = context
    const sealed = await seal.seal('grant', [id, context] satisfies SealedGrant, sealSeconds)
    const row = { id, realm, client, context: sealed, created: now(), expires: lastOf(handles) }
    const insert = async (at: Knex): Promise<void> => {
      await at(tables.grants).insert(row)
      await addHandles(at, id, handles)
    }
    await perform(() => database.transaction(insert))
    remember(sealed, { id, context })
  }
}

/** The live handle of that hash, on a connection. */
type LiveHandle = (at: Knex, hash: string) => Knex.QueryBuilder

const createReplace = (liveHandle: LiveHandle) => {
  return async (at: Knex, old: string, grant: string, handles: readonly Handle[]): Promise<boolean> => {
    // Of all who come with it, the one that removed it may go on.
    const removed: number = await liveHandle(at, old).where('grant_id', grant).delete()
    if (removed !== 1) return false
    await addHandles(at, grant, handles)
    const expires = lastOf(handles)
    await at(tables.grants).where({ id: grant }).where('expires', '<', expires).update({ expires })
    return true
  }
}

const createEnd = (database: Knex, liveHandle: LiveHandle) => {
  const endGrant = async (id: string): Promise<void> => {
    await perform(() => database(tables.grants).where({ id }).delete())
  }
  return {
    endGrant,
    endByRefreshToken: async (token: string): Promise<void> => {
      const hash = hashOf('refresh', token)
      const [id] = await perform<string[]>(() => liveHandle(database, hash).pluck('grant_id'))
      if (id !== undefined) await endGrant(id)
    },
    endTokenId: async (jti: string): Promise<void> => {
      await perform(() => liveHandle(database, hashOf('token', jti)).delete())
    },
  }
}

export const createGrants = (place: Place): Grants => {
  const { database, now } = place
  const liveHandle: LiveHandle = (at, hash) => at(tables.handles).where({ hash }).where('expires', '>', now())
  const { find, remember } = createFindGrant(place)
  const [add, replace] = [createAdd(place, remember), createReplace(liveHandle)]
  return {
    addCode: (code, context, seconds) => add(context, [createHandle('code', code, now() + seconds * 1000)]),
    findByCode: (code) => find(hashOf('code', code)),
    findByRefreshToken: (token) => find(hashOf('refresh', token)),
    findByTokenId: (jti) => find(hashOf('token', jti)),
    issue: ({ kind, value }, grant, tokens) =>
      perform(() => database.transaction((at) => replace(at, hashOf(kind, value), grant, handlesOf(tokens, now())))),
    addGrant: (context, tokens) => add(context, handlesOf(tokens, now())),
    ...createEnd(database, liveHandle),
  }
}
