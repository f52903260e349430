/** Exact decimals against whole numbers of a small unit, which cannot be wrong. */
import { expect } from 'chai'
import fc from 'fast-check'
import { compareCuts, justAbove } from '../../src/fhir/cut.ts'
import {
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  plainDecimal,
  roundUp,
  significantDigits,
} from '../../src/fhir/decimal.ts'
import { sortableDecimal } from '../../src/fhir/sortable-decimal.ts'

const unit = 10n ** 12n
/** A number in units of a billionth of a thousandth, and one of its spellings. */
const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.nat(40), fc.nat(3), fc.nat(3))
  .map(([large, cut, before, behind]) => {
    const units = large / 10n ** BigInt(cut)
    const size = (units < 0n ? -units : units).toString().padStart(13, '0')
    const text = `${'0'.repeat(before)}${size.slice(0, -12)}.${size.slice(-12)}${'0'.repeat(behind)}`
    return { units, text: units < 0n ? `-${text}` : text }
  })
const signOf = (value: bigint | number): number => (value < 0 ? -1 : value > 0 ? 1 : 0)

describe('decimals', () => {
  it('are in order, however they are written', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const order = signOf(a.units - b.units)
        expect(signOf(compareDecimals(a.text, b.text))).to.equal(order)
        const [x, y] = [sortableDecimal(a.text), sortableDecimal(b.text)]
        expect(x < y ? -1 : x > y ? 1 : 0).to.equal(order)
        expect(compareCuts(justAbove(a.text), b.text) >= 0).to.equal(order >= 0)
      }),
    )
  })
  it('are multiplied, divided and rounded up exactly', () => {
    fc.assert(
      fc.property(number, number, fc.nat(20), (a, b, places) => {
        const product = multiplyDecimals(a.text, b.text)
        expect(compareDecimals(product, multiplyDecimals(b.text, a.text))).to.equal(0)
        fc.pre(b.units > 0n)
        expect(divideDecimals(product, b.text, 30)).to.deep.include({ quotient: plainDecimal(a.text), isExact: true })
        const up = roundUp(a.text, places)
        expect(compareDecimals(up, a.text)).to.be.at.least(0)
        expect(up.split('.')[1]?.length ?? 0).to.be.at.most(places)
      }),
    )
    expect(divideDecimals('-1', '3', 2)).to.deep.equal({ quotient: '-0.34', isExact: false })
    expect(roundUp('-0.005', 2)).to.equal('0')
    expect(roundUp('0.005', 0)).to.equal('1')
    expect(multiplyDecimals('16777217', unit.toString())).to.equal('16777217000000000000')
  })
  it('are what other texts are not, and none of too many digits', () => {
    for (const text of ['', 'x', 'NaN', 'Infinity', '1e9999', '1e401', '1e-401', '1.', '.5', '+1', '1e', '1e1e1'])
      expect(plainDecimal(text), text).to.equal(undefined)
    expect(compareDecimals('NaN', '1')).to.be.NaN
    expect(plainDecimal('-1.5E-7')).to.equal('-0.00000015')
    expect(plainDecimal('1e308')).to.equal(`1${'0'.repeat(308)}`)
    expect(['0', '1200', '0.0120', '10.5'].map(significantDigits)).to.deep.equal([0, 2, 2, 3])
  })
})
