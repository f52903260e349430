/** One case on an engine -> all that is answered of it, as text, to be held against what another engine says. */
import { generate } from './generate.ts'
import { ask } from './ask.ts'
import { zeroDate, type Kind } from './columns.ts'
import type { Engine } from './engines.ts'
import { load, Refused } from './load.ts'
import type { Case, TablePlan, Tree, TreeMap } from './model.ts'
import { createTruth, type Truth } from './world.ts'

/**
 * What engines are known to hold otherwise, and why: a collation that ignores case is PostgreSQL's only where somebody made one; decimals come with the
 * zeros of their scale, which SQLite does not keep, and doubles are printed by each engine in its own way; PostgreSQL has no zero dates; child rows ordered by
 * a text come in the order of its collation, with NULL first or last.
 */
const replaced: Readonly<Partial<Record<Kind, Kind>>> = { nocase: 'varchar', real: 'varchar', decimal: 'varchar' }

function plainTable(table: TablePlan): TablePlan {
  const columns = table.columns.map((each) => ({ ...each, kind: replaced[each.kind] ?? each.kind }))
  return { ...table, columns, rows: table.rows.map((row) => row.map((cell) => (cell === zeroDate ? null : cell))) }
}

const isByText = (order: Tree | undefined): order is readonly string[] => Array.isArray(order)

/** The last of the columns is the key of the child rows. */
function plainOrders(source: TreeMap): TreeMap {
  const rows = Object.entries((source['rows'] ?? {}) as Readonly<Record<string, TreeMap>>)
  const plain = rows.map(([name, clause]) => {
    const { order } = clause
    return [name, isByText(order) ? { ...clause, order: order.at(-1)! } : clause] as const
  })
  return { ...source, ...(rows.length > 0 && { rows: Object.fromEntries(plain) }) }
}

/** The case of a seed without what is left out. */
export function alikeCase(seed: number): Case {
  const made = generate(seed)
  return { ...made, tables: made.tables.map(plainTable), sources: made.sources.map(plainOrders) }
}

/** Rows come in the order of their key, which of texts is each collation's own: what is answered is sorted here. */
async function answer(search: string, truth: Truth): Promise<string> {
  const { entries, total } = await ask(search, truth.staff, truth.subject)
  const texts = entries.map(({ mode, text }) => `${mode} ${text}`)
  return [`${search} ${total ?? ''}`, ...texts.toSorted()].join('\n')
}

function searchesOf(truth: Truth, type: string): readonly string[] {
  const parameters = [...(truth.subject.mapping.parameters.get(type)?.values() ?? [])]
  const missing = parameters.map(({ name }) => `${type}?${name}:missing=true&_total=accurate&_count=1000`)
  const references = parameters.filter((each) => each.type === 'reference')
  const includes = references.map(({ name }) => `${type}?_include=${type}:${name}&_count=1000`)
  return [`${type}?_total=accurate&_count=1000`, ...missing, ...includes]
}

async function sayAll(truth: Truth): Promise<readonly string[]> {
  const said: string[] = []
  for (const type of truth.subject.mapping.byType.keys())
    for (const search of searchesOf(truth, type))
      said.push(await answer(search, truth).catch((error: unknown) => `${search} ${String(error)}`))
  for (const { source, id, slow } of truth.items)
    said.push(...(slow === '' ? [] : [await answer(`${source.resource}?_id=${id}`, truth)]))
  return said
}

/** Undefined where the compiler refuses the case. */
export async function answers(made: Case, engine: Engine): Promise<readonly string[] | undefined> {
  try {
    const { subject } = await load(made, engine)
    try {
      return await sayAll(await createTruth(subject))
    } finally {
      await subject.database.close()
    }
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}
