/** T5: microseconds of CPU that Express and what stands around an interaction cost a request. */
import type { Measure } from '../measure.ts'
import { loadOf } from '../load.ts'
import { startServer, type ServerProcess } from '../process.ts'
import { median } from '../row.ts'
import { organization } from '../subject.ts'

const bytes = 500
const rounds = 7
const path = `/api/patients/v1/${organization}/Observation`

async function cpuPerAnswer(server: ServerProcess, ms: number): Promise<number> {
  const load = loadOf({ port: server.port, path, token: 'x'.repeat(900) }, 8)
  const before = await server.usage()
  const started = performance.now()
  const rate = await load(ms)
  const answers = (rate * (performance.now() - started)) / 1000
  const after = await server.usage()
  return (after.cpu - before.cpu) / answers
}

export const shell: Measure = {
  id: 'T5',
  on: 'one',
  async run({ seconds }) {
    const servers = [
      await startServer('floor', { engine: 'sqlite', kind: 'fixed', bytes }),
      await startServer('shell', { kind: 'ordinary', bytes }),
      await startServer('shell', { kind: 'ours', bytes }),
    ]
    const costs: number[][] = [[], [], []]
    for (let round = 0; round <= rounds; round++) {
      for (const [index, server] of servers.entries()) {
        const cost = await cpuPerAnswer(server, (seconds * 1000) / rounds / servers.length)
        if (round > 0) costs[index]!.push(cost)
      }
    }
    await Promise.all(servers.map((server) => server.stop()))
    const [floor, ordinary, ours] = costs.map(median) as [number, number, number]
    const what = 'Express and our middleware, CPU over bare http'
    return { what, unit: 'us', floor, ordinary, ours, ratio: ours - floor, target: 7, isLess: true }
  },
}
