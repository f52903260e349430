/** An empty database, or one of an earlier Portico -> the store's tables. */
import type { Knex } from 'knex'
import { perform } from './work.ts'

export const tables = {
  grants: 'portico_grants',
  handles: 'portico_handles',
  answers: 'portico_answers',
  launches: 'portico_launches',
  version: 'portico_schema',
} as const

const createGrants = (table: Knex.CreateTableBuilder): void => {
  table.string('id', 36).notNullable().primary()
  table.string('realm', 255).notNullable()
  table.string('client', 255).notNullable()
  table.text('context', 'longtext').notNullable()
  table.bigInteger('created').notNullable()
  table.bigInteger('expires').notNullable().index('portico_grants_expires')
}

const createHandles = (table: Knex.CreateTableBuilder): void => {
  // Base64url: engines that ignore case merge no two hashes that anyone could find.
  table.string('hash', 43).notNullable().primary()
  table.string('kind', 8).notNullable()
  table.string('grant_id', 36).notNullable().index('portico_handles_grant')
  table.bigInteger('expires').notNullable().index('portico_handles_expires')
  table.foreign('grant_id', 'portico_handles_of_grant').references('id').inTable(tables.grants).onDelete('CASCADE')
}

const createLaunches = (table: Knex.CreateTableBuilder): void => {
  table.string('hash', 43).notNullable().primary()
  table.text('context', 'longtext').notNullable()
  table.bigInteger('expires').notNullable().index('portico_launches_expires')
}

/** What is kept of the answer that a spent code or refresh token had. */
const createAnswers = (table: Knex.CreateTableBuilder): void => {
  table.string('hash', 43).notNullable().primary()
  table.text('answer', 'longtext').notNullable()
  table.bigInteger('expires').notNullable().index('portico_answers_expires')
  table.foreign('hash', 'portico_answers_of_handle').references('hash').inTable(tables.handles).onDelete('CASCADE')
}

/** Nobody uses tables whose version is not written down, so what is left of a start that broke off may go. */
const begin = async (database: Knex): Promise<void> => {
  for (const name of [tables.answers, tables.handles, tables.grants, tables.launches])
    await database.schema.dropTableIfExists(name)
  await database.schema.createTable(tables.grants, createGrants)
  await database.schema.createTable(tables.handles, createHandles)
  await database.schema.createTable(tables.launches, createLaunches)
}

/** Codes and refresh tokens that were used stay until their grant ends, so that one that comes again is known. In milliseconds since 1970. */
const keepSpent = async (database: Knex): Promise<void> => {
  await database.schema.alterTable(tables.handles, (table) => {
    table.bigInteger('spent').nullable()
    table.bigInteger('claimed').nullable()
  })
  await database.schema.createTable(tables.answers, createAnswers)
}

/** From each version to the next. Only ever added to. */
const steps: readonly ((database: Knex) => Promise<void>)[] = [begin, keepSpent]

/** How one replica keeps the others waiting while it works. SQLite's own lock comes with the first row written. */
const locks: Readonly<Record<string, { readonly take: string; readonly give?: string }>> = {
  'better-sqlite3': { take: `update ${tables.version} set version = version` },
  pg: { take: "select pg_advisory_xact_lock(hashtext(current_schema() || '.portico_schema'))" },
  mysql2: {
    take: "select get_lock(concat(database(), '.portico_schema'), 60)",
    give: "select release_lock(concat(database(), '.portico_schema'))",
  },
  mssql: { take: "exec sp_getapplock @Resource = 'portico_schema', @LockMode = 'Exclusive', @LockTimeout = 60000" },
}

const lockOf = (database: Knex) => locks[String(database.client.config.client)] ?? { take: 'select 1' }

const readVersion = async (database: Knex): Promise<number> => {
  const [row] = await database.select<{ version: number | string }[]>('version').from(tables.version)
  return Number(row?.version ?? 0)
}

/** The version found. A newer one than ours is left alone. */
const bringUp = async (database: Knex): Promise<number> => {
  const version = await readVersion(database)
  if (version >= steps.length) return version
  for (const step of steps.slice(version)) await step(database)
  await database(tables.version).delete()
  await database(tables.version).insert({ version: steps.length })
  return version
}

const bringUpLocked = async (database: Knex): Promise<number> => {
  const { take, give } = lockOf(database)
  await database.raw(take)
  try {
    return await bringUp(database)
  } finally {
    if (give !== undefined) await database.raw(give)
  }
}

/** Two replicas may both find no table and both make it: the second is told that it is there, which is what it wanted. */
const createVersionTable = async (database: Knex): Promise<void> => {
  if (await database.schema.hasTable(tables.version)) return
  try {
    await database.schema.createTable(tables.version, (table) => void table.integer('version').notNullable())
  } catch (error) {
    if (!(await database.schema.hasTable(tables.version))) throw error
  }
}

/** Safe while others do the same. Rejects with a `RangeError` for a database of a newer Portico, else with `auth-store-unavailable`. */
export const migrate = async (database: Knex): Promise<void> => {
  await perform(() => createVersionTable(database))
  const found = await perform(() => database.transaction(bringUpLocked))
  if (found > steps.length) throw new RangeError("The store's tables were made by a newer Portico than this one.")
}
