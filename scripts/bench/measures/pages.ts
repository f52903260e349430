/** T3 and T4: answers a second of a page and of a read, each with token, scope and compartment. */
import type { Measure } from '../measure.ts'
import { download, openLoad, type Load, type Target } from '../load.ts'
import { startServer } from '../process.ts'
import { race, type Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { pageSize, type Stated } from '../subject.ts'

const connections = 8

interface Shown {
  readonly what: string
  readonly target: number
  readonly ours: Target
  readonly ordinaryPath: string
  readonly stated: Stated
}

async function compare({ engine, issuer, seconds }: Scene, shown: Shown): Promise<Omit<Row, 'id' | 'engine'>> {
  const { bytes } = await download(shown.ours)
  const floor = await startServer('floor', { engine, kind: 'fixed', query: shown.stated.query, bytes })
  const ordinary = await startServer('ordinary', { engine, issuerPort: issuer.port })
  const loads: Readonly<Record<'floor' | 'ordinary' | 'ours', Load>> = {
    floor: openLoad({ port: floor.port, path: '/' }, connections),
    ordinary: openLoad({ ...shown.ours, port: ordinary.port, path: shown.ordinaryPath }, connections),
    ours: openLoad(shown.ours, connections),
  }
  const { rates, ratio } = await race(
    { floor: loads.floor.run, ordinary: loads.ordinary.run, ours: loads.ours.run },
    seconds,
  )
  for (const load of Object.values(loads)) load.end()
  await Promise.all([floor.stop(), ordinary.stop()])
  const { what, target } = shown
  return { what, unit: 'answers/s', ...rates, ratio: ratio('ours', 'floor'), target }
}

export const page: Measure = {
  id: 'T3',
  on: 'each',
  run: (scene) =>
    compare(scene, {
      what: `page of ${pageSize} with token, scope and compartment`,
      target: 0.75,
      ours: scene.asPatient(`Observation?${scene.subject.pageQuery}`),
      ordinaryPath: '/page',
      stated: scene.subject.page,
    }),
}

export const read: Measure = {
  id: 'T4',
  on: 'each',
  run: (scene) =>
    compare(scene, {
      what: 'read by id',
      target: 0.9,
      ours: scene.asPatient(`Observation/${scene.subject.result}`),
      ordinaryPath: '/read',
      stated: scene.subject.read,
    }),
}
