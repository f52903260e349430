/** Every resource of the hand-written patients, asserted whole: what a row becomes, and what becomes of what it refers to. */
import { expect } from 'chai'
import type { Resource } from '../../http/client.ts'
import { readAnchors } from './anchors.ts'
import { goldenTypes, isUpdating, readGolden, writeGolden } from './golden.ts'

describe('the anchor patients', function () {
  this.timeout(90_000)
  let served: ReadonlyMap<string, readonly Resource[]>

  before(async () => {
    served = await readAnchors()
    if (!isUpdating) return
    for (const [type, resources] of served) await writeGolden(type, resources)
  })

  it('have resources of the types that were accepted, and of no others', () => {
    expect([...served.keys()]).to.deep.equal(goldenTypes())
  })

  for (const type of goldenTypes()) {
    it(`have the ${type}s that were accepted, and no others`, () => {
      expect((served.get(type) ?? []).map(({ id }) => id)).to.deep.equal(readGolden(type).map(({ id }) => id))
    })

    it(`have each ${type} as it was accepted`, () => {
      const golden = new Map(readGolden(type).map((each) => [each.id, each]))
      for (const each of served.get(type) ?? []) expect(each, each.id).to.deep.equal(golden.get(each.id))
    })
  }
})
