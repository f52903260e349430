/** The import lines of src/ -> whether one goes up the floors of the house, takes a library out of its home, or closes a circle. `--graph` prints who imports whom. */
import { readdirSync, readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { circlesOf } from './circles.ts'

const house =
  'fhir url; mapping parse auth; plan; query write; rows; search export; app smart cli verify; main.ts'.split('; ')
const floors = new Map(house.flatMap((folders, floor) => folders.split(' ').map((folder) => [folder, floor] as const)))
/** Neighbours on one floor that may be looked at. */
const sideways = ['app>smart', 'cli>smart', 'cli>app', 'cli>verify']
/** What is seen of `rows` from above: its interface. Only main.ts and the engineer's commands pick a driver. */
const [face, pickers] = ['rows/database.ts', ['main.ts', 'cli']]
const homes = new Map<string, string>([
  ['express', 'app smart'],
  ['pino', 'app'],
  ['yaml', 'mapping app'],
  ['knex', 'query rows smart'],
  ...['better-sqlite3', 'pg', 'mysql2', 'mssql', 'tedious'].map((driver) => [driver, 'rows'] as const),
  ...['jsonwebtoken', 'openid-client', 'lru-cache'].map((library) => [library, 'auth smart'] as const),
])

type Import = { readonly file: string; readonly name: string; readonly isType: boolean }

const folderOf = (file: string): string => file.split('/')[0] ?? ''
const targetOf = ({ file, name }: Import): string => posix.join(posix.dirname(file), name)
const line = /^(?:import|export)\s(type\s)?[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm

function importsOf(root: string, file: string): readonly Import[] {
  const text = readFileSync(resolve(root, file), 'utf8')
  return [...text.matchAll(line)].map(([, type, name, late]) => ({ file, name: name ?? late ?? '', isType: !!type }))
}

/** What is wrong with an import, in words; undefined when nothing is. */
function faultOf(each: Import): string | undefined {
  const from = folderOf(each.file)
  const home = homes.get(each.name.replace(/\/.*$/, ''))
  if (home !== undefined && !home.split(' ').includes(from)) return `${each.name} has its home in ${home}`
  const to = folderOf(targetOf(each))
  if (!each.name.startsWith('.') || from === to) return undefined
  const [above, below] = [floors.get(from), floors.get(to)]
  if (above === undefined || below === undefined) return `${from} > ${to}: a folder that stands on no floor`
  if (below >= above && !sideways.includes(`${from}>${to}`)) return `${from} > ${to} does not go down`
  if (from === 'rows' && to === 'query' && !each.isType) return `${from} > ${to} may take types only`
  const seesAll = to !== 'rows' || pickers.includes(from) || (targetOf(each) === face && each.isType)
  return seesAll ? undefined : `${from} > ${to} may take types of ${face} only`
}

const root = process.argv.slice(2).find((each) => !each.startsWith('--')) ?? 'src'
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const imports = files.sort().flatMap((file) => importsOf(root, file))
const circles = circlesOf(
  new Map(files.map((file) => [file, imports.filter((each) => each.file === file).map(targetOf)])),
)
const faults = [...imports.flatMap((each) => faultOf(each)?.replace(/^/, `${each.file}: `) ?? []), ...circles]
const edges = imports.map((each) => [folderOf(each.file), folderOf(targetOf(each))] as const)
const graph = edges.filter(([from, to]) => from !== to && floors.has(to)).map(([from, to]) => `${from} -> ${to}`)
if (process.argv.includes('--graph')) console.log([...new Set(graph)].sort().join('\n'))
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
