/** SQLite keeps any value in a column of bytes: what is read of it, its size and its parts are one thing. */
import { expect } from 'chai'
import { writeSelected } from '../../src/query/selected.ts'
import { startStatement } from '../../src/query/statement.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import type { Row } from '../../src/rows/database.ts'
import { varchar } from '../plan/clinic.ts'
import { onEachEngine, sqlite } from './engines.ts'

const schema = { ...varchar(1), type: 'binary', native: 'BLOB', collation: 'cs' } as const
const column = { alias: 'k', table: 'kept', name: 'b', schema, nulls: [] }

const kept: Readonly<Record<string, Buffer>> = {
  "x'00ff10'": Buffer.from('00ff10', 'hex'),
  "'{\\rtf1 hello}'": Buffer.from('{\\rtf1 hello}'),
  "'00ff'": Buffer.from('00ff'),
  "'Grüße 😀'": Buffer.from('Grüße 😀'),
  "'a' || char(0) || 'b'": Buffer.from('a\0b'),
  '250': Buffer.from('250'),
  '1.5': Buffer.from('1.5'),
}

onEachEngine([sqlite], (engine) => {
  let database: PooledDatabase

  before(async () => {
    const values = Object.keys(kept).map((value, at) => `(${at}, ${value})`)
    await engine.write(
      'drop table if exists kept',
      'create table kept (n integer, b blob)',
      `insert into kept values ${values.join(', ')}, (99, null)`,
    )
    database = await openDatabase({ url: engine.url })
  })
  after(() => database.close())

  async function read(n: number): Promise<Row | undefined> {
    const statement = startStatement('sqlite')
    const list = [undefined, 'size' as const, { from: 2, count: 2 }].map((slice) =>
      writeSelected(statement, slice === undefined ? column : { ...column, slice }),
    )
    const query = statement.finish(`SELECT ${list.join(', ')} FROM kept k WHERE n = ${n}`)
    for await (const [row] of database.read(query)) return row
    return undefined
  }

  for (const [at, [value, bytes]] of Object.entries(kept).entries())
    it(`${value} is its bytes`, async () => {
      const part = bytes.subarray(1, 3).toString('hex')
      expect(await read(at)).to.deep.equal([bytes.toString('hex'), String(bytes.length), part])
    })

  it('NULL is nothing', async () => {
    expect(await read(99)).to.deep.equal([null, null, null])
  })
})
