/** D1: from the app's authorization request of a stranger to the page to sign in, through the gate against the provider alone. */
import { newRequest, serverAt, type Server } from '../door/app.ts'
import type { Measure } from '../measure.ts'
import { takePairs } from '../pairs.ts'
import { median } from '../row.ts'

async function ask(server: Server, path: string): Promise<{ readonly ms: number; readonly location?: string }> {
  const answer = await server.get(path)
  if (answer.status >= 400) throw new Error(`an authorization request was answered with ${answer.status}`)
  return answer
}

/** The gate answers with its own request to the provider, which passes through it: both are what a person waits for. */
export const doorAuthorize: Measure = {
  id: 'D1',
  on: 'each',
  takesKeycloak: true,
  async run(scene) {
    const door = await scene.door()
    const [gate, provider] = [serverAt(door.gateUrl, door), serverAt(door.providerUrl, door)]
    const own: number[] = []
    const throughGate = async (): Promise<number> => {
      const first = await ask(gate, newRequest(door).path)
      const { pathname, search } = new URL(first.location ?? '')
      const second = await ask(gate, `${pathname}${search}`)
      own.push(first.ms)
      return first.ms + second.ms
    }
    const alone = async (): Promise<number> => (await ask(provider, newRequest(door).path)).ms
    const { floor, ours, added, turns } = await takePairs(alone, throughGate, scene.seconds)
    await Promise.all([gate.close(), provider.close()])
    const what = `authorize, ${turns} turns; the gate's own answer ${median(own).toFixed(2)} ms of it`
    return { what, unit: 'ms', floor, ours, ratio: added, target: 3, isLess: true }
  },
}
