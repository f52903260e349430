/** Exact SQL and bindings for the four dialects, and, on every database at hand, the rows that they give. */
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Dialect, Query } from '../../src/query/query.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { all } from '../rows/clients.ts'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { cases } from './cases.ts'
import { statementsFor } from './shop.ts'

type Stated = Readonly<
  Record<string, Readonly<Record<Dialect, readonly [sql: string, ...bindings: readonly string[]]>>>
>

const stated = JSON.parse(readFileSync(new URL('stated.json', import.meta.url), 'utf8')) as Stated
const dialects: readonly Dialect[] = ['sqlite', 'postgres', 'mariadb', 'mssql']

const print = ({ sql, bindings }: Query): readonly string[] => [sql, ...bindings.map(({ value }) => value)]

describe('SQL', () => {
  for (const { title, compile } of cases) {
    it(`is as stated for ${title}`, () => {
      const made = Object.fromEntries(dialects.map((dialect) => [dialect, print(compile(dialect))]))
      expect(made).to.deep.equal(stated[title])
    })
  }

  it('is stated for no case that is not there', () => {
    expect(Object.keys(stated)).to.deep.equal(cases.map(({ title }) => title))
  })

  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    let database: PooledDatabase

    before(async () => {
      await engine.write(...statementsFor(engine.dialect as 'sqlite'))
      database = await openDatabase({ url: engine.url })
    })
    after(() => database.close())

    for (const { title, compile, gives } of cases) {
      it(`gives ${title}`, async () => {
        const rows = await all(database, compile(engine.dialect))
        expect(rows.map(([first]) => first)).to.deep.equal(gives)
      })
    }
  })
})
