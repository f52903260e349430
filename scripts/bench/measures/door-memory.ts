/** D5: what is left in the memory of the gate and in its store after many launches. */
import { redeem, refresh, serverAt, type Server } from '../door/app.ts'
import { openDoor, type Door } from '../door/door.ts'
import { signIn, type Person } from '../door/person.ts'
import { sizeOf, sweepLater } from '../door/store.ts'
import type { Measure } from '../measure.ts'
import { slope, type Point } from '../row.ts'

/** Browsers in which a launch is under way at a time, each with a session of its own. */
const browsers = 4
const samples = 40
/** Every so many launches one is renewed, and its tokens are used. */
const renewed = 10
const longestMinutes = 40

/** The grants that `src/smart/store/find-grant.ts` remembers, and the tokens that `src/auth/authorizer.ts` does: until there are as many, each adds an entry. */
const remembered = { grants: 5_000, tokens: 10_000 } as const
/** Kilobytes a launch that may be left: of the entries it adds before those memories are full, and after. */
const allowed = { filling: 6, full: 0.25 } as const

const megabyte = 2 ** 20

interface App {
  readonly gate: Server
  readonly gateway: Server
  readonly path: string
}

async function read({ gateway, path }: App, token: string): Promise<void> {
  const { status } = await gateway.get(path, { authorization: `Bearer ${token}` })
  if (status !== 200) throw new Error(`a read with the token of a launch was answered with ${status}`)
}

async function launch(app: App, person: Person, isRenewed: boolean): Promise<void> {
  const { code, verifier } = await person.throughGate()
  const { accessToken, refreshToken } = await redeem(app.gate, code, verifier)
  if (!isRenewed) return
  await read(app, accessToken)
  await read(app, (await refresh(app.gate, refreshToken)).accessToken)
}

type Work = (turn: number) => Promise<unknown>

/** So many turns in all. Every one has ended when it resolves. */
async function share(workers: readonly Work[], count: number): Promise<void> {
  let left = count
  const work = async (each: Work): Promise<void> => {
    while (left > 0) await each(left--)
  }
  await Promise.all(workers.map(work))
}

const launching = (app: App, crowd: readonly Person[]): readonly Work[] =>
  crowd.map((person) => (turn) => launch(app, person, turn % renewed === 0))

/** One grant of a person, renewed over and over: each time another token is used. */
async function renewing(app: App, person: Person): Promise<Work> {
  const { code, verifier } = await person.throughGate()
  let { refreshToken } = await redeem(app.gate, code, verifier)
  return async () => {
    const tokens = await refresh(app.gate, refreshToken)
    refreshToken = tokens.refreshToken
    await read(app, tokens.accessToken)
  }
}

const fillsMemories = (launches: number): boolean => launches >= 2 * remembered.grants

/** The memory of tokens would take longer to fill than there are launches; that of grants is full after half of them. */
async function fill(app: App, crowd: readonly Person[], launches: number): Promise<void> {
  if (!fillsMemories(launches)) return
  await share(await Promise.all(crowd.map((person) => renewing(app, person))), remembered.tokens)
}

interface Sample {
  readonly launches: number
  readonly heap: number
  readonly memory: number
}

async function watch(door: Door, launches: number): Promise<readonly Sample[]> {
  const [gate, gateway] = [serverAt(door.gateUrl, door), serverAt(new URL(door.base).origin, door)]
  const app: App = { gate, gateway, path: `${new URL(door.base).pathname}/Patient/pat-1` }
  const crowd = await Promise.all(Array.from({ length: browsers }, () => signIn(door, 'amy')))
  await fill(app, crowd, launches)
  const taken: Sample[] = []
  const end = performance.now() + longestMinutes * 60_000
  for (let done = 0; done < launches && performance.now() < end;) {
    const next = Math.min(launches, done + Math.ceil(launches / samples))
    await share(launching(app, crowd), next - done)
    const { heap, memory } = await door.gate.collected()
    taken.push({ launches: next, heap, memory })
    done = next
  }
  await Promise.all([gate.close(), gateway.close()])
  return taken
}

/** What the sweep leaves when every grant has ended: as if it were so many days later. */
const daysLater = 400

async function sweep({ store }: Door): Promise<string> {
  const before = sizeOf(store)
  const started = performance.now()
  await sweepLater(store, daysLater)
  const ms = performance.now() - started
  const { rows, bytes } = sizeOf(store)
  const size = (each: number): string => `${(each / megabyte).toFixed(1)} MB`
  return `store ${before.rows} rows, ${size(before.bytes)}; swept in ${ms.toFixed(0)} ms to ${rows} rows, ${size(bytes)}`
}

export const doorMemory: Measure = {
  id: 'D5',
  on: 'sqlite',
  async run({ engine, launches }) {
    const door = await openDoor({ engine, use: 'memory', provider: 'demo', node: ['--expose-gc'] })
    try {
      const taken = await watch(door, launches)
      const last = taken.at(-1)
      const second = taken.filter((each) => each.launches * 2 > launches)
      const [first] = second
      if (first === undefined || last === undefined) throw new Error('there were no launches')
      const points = second.map(({ launches: x, heap: y }): Point => [x, y / 1024])
      const rss = `memory ${(first.memory / megabyte).toFixed(0)} -> ${(last.memory / megabyte).toFixed(0)} MB`
      const what = `kB of heap that a launch leaves, from launch ${first.launches} to ${last.launches}; ${rss}; ${await sweep(door)}`
      const figures = { what, unit: 'MB', floor: first.heap / megabyte, ours: last.heap / megabyte }
      return {
        ...figures,
        ratio: slope(points),
        target: allowed[fillsMemories(launches) ? 'full' : 'filling'],
        isLess: true,
      }
    } finally {
      await door.close()
    }
  },
}
