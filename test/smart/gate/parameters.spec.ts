/** Forms and queries: each parameter once, and what is sent on is what was read. */
import { expect } from 'chai'
import fc from 'fast-check'
import { printParameters, readParameters, wordsOf } from '../../../src/smart/gate/parameters.ts'

describe('parameters', () => {
  it('are read as a form is', () => {
    expect([...(readParameters('a=1&b=x+y%2B&c=&d') ?? [])]).to.deep.equal([
      ['a', '1'],
      ['b', 'x y+'],
      ['c', ''],
      ['d', ''],
    ])
    expect(readParameters('')?.size).to.equal(0)
  })

  it('are none when one stands twice, in whatever spelling', () => {
    for (const text of ['a=1&a=1', 'a=1&%61=2', 'a&a', 'a=1&b=2&a=', '=1&=2'])
      expect(readParameters(text), text).to.equal(undefined)
  })

  it('are none when there are too many or the text is too long', () => {
    const many = (count: number): string => Array.from({ length: count }, (_, at) => `a${at}=`).join('&')
    expect(readParameters(many(50))?.size).to.equal(50)
    expect(readParameters(many(51))).to.equal(undefined)
    expect(readParameters(`a=${'x'.repeat(32_766)}`)?.size).to.equal(1)
    expect(readParameters(`a=${'x'.repeat(32_767)}`)).to.equal(undefined)
  })

  it('are the same after they were printed and read again', () => {
    const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 20 })
    fc.assert(
      fc.property(
        names,
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 20, maxLength: 20 }),
        (keys, values) => {
          const all = new Map(keys.map((key, at) => [key, values[at] ?? '']))
          expect([...(readParameters(printParameters(all)) ?? [])]).to.deep.equal([...all])
        },
      ),
    )
  })

  it('that are undefined are not printed', () => {
    expect(printParameters({ a: '1', b: undefined, c: '' })).to.equal('a=1&c=')
  })

  it('hold words between blanks alone', () => {
    expect(wordsOf(' a  b ')).to.deep.equal(['a', 'b'])
    expect(wordsOf(undefined)).to.deep.equal([])
    expect(wordsOf('a\tb')).to.deep.equal(['a\tb'])
  })
})
