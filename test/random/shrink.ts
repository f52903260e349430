/** A case that fails -> a smaller one that fails too: fewer sources, rows, elements, branches and values. */
import type { Case, TablePlan, Tree, TreeMap } from './model.ts'

/** What a source cannot do without is left alone. */
const kept: ReadonlySet<string> = new Set(['resource', 'source', 'from', 'key', 'patient', 'tenant', 'on', 'order'])

const isMap = (tree: Tree | undefined): tree is TreeMap => typeof tree === 'object' && !Array.isArray(tree)
const isList = (tree: Tree | undefined): tree is readonly Tree[] => Array.isArray(tree)

const without = (map: TreeMap, key: string): TreeMap =>
  Object.fromEntries(Object.entries(map).filter(([each]) => each !== key))

/** Parts of a value that may stand in its place. */
function parts(tree: Tree): readonly Tree[] {
  if (isList(tree)) return tree
  if (!isMap(tree)) {
    const alternatives = tree.startsWith('=') ? tree.slice(1).split(' ?? ') : []
    return alternatives.length > 1 ? alternatives.map((each) => `=${each}`) : []
  }
  const inner = [tree['is'], tree['first']].filter((each) => each !== undefined)
  const branches = 'case' in tree ? Object.entries(without(tree, 'case')).map(([, each]) => each) : []
  const unconditional = ['when', 'each', 'absent'].filter((key) => key in tree).map((key) => without(tree, key))
  return [...inner, ...branches, ...unconditional]
}

/** Every tree that is smaller by one step, large steps first. */
export function* smallerTrees(tree: Tree): Generator<Tree> {
  yield* parts(tree)
  if (isList(tree)) {
    for (const [index, each] of tree.entries()) {
      if (tree.length > 1) yield tree.filter((_, at) => at !== index)
      for (const smaller of smallerTrees(each)) yield tree.map((other, at) => (at === index ? smaller : other))
    }
  } else if (isMap(tree)) {
    for (const key of Object.keys(tree)) if (!kept.has(key)) yield without(tree, key)
    for (const [key, each] of Object.entries(tree)) {
      if (kept.has(key)) continue
      for (const smaller of smallerTrees(each)) yield { ...tree, [key]: smaller }
    }
  }
}

function* fewerRows(table: TablePlan): Generator<TablePlan> {
  const { rows } = table
  for (let size = Math.ceil(rows.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = 0; start < rows.length; start += size)
      yield { ...table, rows: [...rows.slice(0, start), ...rows.slice(start + size)] }
}

function* emptierCells(table: TablePlan): Generator<TablePlan> {
  for (const [at, row] of table.rows.entries())
    for (const [column, value] of row.entries()) {
      if (value === null || column < table.key.length) continue
      yield {
        ...table,
        rows: table.rows.map((each, index) =>
          index === at ? each.map((cell, place) => (place === column ? null : cell)) : each,
        ),
      }
    }
}

const replaced = <T>(items: readonly T[], at: number, item: T): readonly T[] =>
  items.map((each, index) => (index === at ? item : each))

type Steps = (made: Case) => Generator<Case>

function* fewerSources(made: Case): Generator<Case> {
  for (const index of made.sources.keys())
    if (made.sources.length > 1) yield { ...made, sources: made.sources.filter((_, at) => at !== index) }
}

function* smallerSources(made: Case): Generator<Case> {
  for (const [index, source] of made.sources.entries())
    for (const each of smallerTrees(source))
      if (isMap(each) && 'from' in each) yield { ...made, sources: replaced(made.sources, index, each) }
}

const tables = (smaller: (table: TablePlan) => Generator<TablePlan>): Steps =>
  function* (made) {
    for (const [index, table] of made.tables.entries())
      if (table.name !== 'ORG')
        for (const each of smaller(table)) yield { ...made, tables: replaced(made.tables, index, each) }
  }

const passes: readonly Steps[] = [fewerSources, smallerSources, tables(fewerRows), tables(emptierCells)]

type Still = (made: Case) => Promise<boolean>

/** Columns that no source names, and tables that nothing asks, tell nothing. */
async function tidy(made: Case, still: Still): Promise<Case> {
  const text = JSON.stringify([made.sources, made.system])
  const isNamed = (name: string): boolean => new RegExp(`\\.${name}\\b`).test(text)
  const tables = made.tables
    .filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text))
    .map((table) => {
      const places = table.columns.flatMap(({ name }, index) =>
        table.key.includes(name) || isNamed(name) ? [index] : [],
      )
      return {
        ...table,
        columns: places.map((each) => table.columns[each]!),
        rows: table.rows.map((row) => places.map((each) => row[each] ?? null)),
        indexes: table.indexes.filter((each) => each.every((name) => isNamed(name))),
      }
    })
  const tidied = { ...made, tables }
  return (await still(tidied)) ? tidied : made
}

/** Every step of one kind that still fails is taken, from the large to the small. */
async function pass(made: Case, steps: Steps, still: Still, end: number): Promise<Case> {
  for (let least = made; ;) {
    let smaller: Case | undefined
    for (const each of steps(least)) {
      if (Date.now() > end) return least
      if (!(await still(each))) continue
      smaller = each
      break
    }
    if (smaller === undefined) return least
    least = smaller
  }
}

/** Until no step is left, or the time (ms) is over. */
export async function shrink(made: Case, still: Still, budget: number): Promise<Case> {
  const end = Date.now() + budget
  let least = made
  for (let before: Case | undefined; before !== least && Date.now() < end;) {
    before = least
    for (const steps of passes) least = await pass(least, steps, still, end)
  }
  return tidy(least, still)
}
