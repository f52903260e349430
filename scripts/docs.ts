/**
 * `npm run docs`: the tables in src/ -> the pages of docs/ that are made of them. With `--check` nothing is written: it fails when one is out of date,
 * or a decision has another number than its file, or one that another has.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cliMarkdown } from './docs/cli.ts'
import { configurationMarkdown } from './docs/configuration.ts'
import { mappingJsonSchema } from '../src/mapping/json-schema.ts'
import { errorsMarkdown } from './docs/errors.ts'

const pages: Readonly<Record<string, () => string>> = {
  'docs/cli.md': cliMarkdown,
  'docs/configuration.md': configurationMarkdown,
  'docs/errors.md': errorsMarkdown,
  'docs/mapping.schema.json': () => `${JSON.stringify(mappingJsonSchema, null, 2)}\n`,
}

const isCheck = process.argv.includes('--check')

for (const [file, make] of Object.entries(pages)) {
  const text = make()
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  if (isCheck) {
    fail(`${file} is out of date: run npm run docs`)
  } else {
    writeFileSync(file, text)
    console.log(`${file} written`)
  }
}

function fail(text: string): void {
  console.error(text)
  process.exitCode = 1
}

const decisions = 'docs/decisions'
const numbers = new Set<number>()

for (const name of readdirSync(decisions)) {
  const number = Number.parseInt(name, 10)
  const [heading = ''] = readFileSync(`${decisions}/${name}`, 'utf8').split('\n', 1)
  if (!heading.startsWith(`# ${number}. `)) fail(`${decisions}/${name} should begin with "# ${number}. "`)
  if (numbers.has(number)) fail(`${decisions}/${name}: another decision has the number ${number}`)
  numbers.add(number)
}
