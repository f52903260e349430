import { expect } from 'chai'
import { deflateSync } from 'node:zlib'
import { base64Lens, inlineLens } from '../../../src/mapping/lenses/content.ts'
import { steps } from '../../../src/mapping/lenses/steps.ts'
import { mostChanged } from '../../../src/mapping/lenses/bytes.ts'
import { joinedColumn, pieceColumn } from '../../../src/mapping/lenses/pipeline.ts'
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

  const counting = (name: string) => {
    const step = steps.get(name)!([])
    const counts = { runs: 0 }
    const forward = (value: string) => {
      counts.runs++
      return step.forward(value)
    }
    return { step: { ...step, forward }, counts }
  }

  for (const [what, piece] of [['joined', joinedColumn] as const, ['split', pieceColumn] as const])
    it(`run no step over a ${what} text that cannot become short enough`, () => {
      const runsOf = (name: string, stored: string): number => {
        const { step, counts } = counting(name)
        give(inlineLens({ column: piece(column('A')), steps: [step] }, 4), stored)
        return counts.runs
      }
      expect([runsOf('cp1252', 'abcd'), runsOf('cp1252', 'abcde')]).to.deep.equal([1, 0])
      const long = 'a'.repeat(mostChanged)
      expect([runsOf('rtf', long), runsOf('rtf', `${long}a`)]).to.deep.equal([1, 0])
    })

  it('are changed by lenses for short texts where they are short', () => {
    const lens = base64Lens({ column: joinedColumn(column('A')), steps: [steps.get('upper')!([])] })
    expect(give(lens, 'a'.repeat(65_536))).to.equal(base64('A'.repeat(65_536)))
    expect(give(lens, 'a'.repeat(65_537))).to.deep.equal({
      bad: 'has more than 65536 characters before a lens for short texts',
    })
  })

  it('are given of a joined text that its lens makes short, or whose blanks only fill up a CHAR', () => {
    const rtf = inlineLens({ column: joinedColumn(column('A')), steps: [steps.get('rtf')!([])] }, 4)
    expect(give(rtf, String.raw`{\rtf1{\fonttbl{\f0 Arial;}}abcd}`)).to.equal(base64('abcd'))
    expect(give(rtf, String.raw`{\rtf1 abcde}`)).to.equal(undefined)
    const padded = column('A', { schema: typed('char', { padded: true }) })
    expect(give(inlineLens({ column: joinedColumn(padded), steps: [] }, 4), 'abcd    ')).to.equal(base64('abcd'))
    expect(give(inlineLens({ column: joinedColumn(bytes), steps: [] }, 4), 'ab'.repeat(5))).to.equal(undefined)
    expect(give(inlineLens({ column: joinedColumn(bytes), steps: [] }, 4), 'ab'.repeat(4))).to.equal('q6urqw==')
  })
})
