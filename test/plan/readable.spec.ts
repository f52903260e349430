import { expect } from 'chai'
import { planRead } from '../../src/plan/read.ts'
import { mostPlans, plansKept } from '../../src/plan/readable.ts'
import { clinic, contextOf } from './clinic.ts'

describe('what is remembered of what grants may read', () => {
  it('is bounded, however many tokens come, and the answer is the same for those that were forgotten', async () => {
    const mapping = { ...(await clinic()) }
    const contexts = Array.from({ length: mostPlans / 2 + 100 }, (_, index) =>
      contextOf({ mapping, subject: `${index}` }),
    )
    const read = (context: (typeof contexts)[number]) =>
      ['Observation/lab-1', 'Observation/vit-1-8867-4'].map((name) => {
        const [type = '', id = ''] = name.split('/')
        return planRead(type, id, context).source.where
      })
    const [first] = contexts
    const before = read(first!)
    expect(plansKept(mapping)).to.equal(2)
    for (const context of contexts) {
      read(context)
      expect(plansKept(mapping)).to.be.at.most(mostPlans)
    }
    expect(plansKept(mapping)).to.equal(mostPlans)
    expect(read(first!)).to.deep.equal(before)
  })
})
