/** A random case on an engine -> its tables made and filled, its mapping loaded as any other, by introspection and from YAML text. */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { printDiagnostic } from '../../src/mapping/diagnostics.ts'
import type { Schema } from '../../src/mapping/schema.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { loadLiveMapping } from '../../src/search/load.ts'
import type { Subject } from '../../src/verify/runner/model.ts'
import { literal, typeOf } from './columns.ts'
import type { Engine, Opened } from './engines.ts'
import type { Case, TablePlan } from './model.ts'

export interface Live {
  readonly subject: Subject & { readonly database: PooledDatabase }
}

/** What the compiler says of a mapping that it does not take. */
export class Refused extends Error {
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'Refused'
    this.lines = lines
  }
}

const limits = { defaultCount: 50, maximumCount: 1000, scanRows: 50_000, gatherRows: 50_000, maximumIncluded: 1000 }

/** What an engine begins with where tables are large: ways of their own, which the few rows of a case would never be asked by. */
function asLarge(schema: Schema): Schema {
  const tables = Object.entries(schema.tables).map(([name, table]) => [name, { ...table, rows: 10_000_000 }] as const)
  return { ...schema, tables: Object.fromEntries(tables) }
}

const isLarge = ({ seed }: Case): boolean => seed % 2 === 1

const limitsOf = (made: Case): typeof limits =>
  isLarge(made) ? { ...limits, scanRows: 20_000_000, gatherRows: 20_000_000 } : limits

const quote = (name: string, dialect: Engine['dialect']): string =>
  dialect === 'mariadb' ? `\`${name}\`` : `"${name}"`

export function statements(table: TablePlan, dialect: Engine['dialect']): readonly string[] {
  const name = (text: string): string => quote(text, dialect)
  const columns = table.columns.map((each) => `${name(each.name)} ${typeOf(each.kind, dialect)}`)
  const key = table.key.length > 0 ? [`PRIMARY KEY (${table.key.map(name).join(', ')})`] : []
  const foreign = (table.foreignKeys ?? []).map(
    ({ column, table: other, to }) => `FOREIGN KEY (${name(column)}) REFERENCES ${name(other)} (${name(to)})`,
  )
  const rows = table.rows.map(
    (row) => `(${row.map((value, index) => literal(value, table.columns[index]!.kind, dialect)).join(', ')})`,
  )
  return [
    `CREATE TABLE ${name(table.name)} (${[...columns, ...key, ...foreign].join(', ')})`,
    ...table.indexes.map(
      (each, index) =>
        `CREATE INDEX ${name(`IX_${table.name}_${index}`)} ON ${name(table.name)} (${each.map(name).join(', ')})`,
    ),
    ...(rows.length > 0 ? [`INSERT INTO ${name(table.name)} VALUES ${rows.join(', ')}`] : []),
  ]
}

/** The files of the mapping by their names. */
export function filesOf({ system, lists, sources }: Case): Readonly<Record<string, string>> {
  return {
    'system.yaml': stringify(system),
    ...Object.fromEntries(
      sources.map((source, index) => [`${index}-${String(source['source'])}.yaml`, stringify(source)]),
    ),
    ...Object.fromEntries(
      Object.entries(lists).map(([name, { lines }]) => [
        `codes/${name}.csv`,
        ['local,system,code,display', ...lines, ''].join('\n'),
      ]),
    ),
  }
}

async function writeMapping(folder: string, made: Case): Promise<void> {
  await mkdir(join(folder, 'codes'))
  for (const [name, text] of Object.entries(filesOf(made))) await writeFile(join(folder, name), text)
}

async function openLive({ settings }: Engine): Promise<Opened> {
  const database = await openDatabase({ ...settings, pool: { max: 2 } })
  return { database, schema: await introspect(settings) }
}

/** Rejects with Refused. The database is the caller's to close. */
export async function load(made: Case, engine: Engine): Promise<Live> {
  await engine.clear()
  await engine.write(made.tables.flatMap((table) => statements(table, engine.dialect)))
  const folder = await mkdtemp(join(tmpdir(), 'portico-case-'))
  const { schema: found, database } = await (engine.open?.(made.tables) ?? openLive(engine))
  try {
    await writeMapping(folder, made)
    const schema = isLarge(made) ? asLarge(found) : found
    const { mapping, diagnostics } = await loadLiveMapping(folder, { schema, usCore: '6.1.0' }, database)
    if (mapping === undefined)
      throw new Refused(diagnostics.filter(({ severity }) => severity === 'error').map(printDiagnostic))
    return { subject: { mapping, database, limits: limitsOf(made) } }
  } catch (error) {
    await database.close()
    throw error
  } finally {
    await rm(folder, { recursive: true })
  }
}
