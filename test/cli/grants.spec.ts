/** The GRANTs of what a mapping reads, in the words of each engine. test/services/grants.spec.ts lives by them. */
import { expect } from 'chai'
import { grantStatements, type Grantee } from '../../src/cli/grants/statements.ts'
import { makeClinic, run } from './running.ts'

const read = {
  tables: new Map([
    ['PT', ['ID', 'A]"`B']],
    ['lab.RES', ['CD']],
  ]),
  derived: ['latest'],
}
const to: Grantee = { login: "o'hara", database: 'CLIN', explain: false, introspect: false }

describe('portico grants', () => {
  it('names each column that is read, quoted, and the schema', () => {
    expect(grantStatements('postgres', read, { ...to, schema: 'old' })).to.deep.equal([
      '-- The table latest is SQL of the mapping: grant what it names as well.',
      `GRANT CONNECT ON DATABASE "CLIN" TO "o'hara";`,
      `GRANT USAGE ON SCHEMA "old" TO "o'hara";`,
      `GRANT SELECT ("ID", "A]""\`B") ON "old"."PT" TO "o'hara";`,
      `GRANT SELECT ("CD") ON "lab"."RES" TO "o'hara";`,
    ])
    expect(grantStatements('mariadb', read, { ...to, login: 'reader@10.0.%' }).slice(1)).to.deep.equal([
      "GRANT SELECT (`ID`, `A]\"``B`) ON `CLIN`.`PT` TO 'reader'@'10.0.%';",
      "GRANT SELECT (`CD`) ON `lab`.`RES` TO 'reader'@'10.0.%';",
    ])
    expect(grantStatements('mssql', read, to).slice(1)).to.deep.equal([
      `GRANT SELECT ON OBJECT::[dbo].[PT] ([ID], [A]]"\`B]) TO [o'hara];`,
      "GRANT SELECT ON OBJECT::[lab].[RES] ([CD]) TO [o'hara];",
    ])
  })

  it('adds what other commands need where that is asked for', () => {
    const both = { ...to, explain: true, introspect: true }
    expect(grantStatements('mssql', read, both).slice(1, 3)).to.deep.equal([
      "GRANT SHOWPLAN TO [o'hara];",
      "GRANT VIEW DEFINITION TO [o'hara];",
    ])
    expect(grantStatements('mariadb', read, both)[1]).to.equal("GRANT SHOW VIEW ON `CLIN`.`PT` TO 'o''hara'@'%';")
  })

  it('says that SQLite has none, and refuses facts of another engine', async function () {
    this.timeout(30_000)
    const { where } = await makeClinic()
    const { code, text } = await run('grants', '--to', 'x', ...where)
    expect(code).to.equal(0)
    expect(text).to.include('SQLite has no logins')
    const other = ['--database', 'postgres://u@h/d', '--mapping', where[3]!]
    expect((await run('grants', '--to', 'x', ...other)).code).to.equal(2)
  })
})
