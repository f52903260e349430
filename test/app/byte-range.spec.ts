/** Which bytes a header asks for. https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2 */
import { expect } from 'chai'
import { rangeOf } from '../../src/app/byte-range.ts'

const whole = undefined

describe('a range of ten bytes', () => {
  const asked: Readonly<Record<string, readonly [number, number] | 'unsatisfiable' | undefined>> = {
    'bytes=0-3': [0, 3],
    'Bytes=0-3': [0, 3],
    'bytes= 0-3 ': [0, 3],
    'bytes=4-': [4, 9],
    'bytes=9-9': [9, 9],
    'bytes=5-10': [5, 9],
    [`bytes=5-${'9'.repeat(400)}`]: [5, 9],
    'bytes=-4': [6, 9],
    'bytes=-10': [0, 9],
    'bytes=-11': [0, 9],
    'bytes=-999999': [0, 9],
    [`bytes=-${'9'.repeat(400)}`]: [0, 9],
    'bytes=10-': 'unsatisfiable',
    'bytes=10-12': 'unsatisfiable',
    [`bytes=${'9'.repeat(400)}-`]: 'unsatisfiable',
    'bytes=-0': 'unsatisfiable',
    'bytes=5-2': whole,
    'bytes=20-12': whole,
    'bytes=-': whole,
    'bytes=--1': whole,
    'bytes=1': whole,
    'bytes=1.5-2': whole,
    'bytes=0x1-2': whole,
    'bytes=': whole,
    'lines=1-2': whole,
    'bytes=0-1,5-6': whole,
  }
  for (const [range, wanted] of Object.entries(asked))
    it(`${range.slice(0, 20)} is ${String(wanted ?? 'the whole')}`, () => {
      const given = rangeOf({ range }, 10, {})
      expect(typeof given === 'object' ? [given.start, given.end] : given).to.deep.equal(wanted)
    })

  it('is not there where there are no bytes', () => {
    expect(rangeOf({ range: 'bytes=0-' }, 0, {})).to.equal('unsatisfiable')
    expect(rangeOf({ range: 'bytes=-5' }, 0, {})).to.equal(whole)
  })
})
