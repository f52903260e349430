/** A command line -> its exit code and what it printed, on a mapping and a demo database of the spec's own that it may change. */
import Sqlite from 'better-sqlite3'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDatabase } from '../../scripts/demo/database/seed.ts'
import { runPortico } from '../../src/cli/portico.ts'
import { introspect } from '../../src/rows/introspect/introspect.ts'
import type { Schema } from '../../src/mapping/schema.ts'
import type { ExitCode } from '../../src/cli/terminal.ts'
import { mappingFolder } from '../declared/subject.ts'

export interface Ran {
  readonly code: ExitCode
  readonly text: string
}

export async function run(...words: readonly string[]): Promise<Ran> {
  const lines: string[] = []
  const terminal = { print: (text: string) => void lines.push(text), tell: () => undefined, color: false }
  return { code: await runPortico(words, terminal), text: lines.join('\n') }
}

export interface Clinic {
  readonly folder: string
  readonly url: string
  readonly schemaFile: string
  readonly where: readonly string[]
  /** Runs SQL on the database. */
  change(sql: string): void
  /** Rewrites a file of the mapping. */
  edit(name: string, from: string, to: string): void
  readonly schema: Schema
}

const root = mkdtempSync(join(tmpdir(), 'portico-cli-'))
process.on('exit', () => rmSync(root, { recursive: true, force: true }))

/** Thrown away when the process ends. */
export async function makeClinic(): Promise<Clinic> {
  const folder = mkdtempSync(join(root, 'clinic-'))
  const file = join(folder, 'clinic.db')
  const url = `sqlite:${file}`
  await seedDatabase({ url, patients: 20, seed: 3 })
  const mapping = join(folder, 'mapping')
  cpSync(mappingFolder, mapping, { recursive: true })
  const schemaFile = join(mapping, 'schema.json')
  const schema = await introspect(url)
  writeFileSync(schemaFile, JSON.stringify(schema))
  return {
    folder,
    url,
    schemaFile,
    schema,
    where: ['--database', url, '--mapping', mapping],
    change: (sql) => void new Sqlite(file).exec(sql).close(),
    edit(name, from, to) {
      const text = readFileSync(join(mapping, name), 'utf8')
      if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`)
      writeFileSync(join(mapping, name), text.replace(from, to))
    },
  }
}
