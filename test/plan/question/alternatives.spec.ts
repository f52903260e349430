import { expect } from 'chai'
import fc from 'fast-check'
import { withoutCovered } from '../../../src/plan/question/alternatives.ts'
import type { AskedDate } from '../../../src/plan/question/values.ts'
import { isDate } from '../../../src/plan/row/date.ts'
import { factsOf } from '../../../src/plan/facts.ts'
import { clinic, contextOf } from '../clinic.ts'

const day = 86_400_000
const prefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const
const start = Date.UTC(2020, 0, 1)

const asked: fc.Arbitrary<AskedDate> = fc
  .record({
    kind: fc.constant('date' as const),
    prefix: fc.constantFrom(...prefixes),
    at: fc.integer({ min: 0, max: 20 }),
    days: fc.constantFrom(1, 30),
  })
  .map(({ kind, prefix, at, days }) => ({ kind, prefix, start: start + at * day, end: start + (at + days) * day }))

const period = fc
  .record({ from: fc.integer({ min: 0, max: 60 }), to: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }) })
  .map(({ from, to }) => {
    const text = (days: number): string => new Date(start + days * day).toISOString().slice(0, 10)
    return { start: text(from), ...(to !== undefined && { end: text(from + to) }) }
  })

describe('the values of a parameter', () => {
  before(clinic)

  it('are each asked once, and of those that only compare the farthest', () => {
    const from = (at: number): AskedDate => ({
      kind: 'date',
      prefix: 'ge',
      start: start + at * day,
      end: start + (at + 1) * day,
    })
    expect(withoutCovered([from(3), from(1), from(2), from(1)])).to.deep.equal([from(1)])
    const until = (at: number): AskedDate => ({ ...from(at), prefix: 'lt' })
    expect(withoutCovered([until(3), until(5), until(4)])).to.deep.equal([until(5)])
  })

  it('find the same periods as all of them', () => {
    const facts = factsOf(contextOf())
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 8 }), period, (values, value) => {
        const found = (some: readonly unknown[]): boolean =>
          some.some((each) => isDate(value, each as AskedDate, facts))
        expect(found(withoutCovered(values))).to.equal(found(values))
      }),
      { numRuns: 2000 },
    )
  })
})
