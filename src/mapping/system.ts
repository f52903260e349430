/** Reads system.yaml but for its tenants and code lists: null values, code systems, and claims about columns. */
import { suggest, type Diagnostics } from './diagnostics.ts'
import type { Schema } from './schema.ts'
import type { ColumnClaim, Database } from './scope.ts'
import { checkKeys, entryOf, itemsOf, textIn, textsOf, type Entry, type MapNode, type Yaml } from './yaml.ts'

const claimWords: Readonly<Record<string, readonly string[]>> = {
  stored: ['upper', 'lower'],
  chars: ['ascii', 'digits'],
  padded: ['yes'],
  case: ['exact'],
  blanks: ['none'],
}

function checkClaim({ key, keyAt, value }: Entry, schema: Schema, diagnostics: Diagnostics): void {
  const [table, column, ...rest] = key.split('.')
  const tables = Object.entries(schema.tables).filter(([name]) => table === '*' || name === table)
  if (column === undefined || rest.length > 0)
    diagnostics.error(keyAt, `"${key}" names no column`, 'write "TABLE.COLUMN", or * for either')
  else if (!tables.some(([, { columns }]) => column === '*' || Object.hasOwn(columns, column)))
    diagnostics.error(
      keyAt,
      `the database has no column ${key}`,
      suggest(
        column,
        tables.flatMap(([, each]) => Object.keys(each.columns)),
      ),
    )
  if (value.kind !== 'map')
    return diagnostics.error(value.at, 'what is known of a column is a map', 'write { nulls: ["0"] }')
  checkKeys(value, ['nulls', ...Object.keys(claimWords)], 'fact about columns', diagnostics)
  for (const entry of value.entries) checkClaimWord(entry, diagnostics)
}

function checkClaimWord({ key, value }: Entry, diagnostics: Diagnostics): void {
  const words = Object.hasOwn(claimWords, key) ? claimWords[key]! : undefined
  const text = value.kind === 'text' ? value.text : ''
  if (words !== undefined && !words.includes(text))
    diagnostics.error(value.at, `"${text}" is not what ${key} can be`, suggest(text, words))
}

const clauses = ['tenants', 'systems', 'nulls', 'columns', 'optional', 'codes', 'documents']

/** Only the table has to be there. */
function checkOptional(node: Yaml, { tables }: Schema, diagnostics: Diagnostics): void {
  const [table = '', column, ...rest] = node.kind === 'text' ? node.text.split('.') : []
  if (column === undefined || column === '' || rest.length > 0)
    diagnostics.error(node.at, 'an optional column is one of a table', 'write TABLE.COLUMN')
  else if (!Object.hasOwn(tables, table))
    diagnostics.error(node.at, `the database has no table ${table}`, suggest(table, Object.keys(tables)))
}

/** Tells of clauses that there are not, and of claims about columns that there are not. */
export function checkSystem(system: MapNode, schema: Schema, diagnostics: Diagnostics): void {
  checkKeys(system, clauses, 'clause of system.yaml', diagnostics)
  const columns = entryOf(system, 'columns')?.value
  if (columns?.kind === 'map') for (const entry of columns.entries) checkClaim(entry, schema, diagnostics)
  const optional = entryOf(system, 'optional')?.value
  for (const item of optional === undefined ? [] : itemsOf(optional)) checkOptional(item, schema, diagnostics)
}

function readClaim(pattern: string, node: Yaml): ColumnClaim {
  if (node.kind !== 'map') return { pattern }
  const nulls = entryOf(node, 'nulls')
  const stored = textIn(node, 'stored')
  const chars = textIn(node, 'chars')
  return {
    pattern,
    ...(nulls === undefined ? {} : { nulls: textsOf(nulls.value) }),
    ...(stored === 'upper' || stored === 'lower' ? { stored } : {}),
    ...(textIn(node, 'padded') === 'yes' ? { padded: true as const } : {}),
    ...(textIn(node, 'blanks') === 'none' ? { blanks: 'none' as const } : {}),
    ...(textIn(node, 'case') === 'exact' ? { case: 'exact' as const } : {}),
    ...(chars === 'ascii' || chars === 'digits' ? { chars } : {}),
  }
}

/** Null values and claims, which every column is made with. */
export function readColumnFacts(system: MapNode): Pick<Database, 'nulls' | 'claims' | 'optional'> {
  const columns = entryOf(system, 'columns')?.value
  const claims = columns?.kind === 'map' ? columns.entries.map(({ key, value }) => readClaim(key, value)) : []
  const optional = new Set(textsOf(entryOf(system, 'optional')?.value))
  return { nulls: textsOf(entryOf(system, 'nulls')?.value), claims, optional }
}
