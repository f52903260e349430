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

interface SpentRowFound extends Row {
  readonly answer: string | null
}

/** Opening a context takes as long as finding it, and an app asks many times with one token. */
const remembered = 5_000

/** The grant of a code or token that was used up, and what was kept, still sealed. */
export interface SpentRow {
  readonly grant: StoredGrant
  readonly answer: string | null
}

export interface FindGrant {
  find(hash: string): Promise<StoredGrant | undefined>
  findSpent(hash: string): Promise<SpentRow | undefined>
  /** What was sealed here need not be opened to be known. */
  remember(sealed: string, grant: StoredGrant): void
}

const createOpen = ({ seal }: Pick<Place, 'seal'>) => {
  // Of the sealed text, which says all of it: a row that is gone or was changed is asked for anew each time.
  const opened = new LRUCache<string, StoredGrant>({ max: remembered })
  const open = async ({ id, context }: Row): Promise<StoredGrant | undefined> => {
    const known = opened.get(context)
    if (known?.id === id) return known
    const sealed = (await seal.open('grant', context)) as SealedGrant | undefined
    if (sealed?.[0] !== id) return undefined
    const grant = { id, context: sealed[1] }
    opened.set(context, grant)
    return grant
  }
  return { open, remember: (sealed: string, grant: StoredGrant): void => void opened.set(sealed, grant) }
}

const { answers, grants, handles } = tables

export const createFindGrant = ({ database, seal, now }: Place): FindGrant => {
  const { open, remember } = createOpen({ seal })

  const rows = (hash: string) =>
    database(handles).join(grants, `${grants}.id`, 'grant_id').where(`${handles}.hash`, hash)

  const live = (hash: string) =>
    rows(hash).whereNull('spent').where(`${handles}.expires`, '>', now()).select<Row[]>('id', 'context')

  const spent = (hash: string) =>
    rows(hash)
      .whereNotNull('spent')
      .where(`${grants}.expires`, '>', now())
      .leftJoin(answers, (on) => {
        on.on(`${answers}.hash`, `${handles}.hash`).andOnVal(`${answers}.expires`, '>', now())
      })
      .select<SpentRowFound[]>('id', 'context', 'answer')

  return {
    find: async (hash) => {
      const [row] = await perform(() => live(hash))
      return row && open(row)
    },
    findSpent: async (hash) => {
      const [row] = await perform(() => spent(hash))
      const grant = row && (await open(row))
      return row && grant && { grant, answer: row.answer }
    },
    remember,
  }
}
