/** `npm run docs`: the tables in src/ -> the pages of docs/ that are made of them. With `--check` nothing is written: it fails when one is out of date. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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
    console.error(`${file} is out of date: run npm run docs`)
    process.exitCode = 1
  } else {
    writeFileSync(file, text)
    console.log(`${file} written`)
  }
}
