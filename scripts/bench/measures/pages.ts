/** T3 and T4: answers a second of a page and of a read, each with token, scope and compartment. */
import type { Measure } from '../measure.ts'
import { download, loadOf, type Load, type Target } from '../load.ts'
import { startServer } from '../process.ts'
import { race, type Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { pageSize, type Stated } from '../subject.ts'

const connections = 8
/** Milliseconds of warming up for each second of measuring. */
const warmth = 500

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
    floor: loadOf({ port: floor.port, path: '/' }, connections),
    ordinary: loadOf({ ...shown.ours, port: ordinary.port, path: shown.ordinaryPath }, connections),
    ours: loadOf(shown.ours, connections),
  }
  // A gateway runs for days: what V8 has not compiled yet in its first seconds is not what is asked here.
  for (const load of Object.values(loads)) await load(seconds * warmth)
  const { rates, ratio } = await race(loads, seconds)
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
