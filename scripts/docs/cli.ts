/** The help of each command -> docs/cli.md. */
import type { Command } from 'commander'
import { createProgram } from '../../src/cli/program.ts'

const introduction = `# Commands

\`npm run --silent portico -- COMMAND\` runs them from a checkout, \`node dist/cli/portico.js COMMAND\` after \`npm run build\`. They work on the
database and the mapping of \`config/demo.yaml\`, of the settings that \`--config\` names, or of \`--database\` and \`--mapping\`. They only read; but \`--out\`
writes files, and \`realms --apply\` brings a running Keycloak up to date.

A command ends with 0 when all is well, with 1 when it found what it looks for (an error, a refusal, a search that fails), and with 2 when
it was not understood. Colours follow [NO_COLOR](https://no-color.org); \`--json\` prints the same as data.

This page is generated from the commands' own help.

## Rights

The login of the legacy database needs SELECT on the tables and views that the mapping reads, and nothing else, for the gateway, \`check\`, \`verify\`, \`coverage\` and
\`realms\`. \`portico grants\` prints these, column by column; the front door of a gateway reads no more. Beyond that, and printed with \`--explain\` and \`--introspect\`:

| command | PostgreSQL | MariaDB | SQL Server | SQLite |
| --- | --- | --- | --- | --- |
| \`introspect\`, \`check\` | USAGE on the schema; the catalog shows what SELECT is granted on | the catalog shows what SELECT is granted on | \`db_datareader\` is enough; with VIEW DEFINITION the sizes of views are known too | reading the file |
| \`explain\` | none | SHOW VIEW on views | SHOWPLAN on the database | none |
`

const helpWidth = 110

const helpOf = (command: Command): string => command.configureHelp({ helpWidth }).helpInformation().trimEnd()

/** What the help begins with is the section's title and first line. */
function section(command: Command): string {
  const lines = helpOf(command).split('\n')
  const options = lines.slice(lines.findIndex((line) => /^(Arguments|Options):/.test(line)))
  const text = ['```', lines[0], '', ...options, '```'].join('\n')
  return `## ${command.name()}\n\n${command.description()}\n\n${text}\n`
}

export function cliMarkdown(): string {
  const terminal = { print: () => undefined, tell: () => undefined, color: false }
  const program = createProgram(terminal, () => undefined)
  return [introduction, ...program.commands.map(section)].join('\n')
}
