/** A failure -> what a person needs to see it: the mapping, the rows, the search, and what is wrong. */
import { stringify } from 'yaml'
import type { Case, TablePlan } from './model.ts'
import { printProof } from './proofs.ts'
import type { Failure } from './run.ts'

const rowText = ({ columns }: TablePlan, row: readonly (string | null)[]): string =>
  row.map((value, index) => `${columns[index]?.name}=${value === null ? 'NULL' : JSON.stringify(value)}`).join(' ')

const tableText = (table: TablePlan): string =>
  [
    `${table.name} (${table.columns.map(({ name, kind }) => `${name} ${kind}`).join(', ')}) key ${table.key.join(', ')}`,
    ...table.rows.map((row) => `  ${rowText(table, row)}`),
  ].join('\n')

export const printCase = ({ tables, sources, lists }: Case): string =>
  [
    ...sources.map((each) => stringify(each, { lineWidth: 0, flowCollectionPadding: true })),
    ...Object.entries(lists)
      .filter(([name]) => JSON.stringify(sources).includes(name))
      .map(([name, { lines, clause }]) => `# ${name}: ${JSON.stringify(clause)} ${lines.join(' / ')}\n`),
    tables.map(tableText).join('\n'),
  ].join('---\n')

export const printFailure = ({ made, engine, proof, verdict }: Failure): string =>
  [`seed ${made.seed} on ${engine}: ${printProof(proof)}`, `      ${verdict}`, printCase(made)].join('\n')
