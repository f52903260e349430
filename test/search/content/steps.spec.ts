import { expect } from 'chai'
import fc from 'fast-check'
import { deflateSync, gzipSync } from 'node:zlib'
import type { Problem } from '../../../src/fhir/problem.ts'
import { steps } from '../../../src/mapping/lenses/steps.ts'
import { mostChanged } from '../../../src/mapping/lenses/bytes.ts'
import { served } from '../../../src/search/content/steps.ts'

const step = (name: string, ...args: string[]) => steps.get(name)!(args)

interface Source<T> {
  readonly parts: AsyncGenerator<T>
  readonly isLeft: () => boolean
}

function sourceOf<T>(parts: readonly T[], error?: Error): Source<T> {
  let isLeft = false
  return {
    isLeft: () => isLeft,
    parts: (async function* () {
      try {
        for (const part of parts) {
          await Promise.resolve()
          yield part
        }
        if (error) throw error
      } finally {
        isLeft = true
      }
    })(),
  }
}

async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

const failureOf = (bytes: AsyncIterable<Buffer>): Promise<string> =>
  whole(bytes).then(
    () => 'none',
    (error: Problem) => `${error.code}: ${error.message}`,
  )

/** Cut at these places. */
function cut<T extends Buffer | string>(whole_: T, places: readonly number[]): T[] {
  const at = [0, ...places.map((each) => each % (whole_.length + 1)).sort((a, b) => a - b), whole_.length]
  return at.slice(1).map((end, index) => whole_.slice(at[index], end) as T)
}

const places = fc.array(fc.nat(), { maxLength: 8 })
const most = 1_000_000

describe('stored bytes and texts in parts', () => {
  it('are unpacked as the whole would be, wherever they are cut', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), places, fc.boolean(), async (array, at, isGzip) => {
        const bytes = Buffer.from(array)
        const packed = isGzip ? gzipSync(bytes) : deflateSync(bytes)
        const found = await whole(served(sourceOf(cut(packed, at)).parts, [step('inflate')], most))
        expect(found.equals(bytes)).to.equal(true)
      }),
      { numRuns: 60 },
    ))

  it('are texts in UTF-8 as the whole would be, wherever they are cut', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), places, async (text, at) => {
        const asText = await whole(served(sourceOf(cut(text, at)).parts, [], most))
        expect(asText.toString()).to.equal(text)
        const bytes = cut(Buffer.from(text), at)
        const decoded = await whole(served(sourceOf(bytes).parts, [step('decode', 'utf-8')], most))
        expect(decoded.toString()).to.equal(text.replace(/^\ufeff/, ''))
      }),
      { numRuns: 100 },
    ))

  it('are changed as a whole where a step needs it', async () => {
    const rtf = cut('{\\rtf1 a\\par b\\u8212?}', [3, 9, 10, 15])
    expect((await whole(served(sourceOf(rtf).parts, [step('rtf')], most))).toString()).to.equal('a\nb—')
    const packed = deflateSync(Buffer.from('{\\rtf1 \u0093a}', 'latin1'))
    const all = [step('inflate'), step('decode', 'windows-1252'), step('rtf')]
    expect((await whole(served(sourceOf(cut(packed, [4])).parts, all, most))).toString()).to.equal('“a')
    const parts = ['\u0093a', '\u0094']
    expect((await whole(served(sourceOf(parts).parts, [step('cp1252')], most))).toString()).to.equal('“a”')
  })

  it('are broken off where they come to more than is allowed', async () => {
    const bomb = sourceOf(cut(deflateSync(Buffer.alloc(50_000_000)), [9, 999, 9999]))
    expect(await failureOf(served(bomb.parts, [step('inflate')], most))).to.equal(
      'rows-unreadable: The stored document unpacks to more than 1000000 bytes.',
    )
    expect(bomb.isLeft()).to.equal(true)
    const long = sourceOf(Array.from({ length: 100 }, () => 'x'.repeat(100_000)))
    expect(await failureOf(served(long.parts, [step('rtf')], most))).to.equal(
      `rows-unreadable: The stored document has more than the ${mostChanged} characters that are changed as a whole.`,
    )
    expect(long.isLeft()).to.equal(true)
  })

  it('tell what is wrong with them, and pass on what is wrong with their database', async () => {
    const cutOff = deflateSync(Buffer.from('some text')).subarray(0, -6)
    for (const bytes of [cutOff, Buffer.from('no')])
      expect(await failureOf(served(sourceOf([bytes]).parts, [step('inflate')], most))).to.equal(
        'rows-unreadable: The stored document cannot be unpacked.',
      )
    const gone = sourceOf([deflateSync(Buffer.alloc(10)).subarray(0, 4)], new Error('gone'))
    expect(await failureOf(served(gone.parts, [step('inflate')], most))).to.contain('gone')
  })

  it('leave their source where they are left', async () => {
    const source = sourceOf([deflateSync(Buffer.alloc(5_000_000)), Buffer.alloc(0)])
    for await (const part of served(source.parts, [step('inflate')], 10_000_000)) {
      expect(part.length).to.be.greaterThan(0)
      break
    }
    await new Promise((end) => setTimeout(end, 20))
    expect(source.isLeft()).to.equal(true)
  })

  it('are changed a short piece at a time where each piece can be, and as a whole where that is short or can wait', async () => {
    const long = '\u0093a'.repeat(100_000)
    expect((await whole(served(sourceOf([long]).parts, [step('cp1252')], most))).toString()).to.equal(
      '“a'.repeat(100_000),
    )
    expect(await failureOf(served(sourceOf([long]).parts, [step('title')], most))).to.equal(
      'rows-unreadable: The stored document has more than the 65536 characters that are changed as a whole.',
    )
    const rtf = `{\\rtf1 ${"\\'e9".repeat(300_000)}`
    expect((await whole(served(sourceOf([rtf]).parts, [step('rtf')], most))).toString()).to.equal('é'.repeat(300_000))
  })
})
