/** D3: a whole launch by a person who is signed in, to the tokens: with the gate's consent, against the provider alone, which asks nothing. */
import { redeem, serverAt, type Server } from '../door/app.ts'
import { signIn, type Launched } from '../door/person.ts'
import type { Measure } from '../measure.ts'
import { takePairs, type Timed } from '../pairs.ts'
import type { ServerProcess } from '../process.ts'

const launching =
  (server: Server, launch: () => Promise<Launched>): Timed =>
  async () => {
    const { code, verifier, ms } = await launch()
    return ms + (await redeem(server, code, verifier)).ms
  }

/** Milliseconds of CPU in which a process has done so much. */
const spent = async (server: ServerProcess, before: number): Promise<number> =>
  ((await server.usage()).cpu - before) / 1000

export const doorLaunch: Measure = {
  id: 'D3',
  on: 'each',
  takesKeycloak: true,
  async run(scene) {
    const door = await scene.door()
    const [gate, provider] = [serverAt(door.gateUrl, door), serverAt(door.providerUrl, door)]
    const [one, other] = [await signIn(door, 'amy'), await signIn(door, 'amy')]
    let launches = 0
    const throughGate = launching(gate, () => (launches++, one.throughGate()))
    const { cpu } = await door.gate.usage()
    const { floor, ours, added, turns } = await takePairs(
      launching(provider, other.atProvider),
      throughGate,
      scene.seconds,
    )
    const own = (await spent(door.gate, cpu)) / launches
    await Promise.all([gate.close(), provider.close()])
    const what = `a whole launch, signed in, ${turns} turns; the gate's CPU ${own.toFixed(1)} ms of it`
    return { what, unit: 'ms', floor, ours, ratio: added, isLess: true }
  },
}
