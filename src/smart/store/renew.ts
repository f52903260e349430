/** A grant in use that an older key sealed -> the same row under the key in force, so that the older one can be taken away some day. */
import { perform } from './work.ts'
import { sealSeconds, type Place } from './place.ts'
import { tables } from './schema.ts'

/** Where it fails, the next refresh tries again. */
export const createRenew = ({ database, seal }: Place) => {
  const row = (where: object) => database(tables.grants).where(where)
  const renew = async (id: string): Promise<void> => {
    const [context = ''] = await perform(() => row({ id }).pluck<string[]>('context'))
    const renewed = await seal.renew('grant', context, sealSeconds)
    if (renewed !== undefined) await perform(() => row({ id, context }).update({ context: renewed }))
  }
  return async (id: string): Promise<void> => {
    if (seal.hasOlder) await renew(id).catch(() => undefined)
  }
}
