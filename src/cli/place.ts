/** `--config FILE`, or `--database URL --mapping DIR` -> what a command works on: the settings of a database and of a mapping. */
import { join } from 'node:path'
import { settingsSchema } from '../app/settings/schema.ts'
import { lineOfSetting, readSettings } from '../app/settings/read.ts'
import type { SurfaceSettings } from '../app/settings.ts'
import type { Edition } from '../fhir/definitions.ts'
import type { Limits } from '../plan/model.ts'
import type { DatabaseSettings } from '../rows/settings.ts'
import type { Tried } from '../url/failure.ts'

export interface PlaceOptions {
  readonly config: string
  readonly database?: string
  readonly mapping?: string
}

export interface Place {
  readonly database: DatabaseSettings
  /** What named the database, for whoever has to mend it. */
  readonly named: Omit<Tried, 'url'>
  readonly directory: string
  /** The file that `introspect` writes. */
  readonly schema: string
  readonly usCore: Edition
  readonly limits: Limits
  readonly publicUrl: string
  readonly surfaces: readonly Pick<SurfaceSettings, 'name' | 'path' | 'reach'>[]
}

/** What the one who called the command can mend: printed without a stack, exit code 2. */
export class UsageError extends Error {}

/** The defaults of the settings' own table. */
function defaultLimits(): Limits {
  const limits = settingsSchema.properties?.['limits']?.properties ?? {}
  return Object.fromEntries(
    Object.entries(limits).map(([name, setting]) => [name, setting.default]),
  ) as unknown as Limits
}

function fromConfig(file: string): Place {
  const { database, mapping, limits, server, surfaces } = readSettings(file, process.env)
  const { directory, schema, usCore } = mapping
  const named = { setting: 'database.url', at: lineOfSetting(file, 'database.url') }
  return { database, named, directory, schema, usCore, limits, publicUrl: server.publicUrl, surfaces }
}

/** Throws a `UsageError`, and what the settings throw. */
export function placeOf({ config, database, mapping }: PlaceOptions): Place {
  if (database === undefined && mapping === undefined) return fromConfig(config)
  if (database === undefined || mapping === undefined) throw new UsageError('--database and --mapping go together.')
  return {
    database: { url: database },
    named: { setting: '--database' },
    directory: mapping,
    schema: join(mapping, 'schema.json'),
    usCore: '6.1.0',
    limits: defaultLimits(),
    publicUrl: 'http://localhost',
    surfaces: [],
  }
}
