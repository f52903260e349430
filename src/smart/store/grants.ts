/** A grant's context -> a sealed row, found by the hash of its code, then of its refresh token, and by the ids of its access tokens. */
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { GrantContext } from '../model.ts'
import { createFindGrant, type FindGrant, type SealedGrant } from './find-grant.ts'
import { createHandle, handlesOf, hashOf, lastOf, type Handle } from './handles.ts'
import type { ContextStore } from './model.ts'
import { tables } from './schema.ts'
import { sealSeconds, type Place } from './place.ts'
import { addHandles, createSpend } from './spend.ts'
import { perform } from './work.ts'

type Grants = Omit<ContextStore, 'addLaunch' | 'findLaunch' | 'takeLaunch' | 'sweep' | 'close'>

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

/** The handle of that hash, on a connection. */
type FindHandle = (at: Knex, hash: string) => Knex.QueryBuilder

const createEnd = (database: Knex, handle: FindHandle) => {
  const endGrant = async (id: string): Promise<void> => {
    await perform(() => database(tables.grants).where({ id }).delete())
  }
  return {
    endGrant,
    endByRefreshToken: async (token: string): Promise<void> => {
      const hash = hashOf('refresh', token)
      const [id] = await perform<string[]>(() => handle(database, hash).pluck('grant_id'))
      if (id !== undefined) await endGrant(id)
    },
    endTokenId: async (jti: string): Promise<void> => {
      await perform(() => handle(database, hashOf('token', jti)).delete())
    },
  }
}

export const createGrants = (place: Place): Grants => {
  const { database, now } = place
  const handle: FindHandle = (at, hash) => at(tables.handles).where({ hash }).where('expires', '>', now())
  const { find, findSpent, remember } = createFindGrant(place)
  const add = createAdd(place, remember)
  return {
    addCode: (code, context, seconds) => add(context, [createHandle('code', code, now() + seconds * 1000)]),
    findByCode: (code) => find(hashOf('code', code)),
    findByRefreshToken: (token) => find(hashOf('refresh', token)),
    findByTokenId: (jti) => find(hashOf('token', jti)),
    addGrant: (context, tokens) => add(context, handlesOf(tokens, now())),
    ...createSpend(place, findSpent),
    ...createEnd(database, handle),
  }
}
