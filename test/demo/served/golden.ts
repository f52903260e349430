/** The accepted text of every anchor resource, one file a type. `UPDATE_GOLDEN=1` writes them anew: read the difference before accepting it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Resource } from '../../http/client.ts'

const folder = new URL('golden/', import.meta.url)
const fileOf = (type: string): URL => new URL(`${type}.json`, folder)

export const isUpdating = process.env['UPDATE_GOLDEN'] === '1'

export const goldenTypes = (): readonly string[] =>
  readdirSync(folder)
    .map((name) => name.replace(/\.json$/, ''))
    .sort()

export const readGolden = (type: string): readonly Resource[] =>
  existsSync(fileOf(type)) ? (JSON.parse(readFileSync(fileOf(type), 'utf8')) as Resource[]) : []

export async function writeGolden(type: string, resources: readonly Resource[]): Promise<void> {
  const { format, resolveConfig } = await import('prettier')
  const options = await resolveConfig(fileOf(type))
  writeFileSync(fileOf(type), await format(JSON.stringify(resources), { ...options, parser: 'json' }))
}
