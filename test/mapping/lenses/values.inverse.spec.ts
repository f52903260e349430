import fc from 'fast-check'
import { matchesString } from '../../../src/fhir/string.ts'
import { CodeList, type CodeEntry, type Otherwise } from '../../../src/mapping/codes.ts'
import { codesLens, codingLens, type CodeShape } from '../../../src/mapping/lenses/codes.ts'
import { hl7ceLens, prefixedLens } from '../../../src/mapping/lenses/joined-codes.ts'
import { pieceColumn } from '../../../src/mapping/lenses/pipeline.ts'
import { referenceLens } from '../../../src/mapping/lenses/references.ts'
import { steps, toTitle } from '../../../src/mapping/lenses/steps.ts'
import { isLens, nameLens, numberLens, templateLens, textLens } from '../../../src/mapping/lenses/values.ts'
import type { Column, Facts, Json, KeyPart, Lens, Probe, Raw, Source } from '../../../src/mapping/model.ts'
import { isBad } from '../../../src/mapping/value.ts'
import { checkBetween, chicago, column, factsIn, reader, sentinels, typed, varchar } from '../hand-made.ts'

const at = { file: 'system.yaml', line: 1, column: 1 }

/** The same text column under all that a schema and system.yaml can say of it. `fits`: what may be stored there then. */
const textColumns: readonly { readonly column: Column; readonly fits: (text: string) => boolean }[] = [
  { column: column('A'), fits: () => true },
  { column: column('A', { schema: { ...varchar, collation: 'cs' } }), fits: () => true },
  { column: column('A', { schema: { ...varchar, accents: 'insensitive' } }), fits: () => true },
  { column: column('A', { chars: 'ascii' }), fits: (text) => /^[ -~]*$/.test(text) },
  {
    column: column('A', { stored: 'upper', chars: 'ascii' }),
    fits: (text) => /^[ -~]*$/.test(text) && text === text.toUpperCase(),
  },
  {
    column: column('A', { stored: 'lower', chars: 'ascii', schema: { ...varchar, collation: 'cs' } }),
    fits: (text) => /^[ -~]*$/.test(text) && text === text.toLowerCase(),
  },
]

const pool = [
  ...['DOE', 'doe', 'Doe', 'DOE-SMITH', "O'BRIEN", 'de la Cruz', 'DE  LA CRUZ', 'Müller', 'MULLER', 'mULLER JR'],
  ...[
    'A',
    'a',
    'I',
    'Y',
    'N',
    '1',
    '01',
    '001',
    '0',
    '10',
    '1.0',
    '-5',
    '+05.70',
    '.5',
    '98.60',
    '1e3',
    '12345678901234567890',
  ],
  ...[
    'E119',
    'E11.9',
    'e11.9',
    'e119',
    'E119X',
    '250',
    '25000',
    'E8500',
    'I10',
    'SCT:38341003',
    'sct:38341003',
    'SCT: 1',
    ':I10',
  ],
  ...[
    '6085551212',
    '(608) 555-1212',
    '16085551212',
    '53703',
    '537031234',
    '53703-1234',
    'a;b;c',
    ' ; ',
    'DOE, JANE A MD',
    ', JANE',
  ],
  ...[
    'POS^Positive^L',
    'pos',
    '^^',
    '^Words',
    '{"a":{"b":"x\\"y"}}',
    '{"a":{"b":1}}',
    '{"__proto__":"x"}',
    '%',
    '_',
    '100%',
    'x_y',
    '[a]',
  ],
  ...[
    'x-1',
    'x-',
    'x',
    'pat-7',
    '7',
    '-7',
    '007',
    'ab-c',
    'AB',
    '0b8e6dd0-0000-4000-8000-0000000000aa',
    '0B8E6DD0-0000-4000-8000-0000000000AA',
  ],
  ...['__proto__', 'constructor', 'toString', '00000000', '99991231', 'NULL', '\u0000', '😀', 'é', 'e\u0301'],
]

const stored: fc.Arbitrary<Raw> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...pool) as fc.Arbitrary<Raw> },
  { weight: 1, arbitrary: fc.constantFrom<Raw>(null, '', '   ', ...sentinels) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'grapheme-ascii' }) as fc.Arbitrary<Raw> },
  { weight: 2, arbitrary: fc.constantFrom(...pool).map((text) => `${text}   `) as fc.Arbitrary<Raw> },
)

const entry = (local: string, system?: string, code?: string, more: Partial<CodeEntry> = {}): CodeEntry => ({
  local,
  preferred: false,
  ...(system === undefined ? {} : { system }),
  ...(code === undefined ? {} : { code }),
  ...more,
})

const rows: readonly CodeEntry[] = [
  entry('A', 's1', 'active', { display: 'Active' }),
  entry('i', 's1', 'inactive'),
  entry('01', 's2', 'one', { display: 'Müller' }),
  entry('1', 's2', 'uno'),
  entry('e11.9', 's1', '44054006'),
  entry('E11.9', 's1', '73211009', { preferred: true }),
  entry('DOE', undefined, undefined, { display: 'Somebody' }),
  entry('pos', 's1', '10828004'),
  entry('10', 's1', 'ten'),
  entry('10', 's2', 'dix'),
  entry('__proto__', 's1', 'constructor'),
]
const dated: readonly CodeEntry[] = [
  entry('A', 's1', 'old', { to: '20151001' }),
  entry('A', 's1', 'new', { from: '20151001', preferred: true }),
  entry('E119', 's2', 'x', { from: '20200101' }),
]
const tenants: readonly CodeEntry[] = [
  entry('A', 's1', 'shared', { tenant: '0' }),
  entry('A', 's1', 'mine', { tenant: '1' }),
  entry('I', 's1', 'other', { tenant: '2' }),
  entry('Y', 's2', 'yes', { tenant: '0' }),
]
const prefixes = [entry('SCT', 's1'), entry('', 's2'), entry('ICD', 's3')]

function list(entries: readonly CodeEntry[], otherwise: Otherwise, own?: string): CodeList {
  const isDated = entries.some((each) => each.from !== undefined)
  const shared = entries.some((each) => each.tenant !== undefined) ? { fallback: '0' } : {}
  return new CodeList({
    ...{ name: 'list', at, otherwise, dated: isDated, source: { kind: 'rows', entries }, ...shared },
    ...(own === undefined ? {} : { own }),
  })
}

const otherwise = fc.constantFrom<Otherwise>(
  { kind: 'drop' },
  { kind: 'text' },
  { kind: 'local' },
  { kind: 'bad' },
  { kind: 'code', code: 'unknown' },
)

const integerKey: KeyPart = { column: column('ID', { schema: typed('integer') }), codec: 'integer' }
const sourceWith = (codec: KeyPart['codec']) =>
  ({ name: 'pat', resource: 'Patient', key: [{ ...integerKey, codec }], kinds: [{ id: null }] }) as unknown as Source

type Make = (column: Column, extra: { otherwise: Otherwise; own?: string; shape: CodeShape }) => Lens

const through =
  (name: string, ...args: string[]): Make =>
  (column) =>
    textLens({ column, steps: [steps.get(name)!(args)] }, 'string')

const lenses: Readonly<Record<string, Make>> = {
  'a plain text': (column) => textLens({ column, steps: [] }, 'string'),
  'a code': (column) => textLens({ column, steps: [] }, 'code', /^\S+( \S+)*$/),
  title: through('title'),
  'upper and lower': (column) =>
    textLens({ column, steps: [steps.get('upper')!([]), steps.get('lower')!([])] }, 'string'),
  'zeros(2)': through('zeros', '2'),
  digits: through('digits'),
  phone: through('phone'),
  zip: through('zip'),
  icd9: through('icd9'),
  icd10: through('icd10'),
  'json(a.b)': through('json', 'a.b'),
  'part(; 2)': through('part', ';', '2'),
  'before-suffix': through('before-suffix'),
  suffix: through('suffix'),
  uuid: through('uuid'),
  'is(A Y 1)': (column) => isLens({ column, steps: [] }, ['A', 'Y', '1']),
  number: (column) => numberLens({ column, steps: [] }, 'decimal'),
  'a positive number': (column) => numberLens({ column, steps: [] }, 'positiveInt'),
  'times(0.0625)': (column) => numberLens({ column, steps: [] }, 'decimal', '0.0625'),
  codes: (column, extra) => codesLens(codes(column, list(rows, extra.otherwise, extra.own), extra.shape)),
  'icd10 and codes': (column, extra) =>
    codesLens({
      ...codes(column, list(rows, extra.otherwise, extra.own), extra.shape),
      text: { column, steps: [steps.get('icd10')!([])] },
    }),
  'zeros and codes': (column, extra) =>
    codesLens({
      ...codes(column, list(rows, extra.otherwise, extra.own), extra.shape),
      text: { column, steps: [steps.get('zeros')!(['2'])] },
    }),
  'codes by day': (column_, extra) =>
    codesLens({
      ...codes(column_, list(dated, extra.otherwise, extra.own), extra.shape),
      day: { column: column('B'), steps: [] },
    }),
  'codes of tenants': (column, extra) =>
    codesLens(codes(column, list(tenants, extra.otherwise, extra.own), extra.shape)),
  coding: (column, { shape }) =>
    codingLens({ column, steps: [] }, 's1', shape === 'display' ? 'code' : shape, { tenant: false }),
  'coding of the tenant': (column) => codingLens({ column, steps: [] }, 'urn:{tenant.oid}', 'Coding', { tenant: true }),
  prefixed: (column, { shape }) => prefixedLens({ column, steps: [] }, list(prefixes, { kind: 'drop' }), shape),
  hl7ce: (column, extra) => hl7ceLens({ column, steps: [] }, list(rows, extra.otherwise, extra.own)),
  'ref to a number': (column) =>
    referenceLens({
      columns: [column],
      target: () => sourceWith('integer'),
      targetType: 'Patient',
      shape: 'Reference',
    }),
  'ref to a text': (column) =>
    referenceLens({ columns: [column], target: () => sourceWith('text'), targetType: 'Patient', shape: 'Reference' }),
  'ref to a uuid': (column) =>
    referenceLens({ columns: [column], target: () => sourceWith('uuid'), targetType: 'Patient', shape: 'text' }),
  'a text with a hole': (column) => templateLens(['x-', column], 'string'),
  'a text with a hole and a fact': (column) => templateLens(['{tenant.oid}.', column], 'uri', /^\S+$/),
  'name(comma)': (column) => nameLens({ column, steps: [] }, toTitle),
}

const codes = (column: Column, codeList: CodeList, shape: CodeShape) => ({
  text: { column, steps: [] },
  list: codeList,
  shape,
  fallback: (code: string) => ({ system: 's0', code }),
})

const texts = (value: Json | undefined, ...names: readonly string[]): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (value === undefined || Array.isArray(value)) return []
  return names.flatMap((name) => {
    const part = (value as Readonly<Record<string, Json>>)[name]
    return typeof part === 'string'
      ? [part]
      : Array.isArray(part)
        ? part.filter((each) => typeof each === 'string')
        : []
  })
}

function codings(value: Json): readonly { readonly system?: string; readonly code?: string }[] {
  if (typeof value === 'string') return [{ code: value }]
  const { coding } = value as { coding?: [] }
  return coding ?? ('coding' in (value as object) || 'text' in (value as object) ? [] : [value as { code?: string }])
}

/** FHIR's own answer on the served value; for a plain code any system goes, which the planner knows of. */
function isTrue(value: Json | undefined, probe: Probe): boolean {
  if (value === undefined) return false
  switch (probe.kind) {
    case 'token':
      return codings(value).some(
        ({ system, code }) =>
          code !== undefined &&
          (probe.code === undefined || probe.code === code) &&
          (probe.system === undefined || probe.system === (system ?? '')),
      )
    case 'string':
      return texts(value, 'text', 'family', 'given', 'suffix').some((each) =>
        matchesString(each, probe.text, probe.mode),
      )
    case 'reference':
      return texts(value, 'reference').some(
        (each) => each === `Patient/${probe.id}` && [undefined, 'Patient'].includes(probe.type),
      )
    case 'uri':
    case 'text':
      return (
        texts(value, 'reference').includes(probe.text) ||
        (typeof value === 'object' && 'code' in value && value['code'] === probe.text)
      )
  }
}

/** What was really served, in part or whole, or anything of the pool. */
function probesFor(value: Json | undefined): fc.Arbitrary<Probe> {
  const served =
    value === undefined
      ? []
      : [...texts(value, 'text', 'family', 'given', 'reference'), ...codings(value).flatMap((each) => each.code ?? [])]
  const text = fc.oneof(fc.constantFrom(...pool), ...(served.length === 0 ? [] : [fc.constantFrom(...served)]))
  const cut = fc
    .tuple(text, fc.nat(12), fc.nat(12))
    .map(([each, a, b]) => each.slice(Math.min(a, b), Math.max(a, b)).trim())
  const system = fc.constantFrom(undefined, undefined, '', 's0', 's1', 's2', 'urn:own', 'urn:2.16.840.1')
  const word = fc.oneof(text, cut).filter((each) => each.trim() !== '')
  return fc.oneof(
    fc.tuple(system, fc.option(text, { nil: undefined })).map(([s, code]): Probe => ({
      kind: 'token',
      ...(s === undefined ? {} : { system: s }),
      ...(code === undefined ? {} : { code }),
    })),
    fc
      .tuple(word, fc.constantFrom('starts' as const, 'exact' as const, 'contains' as const))
      .map(([each, mode]): Probe => ({ kind: 'string', text: each, mode })),
    text.map((each): Probe => ({ kind: 'text', text: each })),
    fc.tuple(fc.constantFrom(undefined, 'Patient', 'Group'), text).map(([type, each]): Probe => ({
      kind: 'reference',
      id: each.split('/').at(-1)!,
      ...(type === undefined ? {} : { type }),
    })),
  )
}

const serve = (lens: Lens, row: Readonly<Record<string, Raw>>, facts: Facts): Json | undefined => {
  const value = lens.forward(
    lens.columns.map(({ name }) => row[name] ?? null),
    facts,
  )
  return isBad(value) ? undefined : value
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
  const between = isAsked(lens, probe) ? lens.match(probe, facts) : undefined
  if (between !== undefined)
    checkBetween(between, isTrue(value, probe), reader(row), facts, `is ${JSON.stringify(value)}`)
}

function checkNumber(lens: Lens, row: Readonly<Record<string, Raw>>, x: number, facts: Facts): void {
  const value = serve(lens, row, facts)
  const bounds = lens.numberBounds!(facts)
  const number = Number(value)
  checkBetween(bounds.lowFrom(x), value !== undefined && number >= x, reader(row), facts, `${String(value)} from ${x}`)
  checkBetween(bounds.highTo(x), value !== undefined && number < x, reader(row), facts, `${String(value)} below ${x}`)
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
        const lens = make(at.column, { ...rest, ...(own === undefined ? {} : { own }) })
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
          .map(([n, by]) => Number(n) + by)
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
