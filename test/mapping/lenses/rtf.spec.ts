import { expect } from 'chai'
import fc from 'fast-check'
import { syncBuiltinESMExports } from 'node:module'
import util from 'node:util'
import { growthOf, mostGrowth } from '../../growth.ts'
import { plainOfRtf, readRtf } from '../../../src/mapping/lenses/rtf.ts'

const raw = String.raw

describe('rtf', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['leaves other texts as they are', 'a {b} \\par c', 'a {b} \\par c'],
    [
      'gives the text alone: no fonts, styles, titles or colours',
      raw`{\rtf1\ansi\deff0{\fonttbl{\f0\fnil Arial;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\title T}}\pard\f0\fs20 A \b bold\b0  B\par}`,
      'A bold B\n',
    ],
    ['breaks lines, rows and cells', raw`{\rtf1 a\line b\tab c\par\trowd d\cell e\cell\row}`, 'a\nb\tc\nd\te\t\n'],
    ['reads bytes by the code page', raw`{\rtf1\ansi\ansicpg1252 38\'b0 \'93q\'94 \'bd}`, '38° “q” ½'],
    ['reads bytes of another code page, several to a character', raw`{\rtf1\ansicpg932 \'93\'fa\'96\'7b}`, '日本'],
    ['takes an unknown code page for the usual one', raw`{\rtf1\ansicpg9999 \'93}`, '“'],
    ['reads each byte by the page named before it', raw`{\rtf1\ansicpg932 \'93\'fa\ansicpg1252\'93\mac\'8e}`, '日“é'],
    ['reads Unicode and skips what stands in for it', raw`{\rtf1\uc1 \u8212?x\u176\'b0y}`, '—x°y'],
    ['skips as many as the group says', raw`{\rtf1{\uc0\u20013\u22269 a}{\uc2\u8212??b}\u8211-c}`, '中国a—b–c'],
    ['reads negative numbers, and halves of a pair', raw`{\rtf1\uc0\u-10179 \u-8704 }`, '😀'],
    [
      'knows signs',
      raw`{\rtf1 \{a\}\\ \emdash\endash\bullet\lquote q\rquote\ldblquote r\rdblquote\~\_}`,
      '{a}\\ —–•‘q’“r”\u00a0‑',
    ],
    ['leaves pictures out, and bytes that are no text', raw`{\rtf1 a{\pict\pngblip 89504e47}b\bin5 }{\}{c}`, 'abc'],
    ['leaves out what is for who knows it', raw`{\rtf1{\*\generator R;}a{\field{\*\fldinst LINK}{\fldrslt b}}}`, 'ab'],
    ['leaves out what stands at the edges of each page', raw`{\rtf1{\header h}{\footerr f}a{\footnote note}}`, 'anote'],
    ['takes ends of lines for none', '{\\rtf1 a\r\nb\\par\nc}', 'ab\nc'],
    ['ends where the text ends', raw`{\rtf1 a{b\'9`, 'ab9'],
    ['stands more ends than beginnings', raw`{\rtf1 a}}}} b`, 'a b'],
  ]
  for (const [what, text, plain] of table)
    it(what, () => {
      expect(plainOfRtf(text)).to.equal(plain)
    })

  const word = fc.constantFrom(
    ...[
      raw`\par `,
      raw`\u8212?`,
      raw`\'93`,
      raw`\bin999999999 `,
      raw`\uc99999 `,
      raw`\*`,
      raw`\pict`,
      raw`\ansicpg932 `,
    ],
    ...['{', '}', '\\', ' text ', '\r\n', '\u0000', '\ud800', raw`\u-1 `, raw`\ansicpg `, raw`\b`],
  )

  it('never fails, and gives no more than it was given', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'binary' })), { maxLength: 60 }), (words) => {
        const text = raw`{\rtf1 ` + words.join('')
        expect(String(plainOfRtf(text)).length).to.be.at.most(text.length)
      }),
    )
  })

  it('gives back any text that was written as RTF', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const units = [...Array(text.length).keys()].map((at) => text.charCodeAt(at))
        const written = units.map((unit) => `\\u${unit > 32767 ? unit - 65536 : unit}?`).join('')
        expect(plainOfRtf(`{\\rtf1\\uc1 ${written}}`)).to.equal(text)
      }),
    )
  })

  const turns = [raw`\ansicpg1 `, raw`\mac `, raw`\ansicpg932 `, raw`\ansicpg936\'81\'40`]

  /** How many decoders are made while something is done. */
  function decodersMade(work: () => void): number {
    const { TextDecoder } = util
    let made = 0
    const counting = class extends TextDecoder {
      constructor(label?: string) {
        made++
        super(label)
      }
    }
    const set = (decoder: typeof TextDecoder): void => {
      Object.assign(util, { TextDecoder: decoder })
      syncBuiltinESMExports()
    }
    set(counting)
    try {
      work()
    } finally {
      set(TextDecoder)
    }
    return made
  }

  it('makes one decoder for a code page, however often a document names one, known or not', () => {
    const all = [...turns, ...Array.from({ length: 2000 }, (_, page) => raw`\ansicpg${page + 2000} \'93`)]
    const read = () => plainOfRtf('{\\rtf1 ' + all.map((each) => each.repeat(50)).join(''))
    expect(decodersMade(() => new util.TextDecoder())).to.equal(1)
    expect(decodersMade(read)).to.be.at.most(4)
    expect(decodersMade(read)).to.equal(0)
  })

  it('reads no more marks at once than take a moment, and any number in pieces', () => {
    const [some, many] = [260_000, 300_000].map((marks) => `{\\rtf1 ${"\\'e9".repeat(marks)}`)
    expect(plainOfRtf(some!)).to.equal('é'.repeat(260_000))
    expect(plainOfRtf(many!)).to.deep.equal({ bad: 'has more than 262144 marks of RTF' })
    const pieces = readRtf(many!)
    let count = 0
    for (let piece = pieces.next(); ; piece = pieces.next(), count++)
      if (piece.done === true) {
        expect(piece.value).to.equal('é'.repeat(300_000))
        break
      }
    expect(count).to.equal(36)
  })

  it('reads two texts at once, piece by piece, each for itself', () => {
    const [one, other] = ['a', 'b'].map((letter) => readRtf(`{\\rtf1 ${`{${letter}}`.repeat(10_000)}`))
    const texts: unknown[] = []
    while (texts.length < 2)
      for (const each of [one!, other!]) {
        const piece = each.next()
        if (piece.done === true && piece.value !== undefined) texts.push(piece.value)
      }
    expect(texts).to.deep.equal(['a'.repeat(10_000), 'b'.repeat(10_000)])
  })

  it('reads anything in time that grows with its length', () => {
    for (const each of ['{', '}', '\\', "\\'93", '\\u8212?', '\\par', 'a\r\n', '\\bin1 ', '{\\*', ...turns]) {
      const read = (size: number) => plainOfRtf('{\\rtf1 ' + each.repeat(size / each.length))
      expect(growthOf(read, 400_000), each).to.be.below(mostGrowth)
    }
  })
})
