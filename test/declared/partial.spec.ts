/** A database with more than the proof holds in memory: it proves less there, and never reports a failure that is none. */
import { expect } from 'chai'
import { defaultAmount } from '../../src/verify/runner/model.ts'
import { verify } from '../../src/verify/runner/runner.ts'
import { sqliteUrl, subjectAt } from './subject.ts'

describe('a proof that holds only part of the resources', function () {
  this.timeout(60_000)

  it('fails nothing, reverse includes of what it knows in part among them', async () => {
    const failed: unknown[] = []
    const amount = {
      ...defaultAmount,
      samples: 6,
      pairs: 0,
      patients: 1,
      most: 30,
      types: ['Patient'],
      organizations: ['1'],
    }
    for await (const result of verify(await subjectAt(sqliteUrl), amount))
      if (result.outcome === 'failed') failed.push(result)
    expect(failed).to.deep.equal([])
  })
})
