import { expect } from 'chai'
import type { Facts, Kind, Source } from '../../../src/mapping/model.ts'
import { rememberImpossible } from '../../../src/plan/question/impossible.ts'
import { anything, noMatch } from '../../../src/plan/question/matching.ts'

const source = {} as Source
const facts = (tenant: string): Facts => ({
  tenant: { key: tenant, zone: 'UTC', facts: {} },
  now: 0,
})
const request = { name: 'category', values: ['laboratory'] }

describe('what a kind can never have', () => {
  it('is asked of a kind once for each tenant and question, and answered the same', () => {
    const kind = {} as Kind
    let asked = 0
    const match = () => (asked++, noMatch)
    const ask = (tenant: string, values: readonly string[]) =>
      rememberImpossible({ ...request, values }, { facts: facts(tenant) }, match)(source, kind)
    expect(ask('1', ['laboratory'])).to.equal(ask('1', ['laboratory']))
    expect(asked).to.equal(1)
    ask('2', ['laboratory'])
    ask('1', ['vital-signs'])
    expect(asked).to.equal(3)
  })

  it('is nothing that it may have', () => {
    const kind = {} as Kind
    let asked = 0
    const match = rememberImpossible(request, { facts: facts('1') }, () => (asked++, anything))
    expect([match(source, kind), match(source, kind)]).to.deep.equal([anything, anything])
    expect(asked).to.equal(2)
  })
})
