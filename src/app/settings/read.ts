/** A YAML file and the environment -> Settings, or everything that is wrong with them. */
import { Ajv, type ErrorObject } from 'ajv'
import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument, type Document } from 'yaml'
import type { Settings } from '../settings.ts'
import { contradictions } from './contradictions.ts'
import { fillIn, type Environment } from './environment.ts'
import { explain, type Fault } from './explain.ts'
import { settingsSchema } from './schema.ts'

/** All that is wrong with a file of settings; the message has one line for each fault. */
export class SettingsError extends Error {
  readonly faults: readonly string[]

  constructor(file: string, faults: readonly string[]) {
    super([`The settings in ${file} cannot be used:`, ...faults.map((fault) => `  ${fault}`)].join('\n'))
    this.name = 'SettingsError'
    this.faults = faults
  }
}

const validate = new Ajv({
  allErrors: true,
  useDefaults: true,
  coerceTypes: true,
  verbose: true,
  strict: false,
}).compile<Settings>(settingsSchema)

/** `/surfaces/0/issuer` -> where it, or the nearest group around it, stands in the file. */
function lineOf(document: Document, lines: LineCounter, path: readonly string[]): number {
  const node: unknown = document.getIn(path, true)
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line
  return path.length === 0 ? 1 : lineOf(document, lines, path.slice(0, -1))
}

function faultsOf(errors: readonly ErrorObject[] | null | undefined): readonly Fault[] {
  const faults = (errors ?? []).map((error) => explain(error))
  const paths = new Set<string>()
  // One value may break several rules; the first fault says all that is allowed.
  const distinct = faults.filter(({ path }) => !paths.has(path.join('/')) && paths.add(path.join('/')))
  return distinct
}

/** `text` in place of a file, for tests and tools. Throws a {@link SettingsError} with every fault at once. */
export function parseSettings(text: string, environment: Environment, file: string): Settings {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number): string => `${file}:${lines.linePos(offset).line}`
  // The first is the cause of most of those after it.
  const [broken] = document.errors
  if (broken !== undefined) throw new SettingsError(file, [`${at(broken.pos[0])}: ${broken.message}`])
  const missing: Fault[] = []
  const data: unknown = fillIn(document.toJS() ?? {}, environment, (fault) => missing.push(fault))
  const found = validate(data) ? contradictions(data) : faultsOf(validate.errors)
  const known = new Set(missing.map(({ path }) => path.join('/')))
  const faults = [...missing, ...found.filter(({ path }) => !known.has(path.join('/')))]
  if (faults.length === 0) return data as Settings
  throw new SettingsError(
    file,
    faults.map(({ path, text: fault }) => `${file}:${lineOf(document, lines, path)}: ${fault}`),
  )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code'
    const hint = 'A path is relative to the folder that Portico is started in; config/ has examples.'
    throw new SettingsError(file, [`The file cannot be read [${code}]. ${hint}`])
  }
}

/** Throws a {@link SettingsError}, where there is no such file too. */
export const readSettings = (file: string, environment: Environment): Settings =>
  parseSettings(textOf(file), environment, file)

/** `my.yaml:12`: where a setting stands, or the nearest group around it. */
export function lineOfSetting(file: string, key: string): string {
  const lines = new LineCounter()
  const document = parseDocument(textOf(file), { lineCounter: lines, prettyErrors: false })
  return `${file}:${lineOf(document, lines, key.split('.'))}`
}
