/** T2 and T12: rows a second of one streamed answer with laboratory results of an organization. */
import type { Measure } from '../measure.ts'
import { download, type Target } from '../load.ts'
import { startServer } from '../process.ts'
import { race, type Contender, type Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { streamed } from '../subject.ts'

const rowsPerSecond =
  (rows: number, target: Target): Contender =>
  async () =>
    (rows * 1000) / (await download(target)).last

/** Each run is one whole answer, however long it takes. */
async function compare(scene: Scene, what: string, target: number): Promise<Omit<Row, 'id' | 'engine'>> {
  const { engine, issuer, subject, seconds } = scene
  const { query } = subject.stream
  const floor = await startServer('floor', { engine, kind: 'stream', query, bytes: 0 })
  const ordinary = await startServer('ordinary', { engine, issuerPort: issuer.port })
  const ours = scene.asStaff(`Observation?${subject.streamQuery}`)
  const rows = (asked: Target): Contender => rowsPerSecond(streamed, asked)
  const { rates, ratio } = await race(
    {
      floor: rows({ port: floor.port, path: '/' }),
      ordinary: rows({ ...ours, port: ordinary.port, path: '/stream' }),
      ours: rows(ours),
    },
    seconds,
    3,
  )
  await Promise.all([floor.stop(), ordinary.stop()])
  return { what: `${what}, ${streamed} rows`, unit: 'rows/s', ...rates, ratio: ratio('ours', 'floor'), target }
}

export const streamedSearch: Measure = {
  id: 'T2',
  on: 'postgres',
  run: (scene) => compare(scene, 'streamed search against COPY piped untouched', 0.27),
}

export const sqliteStream: Measure = {
  id: 'T12',
  on: 'sqlite',
  run: (scene) => compare(scene, 'streamed search against raw().iterate()', 0.33),
}
