/** What enters a resource of codes: what is none is left out and told. */
import { expect } from 'chai'
import { formOf } from '../../../src/fhir/primitive.ts'
import { validLens } from '../../../src/mapping/lenses/valid.ts'
import { textLens } from '../../../src/mapping/lenses/values.ts'
import type { Json, Lens } from '../../../src/mapping/model.ts'
import { chicago, column } from '../hand-made.ts'

const code = validLens(textLens({ column: column('A'), steps: [] }, 'code', formOf('code')), 'code')
const concept: Lens = {
  ...code,
  gives: 'CodeableConcept',
  forward: ([value]) => ({ coding: [{ system: 'urn:own', code: value! }] }),
}
const give = (lens: Lens, text: string) => lens.forward([text], chicago)
const tooLong = 'is longer than the megabyte that a string may have'
const most = 'x'.repeat(1_048_576)

describe('a code that is served', () => {
  it('is no longer than a string', () => {
    expect(give(code, most)).to.equal(most)
    expect(give(code, `${most}x`)).to.deep.equal({ bad: tooLong })
    expect(give(validLens(concept, 'CodeableConcept'), `${most}x`)).to.deep.equal({ bad: tooLong })
  })

  it('has no character that no text has: its concept keeps the text without', () => {
    for (const unfit of ['\ufffe', '\uffff', '\ud83d', '\u0007']) {
      expect(give(code, `A${unfit}B`)).to.deep.equal({ bad: 'is no code' })
      const left: Json = { text: 'AB' }
      expect(give(validLens(concept, 'CodeableConcept'), `A${unfit}B`)).to.deep.equal({
        bad: 'is no code',
        instead: left,
      })
    }
  })
})
