/** Others are answered while some plan: counted in turns of the event loop, not by the clock. */
import { expect } from 'chai'
import type { Grant } from '../../src/auth/grant.ts'
import type { FhirCall } from '../../src/app/call.ts'
import { search } from '../../src/app/search.ts'
import { createTurns, withTurns } from '../../src/app/turns.ts'
import { emptyMapping, fakeGateway, settings } from './fake-gateway.ts'

const grant: Grant = {
  ...{ surface: 'sevocity', reach: 'organization', organization: '1', subject: 's', client: 'c' },
  ...{ rules: [], expires: 4_000_000_000 },
}

/** Counts turns until it is stopped. */
function countTurns() {
  let [turn, isStopped] = [0, false]
  const next = (): void => {
    turn += 1
    if (!isStopped) setImmediate(next)
  }
  setImmediate(next)
  return { now: () => turn, stop: () => void (isStopped = true) }
}

const increases = (numbers: readonly number[]): boolean =>
  numbers.every((each, index) => index === 0 || each > (numbers[index - 1] ?? Infinity))

describe('turns', () => {
  it('let the first go on at once, and then one in each turn of the loop, in the order in which they came', async () => {
    const [turns, clock, order] = [createTurns(), countTurns(), [] as [string, number][]]
    const take = async (name: string): Promise<void> => {
      await turns()
      order.push([name, clock.now()])
    }
    expect(turns(), 'nobody waits where nobody works').to.equal(undefined)
    await Promise.all(['a', 'b', 'c'].map(take))
    expect(order.map(([name]) => name)).to.deep.equal(['a', 'b', 'c'])
    expect(increases(order.map(([, turn]) => turn))).to.equal(true)
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    expect(turns(), 'once all are done').to.equal(undefined)
    clock.stop()
  })

  it('pass between the long pieces of a stream, and not between short ones', async () => {
    const clock = countTurns()
    async function* pieces(length: number) {
      for (let at = 0; at < 4; at++) yield 'x'.repeat(length)
    }
    const seen = async (length: number): Promise<readonly number[]> => {
      const at: number[] = []
      for await (const _ of withTurns(pieces(length))) at.push(clock.now())
      return at
    }
    expect(new Set(await seen(10)).size).to.equal(1)
    expect(increases(await seen(20_000))).to.equal(true)
    clock.stop()
  })
})

describe('searches that come together', () => {
  /** `planned`: of each plan, what `note` gave when it began. */
  const gatewayOf = (planned: number[], note: () => number) =>
    fakeGateway({
      authorizer: {
        authorize: () => grant,
        providerMetadata: () => {
          throw new Error('not in this test')
        },
      },
      mapping: () => {
        planned.push(note())
        return emptyMapping
      },
    })

  it('are planned one in a turn; who has left meanwhile is not planned for', async () => {
    const [clock, planned] = [countTurns(), [] as number[]]
    const gateway = gatewayOf(planned, clock.now)
    const left = new AbortController()
    const callOf = (index: number): FhirCall => {
      const measured = { began: 0, socket: null, bytesBefore: 0, isGone: false }
      const exchange = { id: 'r', isTimed: false, stages: [], emit: gateway.emit, route: '', ...measured }
      const own = index === 5 ? { ...exchange, left } : exchange
      const place = {
        surface: settings.surfaces[1]!,
        organization: '1',
        base: 'https://x',
        type: 'Patient',
        resourceId: '',
      }
      return { gateway, method: 'GET', query: '', headers: {}, form: undefined, exchange: own, ...place }
    }
    const all = Array.from({ length: 10 }, (_, index) => search(callOf(index)).catch((error: unknown) => error))
    left.abort(new Error('left'))
    const outcomes = await Promise.all(all)
    clock.stop()
    expect(planned).to.have.length(9)
    expect(increases(planned)).to.equal(true)
    expect(outcomes[5]).to.have.property('message', 'left')
    expect(outcomes[6]).to.have.property('code', 'plan-type-unknown')
  })
})
