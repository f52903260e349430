/** A code list read backwards gives what a look at all of its rows gives. */
import { expect } from 'chai'
import { assert, constantFrom, option, property, record, array } from 'fast-check'
import { CodeIndex, type Given } from '../../src/mapping/code-index.ts'

const systems = ['urn:a', 'urn:b', '']
const codes = ['a', 'A', 'b', 'B c', 'ς', 'Σ']

const row = record(
  { local: constantFrom('x', 'Y', 'y  z'), system: constantFrom(...systems), code: constantFrom(...codes) },
  { requiredKeys: ['local'] },
)
const asked = record({ system: constantFrom(...systems), code: constantFrom(...codes) }, { requiredKeys: [] })

type Asked = { readonly system?: string; readonly code?: string }

const isAsked =
  ({ system, code }: Asked) =>
  (given: Given): boolean =>
    (code === undefined || given.code.toLowerCase() === code.toLowerCase()) &&
    (system === undefined || (given.isOwn ? 'urn:b' : (given.system ?? '')) === system)

describe('a code list read backwards', () => {
  it('gives the local codes that give an asked one, in their order', () => {
    assert(
      property(
        array(array(row, { minLength: 1 }), { maxLength: 6 }),
        asked,
        option(constantFrom(0, 1)),
        (groups, ask, most) => {
          const accept = (given: Given): boolean => isAsked(ask)(given) && (most === null || given.place <= most)
          const all: Given[] = []
          new CodeIndex(groups).locals({}, (given) => all.push(given) > 0)
          const places = new Set(all.filter(accept).map(({ at }) => at))
          const expected = groups.flatMap((group, at) => (places.has(at) ? [group[0]!.local] : []))
          expect(new CodeIndex(groups).locals(ask, accept)).to.deep.equal(expected)
        },
      ),
    )
  })

  it('looks at what is near an asked code alone', () => {
    const groups = Array.from({ length: 1000 }, (_, at) => [{ local: `l${at}`, system: 'urn:a', code: `C${at}` }])
    const index = new CodeIndex(groups)
    let looks = 0
    expect(index.locals({ code: 'c7' }, () => ++looks > 0)).to.deep.equal(['l7'])
    expect(looks).to.equal(1)
    expect(index.locals({ code: 'L7' }, ({ isOwn }) => isOwn)).to.deep.equal(['l7'])
  })
})
