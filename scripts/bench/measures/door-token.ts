/** D2: a code, and a refresh token, for tokens: through the gate against the provider alone, each with what it gave itself. */
import { redeem, refresh, serverAt, type Server } from '../door/app.ts'
import { signIn, type Launched, type Person } from '../door/person.ts'
import type { Measure } from '../measure.ts'
import { takePairs, type Timed } from '../pairs.ts'
import type { Scene } from '../scene.ts'

/** An app that speaks to one server, with codes of one person of its own. */
interface Side {
  readonly server: Server
  readonly launch: () => Promise<Launched>
}

/** Only the request for tokens is timed, not the launch before it. */
const redeeming =
  ({ server, launch }: Side): Timed =>
  async () => {
    const { code, verifier } = await launch()
    return (await redeem(server, code, verifier)).ms
  }

/** One grant, renewed over and over. */
async function refreshing({ server, launch }: Side): Promise<Timed> {
  const { code, verifier } = await launch()
  let { refreshToken } = await redeem(server, code, verifier)
  return async () => {
    const tokens = await refresh(server, refreshToken)
    refreshToken = tokens.refreshToken
    return tokens.ms
  }
}

async function compare(scene: Scene, what: string, timed: (side: Side) => Timed | Promise<Timed>) {
  const door = await scene.door()
  const side = async (url: string, launch: (person: Person) => () => Promise<Launched>): Promise<Side> => ({
    server: serverAt(url, door),
    launch: launch(await signIn(door, 'amy')),
  })
  const alone = await side(door.providerUrl, ({ atProvider }) => atProvider)
  const gate = await side(door.gateUrl, ({ throughGate }) => throughGate)
  const { floor, ours, added, turns } = await takePairs(await timed(alone), await timed(gate), scene.seconds)
  await Promise.all([alone.server.close(), gate.server.close()])
  return { what: `${what}, ${turns} turns`, unit: 'ms', floor, ours, ratio: added, target: 3, isLess: true }
}

export const doorCode: Measure = {
  id: 'D2a',
  on: 'each',
  takesKeycloak: true,
  run: (scene) => compare(scene, 'a code for tokens', redeeming),
}

/** The gate asks the directory and the legacy database anew whether the person may still open the chart. */
export const doorRefresh: Measure = {
  id: 'D2b',
  on: 'each',
  takesKeycloak: true,
  run: (scene) => compare(scene, 'a refresh token for tokens', refreshing),
}
