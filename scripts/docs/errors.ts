// Turns the table of problem codes into docs/errors.md. Run: npx tsx scripts/docs/errors.ts [--check]
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { problemTable } from '../../src/fhir/problem-table.ts'

const page = new URL('../../docs/errors.md', import.meta.url)

/** Stages in the order that a request passes them, with what each looks at. */
const stages: Readonly<Record<string, string>> = {
  auth: 'The access token',
  parse: 'The request as text',
  plan: 'The search against the mapping',
  rows: 'The database',
  write: 'Rows becoming resources',
  app: 'Portico itself',
}

const introduction = `# Errors

Every refusal is an OperationOutcome. \`issue.details.coding.code\` is one of the codes below, \`issue.details.text\` says what
was wrong with this request, and \`issue.diagnostics\` what to do about it, where there is something. Codes with status
200 are warnings beside an answer that was served. This page is generated from \`src/fhir/problem-table.ts\`.
`

function section(stage: string, title: string): string {
  const rows = Object.entries(problemTable).filter(([code]) => code.startsWith(`${stage}-`))
  const lines = rows.map(([code, { status, issue, about }]) => `| \`${code}\` | ${status} | ${issue} | ${about} |`)
  return [`## ${title}`, '', '| code | status | issue type | meaning |', '| --- | --- | --- | --- |', ...lines, ''].join('\n')
}

/** The whole page. Throws when a code belongs to no stage known here. */
export function errorsMarkdown(): string {
  const lost = Object.keys(problemTable).find((code) => stages[code.replace(/-.*$/, '')] === undefined)
  if (lost !== undefined) throw new Error(`${lost} belongs to no stage: add its stage to scripts/docs/errors.ts`)
  return [introduction, ...Object.entries(stages).map(([stage, title]) => section(stage, title))].join('\n')
}

function isCurrent(): boolean {
  try {
    return readFileSync(page, 'utf8') === errorsMarkdown()
  } catch {
    return false
  }
}

function run(check: boolean): void {
  if (!check) return writeFileSync(page, errorsMarkdown())
  if (isCurrent()) return
  console.error('docs/errors.md is out of date: run npx tsx scripts/docs/errors.ts')
  process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run(process.argv.includes('--check'))
