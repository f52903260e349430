import { expect } from 'chai'
import { openDatabase } from '../../src/rows/open.ts'
import type { Row } from '../../src/rows/database.ts'
import { StatementCache } from '../../src/rows/statement-cache.ts'
import { all } from './clients.ts'
import { mariadb, onEachEngine, postgres } from './engines.ts'

describe('the statements that a connection keeps', () => {
  const filled = (length: number, count: number) => {
    const dropped: string[] = []
    const cache = new StatementCache<number>((_, sql) => dropped.push(sql))
    for (let at = 0; at < count; at++) cache.set(String(at).padEnd(length, 'x'), at)
    return { cache, dropped }
  }

  it('are at most 200, the least recently used given up first', () => {
    const { cache, dropped } = filled(10, 200)
    cache.get('0'.padEnd(10, 'x'))
    cache.set('one more', 1)
    expect(dropped).to.deep.equal(['1'.padEnd(10, 'x')])
  })

  it('are 128 KB of text at most', () => {
    const { dropped } = filled(4096, 40)
    expect(dropped).to.have.length(8)
  })

  it('are no longer than 8 KB', () => {
    const { cache, dropped } = filled(8193, 1)
    expect([cache.get('0'.padEnd(8193, 'x')), dropped]).to.deep.equal([undefined, []])
  })
})

/** How many statements the server holds for the one connection that asks. */
const held = {
  postgres: 'select count(*) from pg_prepared_statements',
  mariadb: "select variable_value from information_schema.global_status where variable_name = 'PREPARED_STMT_COUNT'",
} as const

onEachEngine([postgres, mariadb], ({ dialect, url }) => {
  it('keeps few statements on the server, and none that is long', async () => {
    const database = await openDatabase({ url, pool: { max: 1, waitMs: 250 } })
    const ask = (sql: string): Promise<Row[]> => all(database, { dialect, sql, bindings: [] })
    const count = async (): Promise<number> => Number((await ask(held[dialect as keyof typeof held]))[0]?.[0])
    const first = await count()
    for (let at = 0; at < 5; at++) await ask(`select ${at} /* ${'x'.repeat(20_000)} */`)
    const long = await count()
    for (let at = 0; at < 100; at++) await ask(`select ${at} /* ${'x'.repeat(4_000)} */`)
    const many = await count()
    await database.close()
    expect(long - first).to.be.below(2)
    expect(many - first).to.be.within(10, 70)
  })
})
