/** The forms of primitive types. https://hl7.org/fhir/R4/datatypes.html#primitive */
import { expect } from 'chai'
import { formOf } from '../../src/fhir/primitive.ts'

/** What neither XML nor strict readers of JSON take. */
const unfit = ['\u0000', '\u001f', '\u007f', '\ufffe', '\uffff', '\ud83d', '\ude00']

describe('the form of a code, a uri, a url and a canonical', () => {
  for (const type of ['code', 'uri', 'url', 'canonical'])
    it(`${type}: no character that no text has, wherever it stands`, () => {
      const form = formOf(type)!
      for (const each of unfit)
        for (const text of [`${each}x`, `x${each}`, `x${each}y`, each])
          expect(form.test(text), JSON.stringify(text)).to.equal(false)
      // Signs of direction are characters as any.
      for (const text of ['x', 'é', '\u{1f600}', 'x\u{1f600}y', '\u05d0\u200f', 'a\u202eb'])
        expect(form.test(text), JSON.stringify(text)).to.equal(true)
    })

  it('has single blanks in a code, inside only', () => {
    const code = formOf('code')!
    expect(['a b', 'a b c', '\u{1f600} b'].every((text) => code.test(text))).to.equal(true)
    expect(['', ' a', 'a ', 'a  b', 'a\ufffe b'].some((text) => code.test(text))).to.equal(false)
  })
})
