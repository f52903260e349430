/**
 * `npm test`, and `npm run test:services`: the specs in two processes at once, each with half of the work; options of mocha go to both. At the end the
 * sum of both, as mocha writes it.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

interface Suite {
  readonly holds: (name: string) => boolean
  /** Of one half. Specs of a folder share a started demo or a read database, so that a folder is not parted, but where a spec has its own. */
  readonly isFirst: (name: string) => boolean
  readonly env: Readonly<Record<string, string>>
  readonly says: string
}

const folderOf = (name: string): string => name.split('/')[0] ?? ''

const first = new Set(['certification', 'cli', 'declared', 'engines', 'random', 'search', 'second', 'sql', 'verify'])
const onEngines = new Set(['services', 'engines', 'rows', 'search', 'sql'])
const alsoOnEngines = new Set(['app/refresh.spec.ts', 'demo/database/seed.spec.ts'])

const suites: Readonly<Record<'test' | 'services', Suite>> = {
  test: {
    // Those that wait for other services have commands of their own.
    holds: (name) => !/^(services|conformance)\/|^certification\/keycloak\./.test(name),
    isFirst: (name) => first.has(folderOf(name)),
    env: { PORTICO_TEST_ENGINES: 'sqlite' },
    says: 'Engines asked: sqlite; `npm run test:services` asks all that answer.',
  },
  services: {
    holds: (name) => (onEngines.has(folderOf(name)) && !name.includes('keycloak')) || alsoOnEngines.has(name),
    isFirst: (name) => name === 'services/contract.spec.ts',
    env: {},
    says: 'Engines asked: all that answer.',
  },
}

const isServices = process.argv[2] === 'services'
const suite = suites[isServices ? 'services' : 'test']
const options = process.argv.slice(isServices ? 3 : 2)

const specs = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.spec.ts') && suite.holds(name))
  .toSorted()

const halves = [specs.filter(suite.isFirst), specs.filter((name) => !suite.isFirst(name))]

interface Ran {
  readonly text: string
  readonly code: number
}

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js')

const env = { ...suite.env, ...process.env }

console.log(`  ${suite.says}\n`)

/** What is printed goes to `tell` as it comes. */
function run(half: readonly string[], tell: (text: string) => void): Promise<Ran> {
  const files = half.map((name) => join('test', name))
  const child = spawn(process.execPath, [mocha, ...files, ...options], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
    tell(part)
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ text, code: code ?? 1 })))
}

const countOf = (word: string, ran: readonly Ran[]): number =>
  ran.reduce((sum, { text }) => sum + Number(new RegExp(`^ +(\\d+) ${word}`, 'm').exec(text)?.[1] ?? 0), 0)

function printSum(ran: readonly Ran[]): void {
  console.log('  Both halves:\n')
  for (const word of ['passing', 'pending', 'failing']) {
    const count = countOf(word, ran)
    if (count > 0 || word === 'passing') console.log(`  ${count} ${word}`)
  }
}

const later = run(halves[1] ?? [], () => undefined)
const ran = [await run(halves[0] ?? [], (text) => process.stdout.write(text)), await later]
process.stdout.write(ran[1]?.text ?? '')
printSum(ran)
process.exitCode = Math.max(...ran.map(({ code }) => code))
