/** What the planner asks of SQL, each form once, and the rows of the shop that it has to give. */
import { and, has, not, oneOf, or, some, test, type Cond } from '../../src/mapping/cond.ts'
import { beginsWith } from '../../src/mapping/key-conditions.ts'
import type { SourcePlan } from '../../src/plan/model.ts'
import { seeksOf } from '../../src/plan/ways/seeks.ts'
import { compileChildren } from '../../src/query/children.ts'
import { compileCount } from '../../src/query/count.ts'
import type { Dialect, Query } from '../../src/query/query.ts'
import { compileRows, type RowsOptions } from '../../src/query/rows.ts'
import { change, changes, former, kinds, names, newestName, noNewer, own, source } from './shop.ts'

export interface Case {
  readonly title: string
  compile(dialect: Dialect): Query
  /** The first value of each row, in order. */
  readonly gives: readonly string[]
}

type Where = readonly Cond[]

/** One kind for each of `wheres`; a row has to be of the organization. */
function planOf(wheres: Where, root: Cond): SourcePlan {
  return {
    source,
    kinds: wheres.map((where, index) => ({ kind: kinds[index]!, where })),
    root,
    where: and(root, or(...wheres)),
    columns: [],
    hits: [],
    driver: { by: 'scan', text: '' },
    trace: [],
  }
}

const ofTenant = oneOf(own.org, ['1'])

const page = (title: string, where: Cond, gives: readonly number[], options: RowsOptions = {}): Case => ({
  title,
  compile: (dialect) => compileRows(planOf([where], ofTenant), [], dialect, options).query,
  gives: gives.map(String),
})

const starts = (column: typeof own.name, text: string): Cond => test(column, { is: 'prefix', text, fold: true })
const code = (...values: readonly string[]): Cond => oneOf(own.code, values)
const positive = (column: typeof own.amount, from: string): Cond => test(column, { is: 'range', from })

/** As if ITEM were large and had the index of an old shop, and ITEM_NM were small. */
function withSeeks(plan: SourcePlan): SourcePlan {
  const tables = new Map([
    ['ITEM', { rows: 100_000, indexes: [['ORG', 'NM']] }],
    ['ITEM_NM', { rows: 1_500, indexes: [['ID']] }],
  ])
  const seeks = seeksOf({ mapping: { tables }, source, scanRows: 2_000 }, plan.where)
  if (seeks === undefined) throw new Error('nothing seeks')
  return { ...plan, seeks }
}

const smiths = planOf([or(starts(own.name, 'smith'), some(names, starts(former.name, 'smith')))], ofTenant)

export const cases: readonly Case[] = [
  page('a token in a CHAR that is filled up with blanks', code('A'), [1, 2]),
  page('a value that is none, asked for by its absence', not(has(own.code)), [4, 5, 6]),
  page('a negation with NULLs', not(code('A', 'B')), [3, 4, 5, 6]),
  page('a prefix with an apostrophe', starts(own.name, "o'b"), [2]),
  page('a prefix with a percent sign', starts(own.name, '100%'), [4]),
  page('a prefix with an underscore', starts(own.name, 'a_'), [5]),
  page('a prefix with a bracket', starts(own.name, 'a[1'), [6]),
  page('the rows that an id with a hash may mean', beginsWith(own.name, 'A[1'), [6]),
  page('a page after a key', has(own.id), [5, 6], { after: ['4'], limit: 2 }),
  page('rows of known keys', has(own.name), [1, 3], { keys: [['3'], ['1'], ['7'], ['8']] }),
  page(
    'a day that partial dates do not lie in',
    and(
      test(own.day, { is: 'range', from: '19800500', below: '19800600' }),
      not(oneOf(own.day, ['19800500', '19800000'])),
    ),
    [1],
  ),
  page(
    'dates from a day on, whatever they are, but for those that are none',
    test(own.day, { is: 'range', from: '19800000' }),
    [1, 2, 3, 8],
  ),
  page('child rows', some(names, starts(former.name, 'smi')), [1, 3]),
  page('no child row', and(starts(own.name, ''), not(some(names, has(former.name)))), [2, 4, 6]),
  page('child rows by a text that the key stands in', some(changes, positive(change.at, '2026-01-01 00:00:00')), [1]),
  page(
    'a code, or another where the first is none',
    or(oneOf(own.standard, ['S1']), and(not(has(own.standard)), oneOf(own.local, ['L1']))),
    [1, 2, 3, 6],
  ),
  page('numbers from below zero, among which zero is none', positive(own.amount, '-2'), [1, 4, 5, 6, 8]),
  page(
    'numbers up to more decimals than the column has',
    test(own.amount, { is: 'range', below: '99.991' }),
    [1, 5, 8],
  ),
  {
    title: 'keys from two tables',
    compile: (dialect) => compileRows(withSeeks(smiths), [], dialect, { limit: 10 }).query,
    gives: ['1', '3'],
  },
  {
    title: 'a count of keys from two tables',
    compile: (dialect) => compileCount(withSeeks(smiths), dialect),
    gives: ['2'],
  },
  {
    title: 'a count over kinds',
    compile: (dialect) =>
      compileCount(planOf([positive(own.amount, '5'), positive(own.weight, '50')], ofTenant), dialect),
    gives: ['7'],
  },
  {
    title: 'child rows of a batch of parents, by a text',
    compile: (dialect) => compileChildren(changes, [], [['ID=1/A'], ['ID=3/AB'], ['ID=9/']], dialect).query,
    gives: ['ID=1/A', 'ID=3/AB'],
  },
  page('the newest row of each local code', noNewer, [1, 3, 5, 8]),
  {
    title: 'a join with the newest of several rows',
    compile: (dialect) => {
      const plan = planOf([starts(former.name, 'smith')], ofTenant)
      return compileRows({ ...plan, source: { ...source, joins: [newestName] } }, [], dialect).query
    },
    gives: ['1'],
  },
]
