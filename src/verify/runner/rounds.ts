/** Lanes of questions -> their results in turns, so that whenever it is stopped a little of everything was asked. */
import { setImmediate } from 'node:timers/promises'
import type { VerifyResult } from '../report.ts'
import { attempt } from './attempt.ts'
import type { Lane, Task } from './model.ts'

/** How far a run came. Questions of lanes that were not reached are not among the planned ones. */
export interface Extent {
  readonly asked: number
  readonly planned: number
  /** Sources, and types as a whole, that were asked of, and how many there are. */
  readonly reached: number
  readonly lanes: number
  /** All that there is to ask was asked. */
  readonly isOver: boolean
}

export interface Clock {
  /** Milliseconds until nothing more may be asked; Infinity where there is no end. */
  left(): number
  readonly signal: AbortSignal
}

const keyOf = ({ labels: { source, parameter, modifier, prefix } }: Task): string =>
  JSON.stringify([source, parameter, modifier, prefix])

/** One of each parameter, modifier and prefix before the second of any. */
export function inTurns(tasks: readonly Task[]): readonly Task[] {
  const turns = new Map<string, number>()
  const placed = tasks.map((task) => {
    const turn = turns.get(keyOf(task)) ?? 0
    turns.set(keyOf(task), turn + 1)
    return { task, turn }
  })
  return placed.toSorted((a, b) => a.turn - b.turn).map(({ task }) => task)
}

/** A lane that was reached, and where it stands. */
interface Open {
  readonly tasks: readonly Task[]
  next: number
}

async function open({ name, prepare }: Lane): Promise<Open> {
  let tasks: readonly Task[] = []
  const outcome = await attempt(name, async () => {
    tasks = inTurns(await prepare())
    return undefined
  })
  if (outcome.outcome === 'passed') return { tasks, next: 0 }
  const labels = { source: name, parameter: '(all)', modifier: '', prefix: '' }
  return { tasks: [{ labels, run: () => Promise.resolve(outcome) }], next: 0 }
}

const isOver = ({ left, signal }: Clock): boolean => signal.aborted || left() === 0

/** What a stop interrupts is no result. Timers and signals have their turn between two questions, which may never wait for anything. */
async function* ask(lane: Open, until: number, clock: Clock): AsyncGenerator<VerifyResult, void> {
  do {
    const task = lane.tasks[lane.next]
    if (task === undefined || isOver(clock)) return
    const outcome = await task.run()
    await setImmediate()
    if (clock.signal.aborted) return
    lane.next++
    yield { ...task.labels, ...outcome }
  } while (Date.now() < until)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

function extentOf(opened: ReadonlyMap<Lane, Open>, lanes: number): Extent {
  const asked = sum([...opened.values()].map(({ next }) => next))
  const planned = sum([...opened.values()].map(({ tasks }) => tasks.length))
  return { asked, planned, reached: opened.size, lanes, isOver: opened.size === lanes && asked === planned }
}

/** In the first round each lane has its share of half of the time, in later ones of half of what is left. Without an end each is asked to its own. */
export async function* askInRounds(
  lanes: readonly Lane[],
  clock: Clock,
  tell: (extent: Extent) => void,
): AsyncGenerator<VerifyResult, void> {
  const opened = new Map<Lane, Open>()
  let waiting = lanes
  while (waiting.length > 0 && !isOver(clock)) {
    for (const [index, lane] of waiting.entries()) {
      if (isOver(clock)) return
      const own = opened.get(lane) ?? (await open(lane))
      opened.set(lane, own)
      if (clock.signal.aborted) return
      tell(extentOf(opened, lanes.length))
      const share = clock.left() / (2 * (waiting.length - index))
      for await (const result of ask(own, Date.now() + share, clock)) {
        tell(extentOf(opened, lanes.length))
        yield result
      }
    }
    waiting = waiting.filter((lane) => (opened.get(lane)?.next ?? 0) < (opened.get(lane)?.tasks.length ?? 0))
  }
}
