import fc from 'fast-check'
import { compareCuts, justAbove } from '../../../src/fhir/cut.ts'
import type { Otherwise } from '../../../src/mapping/codes.ts'
import type { CodeShape } from '../../../src/mapping/lenses/codes.ts'
import { pieceColumn } from '../../../src/mapping/lenses/pipeline.ts'
import { textLens } from '../../../src/mapping/lenses/values.ts'
import { validLens } from '../../../src/mapping/lenses/valid.ts'
import type { Column, Facts, Json, Lens, Probe, Raw } from '../../../src/mapping/model.ts'
import { isUnfit } from '../../../src/fhir/primitive.ts'
import { servedOf } from '../../../src/mapping/value.ts'
import { plainNumber } from '../../../src/rows/plain-number.ts'
import { checkBetween, chicago, column, factsIn, reader, sentinels, typed } from '../hand-made.ts'
import { lenses } from './lens-table.ts'
import { isTrue, pool, probesFor, stored, textColumns } from './probes.ts'

const otherwise = fc.constantFrom<Otherwise>(
  { kind: 'drop' },
  { kind: 'text' },
  { kind: 'local' },
  { kind: 'bad' },
  { kind: 'code', code: 'unknown' },
)

const serve = (lens: Lens, row: Readonly<Record<string, Raw>>, facts: Facts): Json | undefined => {
  const value = lens.forward(
    lens.columns.map(({ name }) => row[name] ?? null),
    facts,
  )
  return servedOf(value)
}

/** A reference's lens is not asked as a token, nor a boolean as a string: the planner sees to that. */
function isAsked(lens: Lens, probe: Probe): boolean {
  if (probe.kind === 'reference') return lens.targetType !== undefined
  if (lens.targetType !== undefined) return probe.kind === 'text'
  if (probe.kind === 'token' && probe.system !== undefined) return ['Coding', 'CodeableConcept'].includes(lens.gives)
  if (probe.kind === 'string') return ['string', 'CodeableConcept', 'HumanName'].includes(lens.gives)
  if (lens.gives === 'CodeableConcept' || lens.gives === 'HumanName') return probe.kind === 'token'
  return lens.gives !== 'boolean' || probe.kind === 'token'
}

function checkLens(lens: Lens, row: Readonly<Record<string, Raw>>, probe: Probe, facts: Facts): void {
  const value = serve(lens, row, facts)
  checkBetween(lens.has(), value !== undefined, reader(row), facts, 'has')
  // Inside a text what is invisible is taken out: SQL compares it with what is behind.
  if (isUnfit(row['A'] ?? '')) return
  const between = isAsked(lens, probe) ? lens.match(probe, facts) : undefined
  if (between !== undefined)
    checkBetween(between, isTrue(value, probe), reader(row), facts, `is ${JSON.stringify(value)}`)
}

function checkNumber(lens: Lens, row: Readonly<Record<string, Raw>>, x: string, facts: Facts): void {
  const value = serve(lens, row, facts)
  const bounds = lens.numberBounds!(facts)
  for (const cut of [x, justAbove(x)]) {
    const from = typeof value === 'string' && compareCuts(value, cut) >= 0
    const below = typeof value === 'string' && compareCuts(value, cut) < 0
    checkBetween(bounds.lowFrom(cut), from, reader(row), facts, `${String(value)} from ${cut}`)
    checkBetween(bounds.highTo(cut), below, reader(row), facts, `${String(value)} below ${cut}`)
  }
}

const extras = fc.record({
  otherwise,
  own: fc.constantFrom('urn:own', undefined),
  shape: fc.constantFrom<CodeShape>('code', 'Coding', 'CodeableConcept', 'display'),
})
const day = fc.constantFrom<Raw>(null, '20140101', '20151001', '2021-05-05', 'x')

describe('lenses of values, backwards', () => {
  for (const [name, make] of Object.entries(lenses))
    it(`${name}: bounds what it gives of texts`, () => {
      const sample = fc.tuple(fc.constantFrom(...textColumns), stored, day, extras).chain(([at, text, when, extra]) => {
        const raw = text === null || at.fits(text) ? text : null
        const { own, ...rest } = extra
        const made = make(at.column, { ...rest, ...(own === undefined ? {} : { own }) })
        const lens = validLens(made, made.gives)
        const facts = factsIn('UTC', { tenant: { key: '1', zone: 'UTC', facts: { oid: '2.16.840.1' } } })
        const row = { A: raw, B: when }
        return fc.record({
          lens: fc.constant(lens),
          row: fc.constant(row),
          facts: fc.constant(facts),
          probe: probesFor(serve(lens, row, facts)),
        })
      })
      fc.assert(
        fc.property(sample, ({ lens, row, facts, probe }) => checkLens(lens, row, probe, facts)),
        { numRuns: 500 },
      )
    })

  it('pieces of a text: bound by the text that holds them', () => {
    const words = fc.array(fc.constantFrom(...pool, ''), { maxLength: 3 })
    const asked = fc.tuple(fc.constantFrom(...textColumns), words).chain(([at, parts]) => {
      const texts = parts.filter(at.fits).map((text) => text.trim())
      return fc.record({ column: fc.constant(at.column), texts: fc.constant(texts), probe: probesFor(texts[0]) })
    })
    const isServed = (text: string): boolean => text !== '' && !text.includes(';')
    fc.assert(
      fc.property(asked, ({ column: whole, texts, probe }) => {
        const lens = textLens({ column: pieceColumn(whole), steps: [] }, 'string')
        const pieces = texts.filter(isServed).filter((text) => !sentinels.includes(text))
        const row = reader({ A: texts.join(';') })
        if (pieces.length > 0) checkBetween(lens.has(), true, row, chicago, 'has')
        const between = isAsked(lens, probe) ? lens.match(probe, chicago) : undefined
        if (between !== undefined)
          checkBetween(
            between,
            pieces.some((each) => isTrue(each, probe)),
            row,
            chicago,
            'is',
          )
      }),
      { numRuns: 500 },
    )
  })

  const numeric: readonly (readonly [string, Column, fc.Arbitrary<string>])[] = [
    [
      'integers',
      column('A', { schema: typed('integer') }),
      fc.oneof(fc.integer().map(String), fc.constantFrom('0', '9007199254740993')),
    ],
    [
      'decimals',
      column('A', { schema: typed('decimal', { scale: 2 }) }),
      fc.integer({ min: -9999, max: 99999 }).map((n) => (n / 100).toFixed(2)),
    ],
    ['bits', column('A', { schema: typed('bit') }), fc.constantFrom('0', '1')],
    [
      'zeros as none',
      column('A', { schema: typed('decimal', { scale: 2 }), nulls: ['0'] }),
      fc.constantFrom('0', '0.00', '1.50'),
    ],
  ]
  for (const [kind, at, texts] of numeric)
    for (const name of [
      'number',
      'a positive number',
      'times(0.0625)',
      'codes',
      'zeros and codes',
      'is(A Y 1)',
      'ref to a number',
      'a plain text',
    ])
      it(`${name}: bounds what it gives of ${kind}`, () => {
        const lens = lenses[name]!(at, { otherwise: { kind: 'drop' }, shape: 'CodeableConcept' })
        const near = fc
          .tuple(texts, fc.constantFrom(-1, -0.005, -1e-9, 0, 1e-9, 0.005, 1))
          .map(([n, by]) => (by === 0 ? n : plainNumber(Number(n) + by)))
        fc.assert(
          fc.property(fc.option(texts), texts, near, (text, other, x) => {
            checkLens(lens, { A: text }, { kind: 'token', code: other }, chicago)
            checkLens(lens, { A: text }, { kind: 'reference', id: `pat-${other}` }, chicago)
            if (lens.numberBounds !== undefined) checkNumber(lens, { A: text }, x, chicago)
          }),
          { numRuns: 120 },
        )
      })
})
