/** A grant or a token -> ended at once. That an access token was ended is remembered for as long as it would have lived. */
import type { Knex } from 'knex'
import { hashOf } from './handles.ts'
import type { ContextStore } from './model.ts'
import type { Place } from './place.ts'
import { tables } from './schema.ts'
import { perform } from './work.ts'

type End = Pick<ContextStore, 'endGrant' | 'endByRefreshToken' | 'endTokenId' | 'hasEnded'>

export const createEnd = ({ database, now }: Place): End => {
  const handle = (hash: string) => database(tables.handles).where({ hash }).where('expires', '>', now())

  /** Nothing finds the grant any more; its row goes with the last of its access tokens. */
  const endAll = async (at: Knex, id: string): Promise<void> => {
    const handles = () => at(tables.handles).where('grant_id', id)
    await handles().whereNot('kind', 'token').delete()
    await handles().whereNull('spent').update({ spent: now() })
    const [last] = await handles().orderBy('expires', 'desc').limit(1).pluck<(number | string)[]>('expires')
    await at(tables.grants)
      .where({ id })
      .update({ expires: Number(last ?? 0) })
  }

  const endGrant = (id: string): Promise<void> => perform(() => database.transaction((at) => endAll(at, id)))

  return {
    endGrant,
    endByRefreshToken: async (token) => {
      const [id] = await perform<string[]>(() => handle(hashOf('refresh', token)).pluck('grant_id'))
      if (id !== undefined) await endGrant(id)
    },
    endTokenId: async (jti) => {
      await perform(() => handle(hashOf('token', jti)).update({ spent: now() }))
    },
    hasEnded: async (jti) => {
      const found = await perform(() => handle(hashOf('token', jti)).whereNotNull('spent').limit(1).pluck('hash'))
      return found.length > 0
    },
  }
}
