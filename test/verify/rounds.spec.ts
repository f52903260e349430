/** Questions in turns, and a run that is ended: something of everything, within the time, and never a crash. */
import { expect } from 'chai'
import { UnknownToOracle } from '../../src/verify/oracle/model.ts'
import type { Lane, Task } from '../../src/verify/runner/model.ts'
import { askInRounds, inTurns, type Clock, type Extent } from '../../src/verify/runner/rounds.ts'
import type { VerifyResult } from '../../src/verify/report.ts'

const taskOf = (source: string, parameter: string, work: () => void = () => undefined): Task => ({
  labels: { source, parameter, modifier: '', prefix: '' },
  run: () => {
    work()
    return Promise.resolve({ outcome: 'passed' as const })
  },
})

const endless = (): Clock => ({ left: () => Infinity, signal: new AbortController().signal })

/** Each question takes a second. */
function secondsOf(count: number): { readonly clock: Clock; readonly tick: () => void } {
  let left = count * 1000
  return { clock: { left: () => left, signal: new AbortController().signal }, tick: () => void (left -= 1000) }
}

async function run(lanes: readonly Lane[], clock: Clock): Promise<{ results: VerifyResult[]; extent?: Extent }> {
  const results: VerifyResult[] = []
  let extent: Extent | undefined
  for await (const result of askInRounds(lanes, clock, (far) => (extent = far))) results.push(result)
  return { results, ...(extent && { extent }) }
}

const laneOf = (name: string, count: number, work?: () => void): Lane => ({
  name,
  prepare: () => Promise.resolve(Array.from({ length: count }, (_, at) => taskOf(name, `p${at % 3}`, work))),
})

describe('rounds of questions', () => {
  it('take one of each parameter before the second of any', () => {
    const tasks = ['a', 'a', 'a', 'b', 'b', 'c'].map((name) => taskOf('s', name))
    expect(inTurns(tasks).map(({ labels }) => labels.parameter)).to.deep.equal(['a', 'b', 'c', 'a', 'b', 'a'])
  })

  it('ask everything where there is no end', async () => {
    const { results, extent } = await run([laneOf('one', 4), laneOf('two', 3)], endless())
    expect(results.map(({ source }) => source).join(' ')).to.equal('one one one one two two two')
    expect(extent).to.deep.equal({ asked: 7, planned: 7, reached: 2, lanes: 2, isOver: true })
  })

  it('end when the time is over, and say how much was asked of how much', async () => {
    const { clock, tick } = secondsOf(10)
    const { results, extent } = await run([laneOf('one', 100, tick), laneOf('two', 100, tick)], clock)
    expect(results.length).to.equal(10)
    expect(extent).to.deep.include({ asked: 10, isOver: false })
  })

  it('reach every lane, large ones before them or not', async () => {
    const until = Date.now() + 1_000
    // Each question takes five milliseconds of the thread.
    const work = (): void => {
      const end = Date.now() + 5
      while (Date.now() < end);
    }
    const lanes = ['one', 'two', 'three'].map((name) => laneOf(name, 1_000, work))
    const clock = { left: () => Math.max(0, until - Date.now()), signal: AbortSignal.timeout(1_000) }
    const { results, extent } = await run(lanes, clock)
    expect(new Set(results.map(({ source }) => source)).size).to.equal(3)
    expect(extent).to.deep.include({ reached: 3, isOver: false })
  })

  it('stop at once, without what was interrupted, when they are stopped', async () => {
    const controller = new AbortController()
    const lane: Lane = {
      name: 'one',
      prepare: () =>
        Promise.resolve([taskOf('one', 'a'), taskOf('one', 'b', () => controller.abort()), taskOf('one', 'c')]),
    }
    const { results } = await run([lane], { left: () => Infinity, signal: controller.signal })
    expect(results.map(({ parameter }) => parameter)).to.deep.equal(['a'])
  })

  it('tell of a lane that cannot be asked, and go on with the others', async () => {
    const fail = (error: Error): Lane => ({ name: 'one', prepare: () => Promise.reject(error) })
    const { results } = await run(
      [fail(new Error('gone')), fail(new UnknownToOracle('it')), laneOf('two', 1)],
      endless(),
    )
    expect(results.map(({ source, outcome }) => `${source} ${outcome}`)).to.deep.equal([
      'one failed',
      'one skipped',
      'two passed',
    ])
    expect(results[0]?.difference?.note).to.equal('Error: gone')
    expect(results[1]?.reason).to.equal('the oracle does not know it')
  })
})
