import { expect } from 'chai'
import fc from 'fast-check'
import { not, test, type Cond } from '../../../src/mapping/cond.ts'
import { holds } from '../../../src/mapping/forward.ts'
import type { Column, Reader } from '../../../src/mapping/model.ts'
import { simplify } from '../../../src/plan/conditions/simplify.ts'
import { integer, tenant, varchar } from '../clinic.ts'

const column = (name: string, schema: Column['schema'], nulls: readonly string[]): Column => ({
  alias: 't',
  table: 'T',
  name,
  schema,
  nulls,
})

const columns = [
  column('CODE', varchar(5), ['X']),
  column('FOLD', { ...varchar(5), collation: 'ci' }, ['X']),
  column('COUNT', integer, ['0']),
]

const values = (at: number): readonly string[] =>
  at === 2 ? ['0', '5', '05', '10', '10.0', '20'] : ['A', 'a', 'B', 'X', 'x', '7']
const bound = (at: number): fc.Arbitrary<string> => fc.constantFrom(...values(at))

function testOf(at: number): fc.Arbitrary<Cond> {
  const of = columns[at]!
  return fc.oneof(
    fc.constant(test(of, { is: 'any' })),
    fc.uniqueArray(bound(at), { minLength: 1, maxLength: 3 }).map((some) => test(of, { is: 'in', values: some })),
    bound(at).map((value) => test(of, { is: 'in', values: [value], fold: true })),
    bound(at).map((from) => test(of, { is: 'range', from })),
    bound(at).map((below) => test(of, { is: 'range', below })),
  )
}

const { cond } = fc.letrec<{ cond: Cond; leaf: Cond; group: Cond }>((tie) => ({
  cond: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('group'), tie('cond').map(not)),
  leaf: fc.oneof(testOf(0), testOf(1), testOf(2)),
  group: fc.record({
    kind: fc.constantFrom('and' as const, 'or' as const),
    of: fc.array(tie('cond'), { minLength: 2, maxLength: 4 }),
  }),
}))

const raw = (at: number): fc.Arbitrary<string | null> => fc.constantFrom(null, '', ...values(at))
const row = fc.tuple(raw(0), raw(1), raw(2))

const readerOf = (cells: readonly (string | null)[]): Reader => ({
  get: ({ name }) => cells[columns.findIndex((each) => each.name === name)] ?? null,
  rows: () => [],
})

const facts = { tenant, now: 0 }

describe('a simplified condition', () => {
  it('holds for the same rows as before', () => {
    fc.assert(
      fc.property(cond, row, (given, cells) => {
        expect(holds(simplify(given), readerOf(cells), facts)).to.equal(holds(given, readerOf(cells), facts))
      }),
      { numRuns: 6000 },
    )
  })

  it('keeps that a column has a value where that is all that is left of an alternative', () => {
    const [code] = columns
    const any = test(code!, { is: 'any' })
    const given: Cond = { kind: 'and', of: [{ kind: 'or', of: [any, test(code!, { is: 'in', values: ['X'] })] }, any] }
    expect(simplify(given)).to.deep.equal(any)
  })

  it('makes one list of equalities that share the rest', () => {
    const [code, , count] = columns
    const is = (value: string): Cond => test(code!, { is: 'in', values: [value] })
    const positive = test(count!, { is: 'range', from: '1' })
    const given: Cond = {
      kind: 'or',
      of: [
        { kind: 'and', of: [is('A'), positive] },
        { kind: 'and', of: [is('B'), positive] },
      ],
    }
    expect(simplify(given)).to.deep.equal({
      kind: 'and',
      of: [test(code!, { is: 'in', values: ['A', 'B'] }), positive],
    })
  })

  it('turns what is not before a moment into what is from it on', () => {
    const [, , count] = columns
    const given: Cond = {
      kind: 'and',
      of: [test(count!, { is: 'any' }), not(test(count!, { is: 'range', below: '5' }))],
    }
    expect(simplify(given)).to.deep.equal(test(count!, { is: 'range', from: '5' }))
  })
})
