/** T11: clients that leave in the middle of an answer: how long until nothing of theirs is left in the database, and whether all connections live on. */
import { connect } from 'node:net'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { urlOf } from '../database.ts'
import { download, requestText, type Target } from '../load.ts'
import type { Measure } from '../measure.ts'

const clients = 200
const atOnce = 8

async function leave(target: Target): Promise<void> {
  const socket = connect(target.port, '127.0.0.1')
  socket.write(requestText(target))
  await once(socket, 'data')
  socket.destroy()
}

const activeSql = `SELECT count(*)::int AS active FROM pg_stat_activity WHERE application_name = 'portico' AND state = 'active'`

/** Milliseconds until no statement of the gateway runs. */
async function quietAfter(client: pg.Client): Promise<number> {
  const started = performance.now()
  for (; performance.now() - started < 10_000; await wait(2)) {
    const { rows } = await client.query<{ active: number }>(activeSql)
    if (rows[0]?.active === 0) return performance.now() - started
  }
  return Infinity
}

export const leaving: Measure = {
  id: 'T11',
  on: 'postgres',
  async run({ asStaff, subject }) {
    const client = new pg.Client({ connectionString: urlOf('postgres') })
    await client.connect()
    const target = asStaff(`Observation?${subject.streamQuery}`)
    const times: number[] = []
    for (let left = 0; left < clients; left += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, () => leave(target)))
      times.push(await quietAfter(client))
    }
    await client.end()
    // As many as the pool has connections: one that was lost would leave somebody waiting.
    await Promise.all(
      Array.from({ length: 10 }, () => download(asStaff('Observation?category=laboratory&_count=2000'))),
    )
    const what = `${clients} clients that leave, ${atOnce} at once: until the database is quiet`
    const ours = Math.max(...times)
    return { what, unit: 'ms', floor: 0, ours, ratio: ours, target: 100, isLess: true }
  },
}
