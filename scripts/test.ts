/** `npm test`: the specs in two processes at once, each with half of the work; options of mocha go to both. At the end the sum of both, as mocha writes it. */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Those that wait for other services have commands of their own. */
const elsewhere = /^(services|conformance)\/|^certification\/keycloak\./

/** The folders of one half. Specs of a folder share a started demo or a read database, so that a folder is not parted. */
const first: ReadonlySet<string> = new Set([
  'certification',
  'cli',
  'declared',
  'engines',
  'random',
  'search',
  'second',
  'sql',
  'verify',
])

const specs = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.spec.ts') && !elsewhere.test(name))
  .toSorted()

const isFirst = (name: string): boolean => first.has(name.split('/')[0] ?? '')
const halves = [specs.filter(isFirst), specs.filter((name) => !isFirst(name))]

interface Ran {
  readonly text: string
  readonly code: number
}

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js')

/** The embedded database alone: `npm run test:services` asks the others. */
const env = { PORTICO_TEST_ENGINES: 'sqlite', ...process.env }

console.log(`  Engines asked: ${env.PORTICO_TEST_ENGINES}; \`npm run test:services\` asks all that answer.\n`)

/** What is printed goes to `tell` as it comes. */
function run(half: readonly string[], tell: (text: string) => void): Promise<Ran> {
  const files = half.map((name) => join('test', name))
  const child = spawn(process.execPath, [mocha, ...files, ...process.argv.slice(2)], {
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
