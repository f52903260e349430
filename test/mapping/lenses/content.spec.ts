import { expect } from 'chai'
import { deflateSync } from 'node:zlib'
import { base64Lens, inlineLens } from '../../../src/mapping/lenses/content.ts'
import { steps } from '../../../src/mapping/lenses/steps.ts'
import type { Lens, Raw } from '../../../src/mapping/model.ts'
import { chicago, column, typed } from '../hand-made.ts'

const text = { column: column('A'), steps: [] }
const give = (lens: Lens, ...values: Raw[]) => lens.forward(values, chicago)

describe('documents within a resource', () => {
  const bytes = column('A', { schema: typed('binary') })
  const base64 = (each: string): string => Buffer.from(each).toString('base64')

  it('keep the blanks around a text, but for those that fill up a CHAR', () => {
    expect(give(base64Lens(text), '  a \r\n')).to.equal(base64('  a \r\n'))
    const padded = column('A', { schema: typed('char', { padded: true }) })
    expect(give(base64Lens({ column: padded, steps: [] }), 'a   ')).to.equal(base64('a'))
    expect(give(base64Lens(text), '   ')).to.equal(undefined)
  })

  it('are bytes or texts as their steps leave them', () => {
    const packed = deflateSync(Buffer.from([0x93, 0x61])).toString('hex')
    const inflate = steps.get('inflate')!([])
    expect(give(base64Lens({ column: bytes, steps: [inflate] }), packed)).to.equal('k2E=')
    const steps_ = [inflate, steps.get('decode')!(['windows-1252'])]
    expect(give(base64Lens({ column: bytes, steps: steps_ }), packed)).to.equal(base64('\u201ca'))
  })

  it('are given up to a size, and read no further than to see that they are larger', () => {
    const lens = inlineLens(text, 4)
    expect(lens.columns[0]!.slice).to.deep.equal({ from: 1, count: 5 })
    expect(['abcd', 'abcde', '\u00e9\u00e9', '\u00e9\u00e9\u00e9'].map((each) => give(lens, each))).to.deep.equal([
      base64('abcd'),
      undefined,
      base64('\u00e9\u00e9'),
      undefined,
    ])
    const packed = inlineLens({ column: bytes, steps: [steps.get('inflate')!([])] }, 30)
    expect(give(packed, deflateSync(Buffer.alloc(31)).toString('hex'))).to.equal(undefined)
    expect(give(packed, deflateSync(Buffer.alloc(30)).toString('hex'))).to.equal(Buffer.alloc(30).toString('base64'))
    expect(give(packed, 'ab'.repeat(31))).to.equal(undefined)
  })
})
