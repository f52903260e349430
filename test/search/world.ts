/** What is served of tables, as the resources of one page, organization by organization. */
import type { Mapping } from '../../src/mapping/model.ts'
import type { Database } from '../../src/rows/database.ts'
import type { Engine } from '../rows/engines.ts'
import { openServed, type Caller, type Files, type Resource } from './served.ts'

export { loadFiles, opened, type Files, type Resource } from './served.ts'

export interface World {
  readonly mapping: Mapping
  readonly database: Database
  /** All that stands on one page, as organization `key` sees it. */
  search(url: string, key?: string): Promise<readonly Resource[]>
  ids(url: string, key?: string): Promise<readonly string[]>
  read(type: string, id: string, key?: string): Promise<Resource | undefined>
  close(): Promise<void>
}

/** Names in the engine's own quotes, where the statements have double ones. */
export const quoted = ({ dialect }: Engine, sql: string): string =>
  dialect === 'mariadb' ? sql.replaceAll('"', '`') : sql

export async function openWorld(engine: Engine, files: Files): Promise<World> {
  const { mapping, database, as, close } = await openServed(engine, files)
  const of = (key?: string): Caller => as({ ...(key !== undefined && { organization: key }) }, { scanRows: 100_000 })
  const search = async (url: string, key?: string): Promise<readonly Resource[]> =>
    ((await of(key).search(url)).entry ?? []).map(({ resource }) => resource)
  return {
    mapping,
    database,
    search,
    ids: async (url, key) => (await search(url, key)).map(({ id }) => id),
    read: (type, id, key) => of(key).read(type, id),
    close,
  }
}
