/** D4: a read whose token is asked about each time, against one that is believed for five seconds, and none that is asked about: what revocation at once costs. */
import { redeem, serverAt } from '../door/app.ts'
import type { Door } from '../door/door.ts'
import { signIn } from '../door/person.ts'
import { download, loadOf, type Target } from '../load.ts'
import type { Measure } from '../measure.ts'
import { race, type Race, type Row } from '../row.ts'
import type { Scene } from '../scene.ts'

const recheckMs = 5_000
/** Amy's own chart, which her token opens. */
const patient = 'pat-1'

/** Milliseconds of warming up for each second of measuring. */
const warmth = 500

type Kind = 'floor' | 'ordinary' | 'ours'

/** A token of a launch through the gate. */
async function tokenOf(door: Door): Promise<string> {
  const gate = serverAt(door.gateUrl, door)
  const { code, verifier } = await (await signIn(door, 'amy')).throughGate()
  const { accessToken } = await redeem(gate, code, verifier)
  await gate.close()
  return accessToken
}

async function raceOf(scene: Scene, connections: number): Promise<Race<Kind>> {
  const door = await scene.door()
  const replica = await door.replica(recheckMs)
  const token = await tokenOf(door)
  const through = (port: number): Target => ({ port, path: `${new URL(door.base).pathname}/Patient/${patient}`, token })
  const targets: Readonly<Record<Kind, Target>> = {
    floor: scene.asPatient(`Patient/${patient}`, patient),
    ordinary: through(replica.port),
    ours: through(door.gate.port),
  }
  // The same resource from all, or their figures say nothing of each other.
  const bytes = new Set(await Promise.all(Object.values(targets).map(async (each) => (await download(each)).bytes)))
  if (bytes.size !== 1) throw new Error('the gateways with and without a front door answer differently')
  const loads = {
    floor: loadOf(targets.floor, connections),
    ordinary: loadOf(targets.ordinary, connections),
    ours: loadOf(targets.ours, connections),
  }
  for (const load of Object.values(loads)) await load(scene.seconds * warmth)
  return race(loads, scene.seconds).finally(() => replica.stop())
}

type Figures = Omit<Row, 'id' | 'engine'>

async function latency(scene: Scene): Promise<Figures> {
  const { rates, gap } = await raceOf(scene, 1)
  const [floor, ordinary, ours] = [1000 / rates.floor, 1000 / rates.ordinary, 1000 / rates.ours]
  const what = `a read, one at a time: no front door, asked again after ${recheckMs / 1000} s (+ ${gap('ordinary', 'floor').toFixed(2)} ms), asked each time`
  return { what, unit: 'ms', floor, ordinary, ours, ratio: gap('ours', 'floor'), isLess: true }
}

const busy = 8

async function throughput(scene: Scene): Promise<Figures> {
  const { rates, ratio } = await raceOf(scene, busy)
  const what = `the same over ${busy} connections`
  return { what, unit: 'answers/s', ...rates, ratio: ratio('ours', 'floor') }
}

export const doorRead: Measure = { id: 'D4a', on: 'each', takesKeycloak: true, run: latency }
export const doorReads: Measure = { id: 'D4b', on: 'each', takesKeycloak: true, run: throughput }
