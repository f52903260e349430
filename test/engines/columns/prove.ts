/** A seed -> a random table on an engine, questions to each of its columns, and the answers of SQL that are not as its rows say. */
import { makeColumn } from '../../../src/mapping/scope.ts'
import { withTimeFacts } from '../../../src/mapping/schema.ts'
import type { Column, Cond, Raw } from '../../../src/mapping/table.ts'
import type { Facts } from '../../../src/mapping/model.ts'
import { writeCondition } from '../../../src/query/condition.ts'
import { simplify } from '../../../src/plan/conditions/simplify.ts'
import { startStatement } from '../../../src/query/statement.ts'
import type { Database, Row } from '../../../src/rows/database.ts'
import { introspect } from '../../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../../src/rows/open.ts'
import { randomFrom, type Random } from '../../../src/verify/random.ts'
import type { Engine } from '../../rows/engines.ts'
import { kindsOf, preparations, type Kind } from './kinds.ts'
import { randomQuestion, type Question } from './questions.ts'
import { literal, randomAsked, randomValue } from './values.ts'

export interface Proved {
  readonly held: number
  readonly failures: readonly string[]
}

export const facts: Facts = {
  tenant: { key: '1', zone: 'UTC', facts: new Map() },
  now: Date.UTC(2020, 5, 15),
} as unknown as Facts

const rowsOf = 60
const questionsOf = 25
const nulls = ['', 'N/A', '00000000', '9999-12-31', '99991231', '-1']

interface Tried {
  readonly kind: Kind
  readonly column: Column
  /** By the number of the row, from 1 on. */
  readonly raws: readonly Raw[]
}

const nameOf = (kind: Kind): string => `c_${kind.name}`

const quotedName = (engine: Engine, name: string): string =>
  engine.dialect === 'mariadb' ? `\`${name}\`` : `"${name}"`

async function makeTable(engine: Engine, seed: number): Promise<void> {
  const { dialect } = engine
  const random = randomFrom(seed)
  const kinds = kindsOf(dialect)
  const names = kinds.map(nameOf)
  const rows = Array.from({ length: rowsOf }, (_, at) => {
    const values = kinds.map((kind) => literal(randomValue(kind, dialect, random), dialect))
    return `(${[at + 1, ...values].join(', ')})`
  })
  await engine.write(
    ...(preparations[dialect] ?? []),
    'drop table if exists eq',
    `create table eq (id integer not null primary key, ${kinds.map((kind) => `${nameOf(kind)} ${kind.type}`).join(', ')})`,
    ...names.filter(() => random() < 0.5).map((name) => `create index eq_${name} on eq (${quotedName(engine, name)})`),
    `insert into eq values ${rows.join(', ')}`,
  )
}

async function readAll(database: Database, sql: string, bindings: readonly never[] = []): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const batch of database.read({ dialect: database.dialect, sql, bindings })) rows.push(...batch)
  return rows
}

async function columnsOf(engine: Engine, database: Database): Promise<readonly Tried[]> {
  const schema = await introspect({ url: engine.url, ...(engine.schema && { schema: engine.schema }) })
  const kinds = kindsOf(engine.dialect)
  const columns = kinds.map((kind) =>
    makeColumn(
      { schema, nulls, claims: [], optional: new Set() },
      't',
      'eq',
      nameOf(kind),
      withTimeFacts(schema.dialect, schema.tables['eq']!.columns[nameOf(kind)]!),
    ),
  )
  const { name, rules } = startStatement(engine.dialect)
  const rows = await readAll(
    database,
    `select ${columns.map((column) => rules.output(name(column), column)).join(', ')} from eq t order by t.id`,
  )
  return kinds.map((kind, at) => ({ kind, column: columns[at]!, raws: rows.map((row) => row[at] ?? null) }))
}

/** The numbers of the rows that SQL selects, and the statement. */
async function select(
  database: Database,
  cond: Cond,
): Promise<{ readonly found: ReadonlySet<number>; readonly sql: string }> {
  const statement = startStatement(database.dialect)
  const { sql, bindings } = statement.finish(`select t.id from eq t where ${writeCondition(statement, cond)}`)
  const found = new Set<number>()
  for await (const batch of database.read({ dialect: database.dialect, sql, bindings }))
    for (const [id] of batch) found.add(Number(id))
  return {
    found,
    sql: `${sql.replace(/.* where /, '').replaceAll('"t".', '')}  ${JSON.stringify(bindings.map(({ value }) => value))}`,
  }
}

/** Rows, by their numbers, that one side has and the other has not. */
const beyond = (one: ReadonlySet<number>, other: ReadonlySet<number>): readonly number[] =>
  [...one].filter((each) => !other.has(each))

const told = (numbers: readonly number[], raws: readonly Raw[]): string =>
  numbers
    .slice(0, 5)
    .map((each) => JSON.stringify(raws[each - 1]))
    .join(', ')

async function disprove(
  database: Database,
  { column, raws, kind }: Tried,
  question: Question,
): Promise<string | undefined> {
  const meant = new Set(raws.flatMap((raw, at) => (question.isMeant(raw) ? [at + 1] : [])))
  const over = await select(database, simplify(question.between.over))
  const isExact = question.between.over === question.between.under
  const under = isExact ? over : await select(database, question.between.under)
  const isJudged = (row: number): boolean => question.isJudged(raws[row - 1] ?? null)
  const lost = beyond(meant, over.found).filter(isJudged)
  const wrong = beyond(under.found, meant).filter(isJudged)
  if (lost.length === 0 && wrong.length === 0) return undefined
  return [
    `${database.dialect} ${kind.type}${column.indexed ? ', indexed' : ''}: ${question.title}`,
    ...(lost.length > 0 ? [`  lost ${told(lost, raws)} by ${over.sql}`] : []),
    ...(wrong.length > 0 ? [`  found ${told(wrong, raws)} by ${under.sql}`] : []),
  ].join('\n')
}

/** A statement that the engine refuses is a search that is answered by an error. */
function crash({ kind }: Tried, { title }: Question, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return `${kind.type}: ${title}\n  refused ${String(cause)}`
}

async function proveColumn(database: Database, tried: Tried, random: Random, questions: number): Promise<Proved> {
  const failures: string[] = []
  const asker = (): string => randomAsked(tried.kind, database.dialect, random)
  for (let at = 0; at < questions; at++) {
    const question = randomQuestion(tried.column, asker, random, facts)
    const failure = await disprove(database, tried, question).catch((error: unknown) => crash(tried, question, error))
    if (failure !== undefined) failures.push(failure)
  }
  return { held: questions - failures.length, failures }
}

export async function proveSeed(engine: Engine, seed: number, questions = questionsOf): Promise<Proved> {
  await makeTable(engine, seed)
  const database = await openDatabase({ url: engine.url })
  try {
    const random = randomFrom(seed + 1)
    const proved: Proved[] = []
    for (const tried of await columnsOf(engine, database))
      proved.push(await proveColumn(database, tried, random, questions))
    return {
      held: proved.reduce((sum, { held }) => sum + held, 0),
      failures: proved.flatMap(({ failures }) => failures),
    }
  } finally {
    await database.close()
  }
}
