/** The first hour of an operator: what does not work says what, where, the driver's own code and what to do, and never a stack. */
import { expect } from 'chai'
import Sqlite from 'better-sqlite3'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../src/app/settings/read.ts'
import { printStartError, startGateway } from '../../src/main.ts'
import { run } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'portico-failures-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, text?: string): string => {
  if (text !== undefined) writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const configOf = (database: string): string => `server: { port: 39471, publicUrl: 'http://localhost:39471' }
database:
  url: ${database}
mapping: { directory: mappings/clinprd, schema: mappings/clinprd/schema.json }
surfaces: [{ name: patients, path: '/api/{organization}', issuer: 'http://localhost:39472/realms/portal' }]
log: { level: silent }
`

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** As from a shell. */
const shell = (...words: readonly string[]): Promise<Said> =>
  new Promise((resolve) =>
    execFile(process.execPath, ['--import', 'tsx', ...words], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  )

/** What a command says on standard error. */
async function saidBy(...words: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const write = process.stderr.write.bind(process.stderr)
  let said = ''
  process.stderr.write = (text) => ((said += String(text)), true)
  try {
    return { code: (await run(...words)).code, said }
  } finally {
    process.stderr.write = write
  }
}

const hasStack = /\n\s+at |node:internal/

describe('a command that cannot do its work', function () {
  this.timeout(60_000)

  const none = file('none.db')
  const databases: readonly (readonly [string, RegExp])[] = [
    [
      'postgres://me:s3cret@127.0.0.1:1/clinic',
      /^--database: PostgreSQL at 127.0.0.1:1, database clinic: nothing listens .*\[ECONNREFUSED\]\. Check host/,
    ],
    [
      'mariadb://me:s3cret@127.0.0.1:1/clinic',
      /^--database: MariaDB at 127.0.0.1:1, database clinic: nothing listens .*\[ECONNREFUSED\]/,
    ],
    [
      'mssql://me:s3cret@127.0.0.1:1/clinic',
      /^--database: SQL Server at 127.0.0.1:1, database clinic: nothing listens .*\[E[A-Z]+\]/,
    ],
    ['postgres://me:s3cret@nowhere.invalid/clinic', /name.* is not known \[E[A-Z_]+\]/],
    [`sqlite:${none}`, /^--database: the SQLite file .*none\.db: there is no such file \[SQLITE_CANTOPEN\]/],
    [`sqlite:${join(folder, 'no', 'none.db')}`, /there is no such file\. A path is relative/],
    ['sqlite:package.json', /is no SQLite database \[SQLITE_NOTADB\]/],
    ['postgres://me:s3cret@127.0.0.1/clinic?sslmod=require', /no parameter 'sslmod'/],
  ]

  for (const [url, says] of databases) {
    it(`says why, of ${url.replace(folder, '')}`, async () => {
      for (const words of [
        ['introspect', '--database', url],
        ['check', '--database', url, '--mapping', 'mappings/clinprd'],
      ]) {
        const { code, said } = await saidBy(...words)
        expect(code).to.equal(2)
        expect(said).to.match(says).and.not.match(hasStack).and.not.include('s3cret')
      }
    })
  }

  it('says which line of the settings names the database', async () => {
    const config = file('refused.yaml', configOf('postgres://me:s3cret@127.0.0.1:1/clinic'))
    const { said } = await saidBy('introspect', '--config', config)
    expect(said).to.match(/^database\.url \(.*refused\.yaml:3\): PostgreSQL at 127\.0\.0\.1:1/)
  })

  it('says which file is missing', async () => {
    for (const command of ['introspect', 'check', 'verify', 'coverage', 'realms']) {
      const { code, said } = await saidBy(command, '--config', 'no/such.yaml')
      expect([code, said.split('\n')[0]]).to.deep.equal([2, 'The settings in no/such.yaml cannot be used:'])
      expect(said).to.include('[ENOENT]').and.not.match(hasStack)
    }
    expect((await saidBy('check', '--database', `sqlite:${none}`, '--mapping', 'no/such')).said).to.include('no/such')
  })

  it('says that a database has no tables', async () => {
    const empty = file('empty.db')
    new Sqlite(empty).exec('create table t (a); drop table t').close()
    const { code, said } = await saidBy('introspect', '--database', `sqlite:${empty}`)
    expect([code, said]).to.deep.equal([
      2,
      `--database: the SQLite file ${empty}: there is no table in its default schema that this login may see. ` +
        'Name another by database.schema, or have the login granted SELECT.\n',
    ])
  })

  it('makes the folder that introspect writes to', async () => {
    const small = file('small.db')
    new Sqlite(small).exec('create table t (a integer primary key)').close()
    const out = join(folder, 'a', 'b', 'schema.json')
    expect((await run('introspect', '--database', `sqlite:${small}`, '--out', out)).code).to.equal(0)
    expect(existsSync(out)).to.equal(true)
  })
})

/** What `node dist/main.js` prints. */
async function printedBy(text: string): Promise<string> {
  const config = file('start.yaml', text)
  try {
    await (await startGateway(readSettings(config, process.env), undefined, config)).stop()
  } catch (error) {
    return (printStartError(error) ?? String(error)).replaceAll(folder, '')
  }
  return ''
}

describe('the gateway that cannot start', function () {
  this.timeout(120_000)
  const database = file('tables.db')
  before(() => void new Sqlite(database).exec('create table t (a integer primary key)').close())

  it('says why of its database', async () => {
    expect(await printedBy(configOf('postgres://me:s3cret@127.0.0.1:1/clinic'))).to.match(
      /^database\.url \(\/start\.yaml:3\): PostgreSQL at 127\.0\.0\.1:1, database clinic: nothing listens .*\[ECONNREFUSED\]/,
    )
    expect(await printedBy(configOf('sqlite:data-of-no-one/clinic.db'))).to.match(/there is no such file/)
  })

  it('says which part of the mapping is missing', async () => {
    const text = configOf(`sqlite:${database}`)
    expect(await printedBy(text.replace('clinprd/schema.json', 'clinprd/none.json'))).to.match(
      /^mapping\.schema: the file mappings\/clinprd\/none\.json cannot be read/,
    )
    expect(await printedBy(text.replace('directory: mappings/clinprd', 'directory: no/such'))).to.match(
      /^mapping\.directory: there is no folder no\/such/,
    )
  })

  it('says it from a shell without a stack, and what it takes and which version it is', async () => {
    const [missing, version] = [
      await shell('src/main.ts', 'no/such.yaml'),
      await shell('scripts/start.ts', '--version'),
    ]
    expect(missing.err)
      .to.match(/^The settings in no\/such\.yaml cannot be used:\n.*\[ENOENT\]/)
      .and.not.match(hasStack)
    expect([missing.code, version.code]).to.deep.equal([1, 0])
    expect(version.out).to.match(/^\d+\.\d+\.\d+\n$/)
  })
})
