/** The hash of a code or token -> the grant it belongs to. One statement: every FHIR request waits for it. */
import { LRUCache } from 'lru-cache'
import type { GrantContext, StoredGrant } from '../model.ts'
import { tables } from './schema.ts'
import type { Place } from './place.ts'
import { perform } from './work.ts'

/** With the row's own id: a text that was moved to another row is none. */
export type SealedGrant = readonly [id: string, context: GrantContext]

interface Row {
  readonly id: string
  readonly context: string
}

/** Opening a context takes as long as finding it, and an app asks many times with one token. */
const remembered = 5_000

export interface FindGrant {
  find(hash: string): Promise<StoredGrant | undefined>
  /** What was sealed here need not be opened to be known. */
  remember(sealed: string, grant: StoredGrant): void
}

export const createFindGrant = ({ database, seal, now }: Place): FindGrant => {
  const select = (hash: string) =>
    database(tables.handles)
      .join(tables.grants, `${tables.grants}.id`, 'grant_id')
      .where({ hash })
      .where(`${tables.handles}.expires`, '>', now())
      .select<Row[]>('id', 'context')

  // Of the sealed text, which says all of it: a row that is gone or was changed is asked for anew each time.
  const opened = new LRUCache<string, StoredGrant>({ max: remembered })

  const open = async ({ id, context }: Row): Promise<StoredGrant | undefined> => {
    const sealed = (await seal.open('grant', context)) as SealedGrant | undefined
    if (sealed?.[0] !== id) return undefined
    const grant = { id, context: sealed[1] }
    opened.set(context, grant)
    return grant
  }

  return {
    find: async (hash) => {
      const [row] = await perform(() => select(hash))
      if (row === undefined) return undefined
      const known = opened.get(row.context)
      return known?.id === row.id ? known : open(row)
    },
    remember: (sealed, grant) => void opened.set(sealed, grant),
  }
}
