/** Connections that died in the pool unseen, as behind a firewall that forgets them: nobody hears of it who only reads. */
import { expect } from 'chai'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Problem } from '../../src/fhir/problem.ts'
import { openDatabase } from '../../src/rows/open.ts'
import type { PooledDatabase } from '../../src/rows/pooled-database.ts'
import { all, failure, hold, until } from './clients.ts'
import { mariadb, onEachEngine, postgres, type Engine } from './engines.ts'

/** A way to the server on which what is open can be broken: the next word of the client is answered by a reset. */
class Way {
  readonly #server: Server
  readonly #open = new Set<Socket>()
  readonly #dead = new Set<Socket>()
  /** Every connection is dead from its first statement on. */
  isClosed = false

  constructor(target: { readonly host: string; readonly port: number }) {
    this.#server = createServer((client) => {
      const server = connect(target)
      this.#open.add(client)
      client.on('data', (data) => (this.#isDead(client, data) ? client.resetAndDestroy() : server.write(data)))
      server.on('data', (data) => void (this.#dead.has(client) || client.write(data)))
      client.on('error', () => undefined).on('close', () => (this.#open.delete(client), server.destroy()))
      server.on('error', () => undefined).on('close', () => client.destroy())
    })
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as AddressInfo).port
  }

  /** Nobody is told. */
  kill(): void {
    for (const each of this.#open) this.#dead.add(each)
  }

  close(): void {
    for (const each of this.#open) each.destroy()
    this.#server.close()
  }

  #isDead(client: Socket, data: Buffer): boolean {
    return this.#dead.has(client) || (this.isClosed && data.includes('select 4711'))
  }
}

const series: Readonly<Record<string, string>> = {
  postgres: 'select generate_series(1, 300000), repeat(chr(120), 100)',
  mariadb: "select seq, repeat('x', 100) from seq_1_to_300000",
}

const wayTo = ({ url, dialect }: Engine): Way => {
  const { hostname, port } = new URL(url)
  return new Way({ host: hostname, port: Number(port) || (dialect === 'postgres' ? 5432 : 3306) })
}

describe('connections that died in the pool', () => {
  onEachEngine([postgres, mariadb], (engine) => {
    let way: Way
    let database: PooledDatabase
    const ask = (sql: string) => ({ ...engine, sql, bindings: [] })

    beforeEach(async () => {
      way = wayTo(engine)
      const url = Object.assign(new URL(engine.url), { port: String(await way.listen()) }).href
      database = await openDatabase({ url, pool: { max: 4, waitMs: 20_000 }, connectMs: 20_000 })
    })
    afterEach(async () => {
      way.close()
      await database.close()
    })

    it('are replaced without an error', async () => {
      await Promise.all([1, 2, 3].map((each) => all(database, ask(`select ${each}`))))
      await until(() => database.pool.counts.used === 0)
      way.kill()
      expect(await Promise.all([7, 8, 9].map((each) => all(database, ask(`select ${each}`))))).to.deep.equal([
        [['7']],
        [['8']],
        [['9']],
      ])
      expect(database.pool.counts.waiting).to.equal(0)
    })

    it('are told of where rows have come already: none comes twice', async () => {
      const reading = await hold(database, ask(series[engine.dialect]!))
      way.close()
      const problem = await failure(async () => {
        for (let turn = await reading.next(); turn.done !== true; turn = await reading.next()) void turn
      })
      expect(problem).to.be.instanceOf(Problem).and.to.include({ code: 'rows-unavailable' })
    })

    it('are told of where the second dies too', async () => {
      way.isClosed = true
      const problem = await failure(() => all(database, ask('select 4711')))
      expect(problem).to.be.instanceOf(Problem).and.to.include({ code: 'rows-unavailable' })
    })
  })
})
