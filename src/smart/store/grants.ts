/** A grant's context -> a sealed row, found by the hash of its code, then of its refresh token, and by the ids of its access tokens. */
import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { GrantContext } from '../model.ts'
import { createEnd } from './end.ts'
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

export const createGrants = (place: Place): Grants => {
  const { now } = place
  const { find, findSpent, remember } = createFindGrant(place)
  const add = createAdd(place, remember)
  return {
    addCode: (code, context, seconds) => add(context, [createHandle('code', code, now() + seconds * 1000)]),
    findByCode: (code) => find(hashOf('code', code)),
    findByRefreshToken: (token) => find(hashOf('refresh', token)),
    findByTokenId: (jti) => find(hashOf('token', jti)),
    addGrant: (context, tokens) => add(context, handlesOf(tokens, now())),
    ...createSpend(place, findSpent),
    ...createEnd(place),
  }
}
