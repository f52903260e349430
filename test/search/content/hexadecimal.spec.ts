import { expect } from 'chai'
import { bytesOf } from '../../../src/search/content/hexadecimal.ts'

describe('digits of a column of bytes', () => {
  it('are its bytes', () => {
    expect([...bytesOf('00ffFF0a')]).to.deep.equal([0, 255, 255, 10])
    expect(bytesOf('').length).to.equal(0)
  })

  for (const digits of ['0', '00f', 'hello!', '00zz', '00 ff', '{\\rtf1}', '00\u0130\u0130'])
    it(`${JSON.stringify(digits)} are none`, () => {
      expect(() => bytesOf(digits)).to.throw('a column of bytes gave what is not hexadecimal')
    })
})
