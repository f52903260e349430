import { expect } from 'chai'
import { partsOf, type ReadRow } from '../../../src/search/content/slices.ts'
import { column } from '../../mapping/hand-made.ts'

/** One row whose value may be another at each reading. */
function rowOf(valueAt: (reading: number) => string | null): { read: ReadRow; asked: () => number } {
  let readings = 0
  const read: ReadRow = (columns) => {
    const value = valueAt(readings++)
    return Promise.resolve(
      columns.map(({ slice }) => {
        if (value === null) return null
        if (slice === 'size') return String(value.length)
        return slice === undefined ? value : value.slice(slice.from - 1, slice.from - 1 + slice.count)
      }),
    )
  }
  return { read, asked: () => readings }
}

async function all(read: ReadRow, from?: number): Promise<string> {
  let text = ''
  for await (const { value } of partsOf(read, column('A'), from)) text += value
  return text
}

const long = Array.from({ length: 1_500_000 }, (_, at) => String(at % 10)).join('')

describe('a value in parts', () => {
  it('is the whole, or all from a place on, by few statements', async () => {
    const { read, asked } = rowOf(() => long)
    expect((await all(read)) === long).to.equal(true)
    expect(asked()).to.equal(3)
    expect(await all(read, long.length - 5)).to.equal(long.slice(-5))
    expect(await all(rowOf(() => 'abc').read)).to.equal('abc')
  })

  it('is nothing where there is no row and no value', async () => {
    expect(await all(() => Promise.resolve(undefined))).to.equal('')
    expect(await all(rowOf(() => null).read)).to.equal('')
    expect(await all(rowOf(() => '').read)).to.equal('')
  })

  it('ends with a fault where its size becomes another, or its row is gone', async () => {
    for (const later of [`${long}x`, null])
      expect(
        await all(rowOf((reading) => (reading === 0 ? long : later)).read).catch((error: Error) => error.message),
      ).to.equal('The document changed while it was read.')
  })
})
