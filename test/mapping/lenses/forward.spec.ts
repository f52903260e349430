import { expect } from 'chai'
import { deflateSync, gzipSync } from 'node:zlib'
import { growthOf, mostGrowth } from '../../growth.ts'
import { CodeList, type CodeEntry } from '../../../src/mapping/codes.ts'
import { codesLens, type CodeShape } from '../../../src/mapping/lenses/codes.ts'
import { dateTimeLens, dayLens, hl7Lens, isoLens, pairLens, partsLens } from '../../../src/mapping/lenses/dates.ts'
import { hl7ceLens, prefixedLens } from '../../../src/mapping/lenses/joined-codes.ts'
import { steps, toTitle } from '../../../src/mapping/lenses/steps.ts'
import { numberLens } from '../../../src/mapping/lenses/numbers.ts'
import { isLens, nameLens } from '../../../src/mapping/lenses/values.ts'
import type { Lens, Raw } from '../../../src/mapping/model.ts'
import { chicago, column, typed } from '../hand-made.ts'

const a = column('A')
const text = { column: a, steps: [] }
const give = (lens: Lens, ...values: Raw[]) => lens.forward(values, chicago)

describe('the steps of a text', () => {
  const table: readonly (readonly [string, readonly string[], string, unknown])[] = [
    ['title', [], "O'BRIEN-SMITH DE LA CRUZ III", "O'Brien-Smith de la Cruz III"],
    ['title', [], 'DE LA CRUZ', 'De la Cruz'],
    ['title', [], '1ST AVE NW APT 4B', '1st Ave NW Apt 4B'],
    ['title', [], 'A  B', 'A  B'],
    ['upper', [], 'ab', 'AB'],
    ['lower', [], 'AB', 'ab'],
    ['zeros', ['2'], '3', '03'],
    ['zeros', ['2'], '123', '123'],
    ['digits', [], '(608) 1', '6081'],
    ['digits', [], 'none', undefined],
    ['phone', [], '1 608 555 1212', '608-555-1212'],
    ['phone', [], 'ext. 12', 'ext. 12'],
    ['zip', [], '537031234', '53703-1234'],
    ['zip', [], '53703', '53703'],
    ['icd9', [], '25000', '250.00'],
    ['icd9', [], 'e8500', 'E850.0'],
    ['icd10', [], 'e119', 'E11.9'],
    ['icd10', [], 'I10', 'I10'],
    ['json', ['a.b'], '{"a":{"b":1}}', '1'],
    ['json', ['a.b'], '{"a":{"b":{}}}', undefined],
    ['json', ['constructor'], '{}', undefined],
    ['json', ['a'], '{', { bad: 'is no JSON' }],
    ['part', [';', '2'], 'a; b ;c', 'b'],
    ['part', ['blank', '2'], 'a b', 'b'],
    ['part', [';', '4'], 'a;b', undefined],
    ['before-suffix', [], 'SMITH, JR.', 'SMITH'],
    ['suffix', [], 'SMITH JR', 'JR'],
    ['suffix', [], 'SMITH', undefined],
    ['upper', [], 'straße, ırmak', 'STRAßE, ıRMAK'],
    ['lower', [], 'ΟΔΟΣ İ \u212a', 'οδος İ \u212a'],
    ['title', [], 'ΟΔΟΣ ßA', 'Οδος ßa'],
    ['uuid', [], 'AB-C', 'ab-c'],
    ['cp1252', [], '\u0093quoted\u0094 38\u00b0 \u0080', '\u201cquoted\u201d 38\u00b0 \u20ac'],
    ['decode', ['windows-1252'], '93b0bd94', '\u201c\u00b0\u00bd\u201d'],
    ['decode', ['utf-16le'], '4100b000', 'A\u00b0'],
    ['inflate', [], deflateSync('abc').toString('hex'), Buffer.from('abc').toString('hex')],
    ['inflate', [], gzipSync('abc').toString('hex'), Buffer.from('abc').toString('hex')],
    ['inflate', [], '00ff', { bad: 'is not packed by zlib' }],
    ['inflate', [], deflateSync('abc').toString('hex').slice(0, -4), { bad: 'is not packed by zlib' }],
    [
      'inflate',
      [],
      deflateSync(Buffer.alloc(200_000_000)).toString('hex'),
      { bad: 'unpacks to more than the megabyte that a value may have' },
    ],
  ]
  for (const [name, args, stored, served] of table)
    it(`${name}(${args.join(' ')}): ${stored.slice(0, 60)} is ${JSON.stringify(served)}`, () => {
      expect(steps.get(name)!(args).forward(stored)).to.deep.equal(served)
    })

  it('read a text in time that grows with its length', () => {
    const repeated: readonly ((size: number) => string)[] = [
      (size) => `A${' '.repeat(size)}x`,
      (size) => '1'.repeat(size),
      (size) => `<${' '.repeat(size)}x`,
      (size) => '.'.repeat(size),
    ]
    for (const [name, make] of steps)
      for (const text of repeated)
        expect(
          growthOf((size) => make([';', '1']).forward(text(size)), 200_000),
          `${name} of ${text(2)}`,
        ).to.be.below(mostGrowth)
    for (const number of [(size: number) => `${'0'.repeat(size)}1x`, (size: number) => `.${'0'.repeat(size)}1`])
      expect(growthOf((size) => give(numberLens(text, 'decimal'), number(size)), 200_000)).to.be.below(mostGrowth)
  })
})

describe('lenses of days and times, forwards', () => {
  const options = { gives: 'dateTime', repeated: 'first' } as const
  const bad = { bad: 'is no date or time of the form that the mapping states' }
  const dayOf = (day: string) => ({ bad: 'has a time of day that is none', instead: day })
  const count = column('B', { schema: typed('integer') })
  const ymd = partsLens(a, [column('B'), column('C')], options)
  const moment = (gives: 'date' | 'dateTime') =>
    dateTimeLens(column('A', { schema: typed('datetime', { instant: true }) }), { ...options, gives, zone: 'UTC' })
  const compact = dayLens(a, 'yyyymmdd', options)
  const local = dateTimeLens(column('A', { schema: typed('datetime') }), options)
  const lax = dateTimeLens(column('A', { schema: typed('datetime'), nulls: [] }), options)
  const fine = dateTimeLens(column('A', { schema: typed('datetime', { fraction: 3 }) }), options)
  const table: readonly (readonly [string, Lens, readonly Raw[], unknown])[] = [
    ['date(yyyymmdd)', compact, ['20200229'], '2020-02-29'],
    ['date(yyyymmdd)', compact, ['20200200'], '2020-02'],
    ['date(yyyymmdd)', compact, ['20200000 '], '2020'],
    ['date(yyyymmdd)', compact, ['00000000'], undefined],
    ['date(yyyymmdd)', compact, ['20190229'], bad],
    ['date', dayLens(a, 'iso', { ...options, gives: 'date' }), ['2020-02-29 10:00'], '2020-02-29'],
    [
      'an instant of a day',
      dayLens(a, 'iso', { ...options, gives: 'instant' }),
      ['2020-02-29'],
      '2020-02-29T00:00:00-06:00',
    ],
    ['local', local, ['2020-07-01 10:30:15'], '2020-07-01T10:30:15-05:00'],
    ['local', local, ['2020-03-08 02:30:00'], '2020-03-08T03:00:00-05:00'],
    ['local', local, ['2020-11-01 01:30:00'], '2020-11-01T01:30:00-05:00'],
    ['local', local, ['1753-01-01 00:00:00'], '1753-01-01T00:00:00-05:51'],
    ['local with a fraction', fine, ['2020-07-01 10:30:15.1'], '2020-07-01T10:30:15.100-05:00'],
    ['utc', dateTimeLens(a, { ...options, zone: 'UTC' }), ['2020-07-01T10:30:15Z'], '2020-07-01T10:30:15Z'],
    ['local', dateTimeLens(a, options), ['2020-07-01T10:30:15Z'], bad],
    ['hl7ts', hl7Lens(a, options), ['2020'], '2020'],
    ['hl7ts', hl7Lens(a, options), ['202007'], '2020-07'],
    ['hl7ts', hl7Lens(a, options), ['20200701'], '2020-07-01'],
    ['hl7ts', hl7Lens(a, options), ['202007011030'], '2020-07-01T10:30:00-05:00'],
    ['hl7ts', hl7Lens(a, options), ['20200701103015.25'], '2020-07-01T10:30:15.250-05:00'],
    ['hl7ts', hl7Lens(a, options), ['2020070110'], '2020-07-01T10:00:00-05:00'],
    ['hl7ts', hl7Lens(a, options), ['20251103101500-0600'], '2025-11-03T10:15:00-06:00'],
    ['hl7ts', hl7Lens(a, options), ['202511031015+0530'], '2025-11-03T10:15:00+05:30'],
    ['hl7ts', hl7Lens(a, options), ['202511032400'], dayOf('2025-11-03')],
    ['hl7ts', hl7Lens(a, options), ['20251103101500-9900'], dayOf('2025-11-03')],
    ['hl7ts', hl7Lens(a, options), ['20250230'], bad],
    ['iso', isoLens(a, options), ['2025-11-03T10:15:00Z'], '2025-11-03T10:15:00Z'],
    ['iso', isoLens(a, options), ['2025-11-03T10:15:00.5-06:00'], '2025-11-03T10:15:00.500-06:00'],
    ['iso', isoLens(a, options), ['2025-11-03 10:15'], '2025-11-03T10:15:00-06:00'],
    ['iso', isoLens(a, options), ['2025-11-03'], '2025-11-03'],
    ['iso', isoLens(a, options), ['2025-11'], '2025-11'],
    ['iso', isoLens(a, options), ['2025-11-03T24:00'], dayOf('2025-11-03')],
    ['iso', isoLens(a, options), ['3 Nov 2025'], bad],
    ['ymd', ymd, ['2025', '11', '03'], '2025-11-03'],
    ['ymd', ymd, ['2025', '3', '7'], '2025-03-07'],
    ['ymd', ymd, ['2025', '11', null], '2025-11'],
    ['ymd', ymd, ['2025', '00', '00'], '2025'],
    ['ymd', ymd, ['2025', '2', '30'], { bad: 'has a day that is none', instead: '2025-02' }],
    ['ymd', ymd, ['2025', '13', '1'], { bad: 'has a month that is none', instead: '2025' }],
    ['ymd', ymd, ['25', '11', '03'], bad],
    ['ymd', ymd, [null, '11', '03'], undefined],
    ['utc of a moment, as a date', moment('date'), ['2025-01-01 03:00:00'], '2024-12-31'],
    ['utc of a moment', moment('dateTime'), ['2025-01-01 16:00:00'], '2025-01-01T16:00:00Z'],
    ['local of a zero date', lax, ['0000-00-00 00:00:00'], bad],
    ['local of a zero date that is stated as one of other form', local, ['0000-00-00 00:00:00'], undefined],
    ['local of the first of all years', local, ['0001-01-01 00:00:00'], '0001-01-01T00:00:00-05:51'],
    ['localtime', pairLens(a, column('B'), options), ['20200701', '1030'], '2020-07-01T10:30:00-05:00'],
    ['localtime', pairLens(a, column('B'), options), ['20200701', '0000'], '2020-07-01'],
    ['localtime', pairLens(a, column('B'), options), ['20200701', null], '2020-07-01'],
    ['localtime', pairLens(a, column('B'), options), ['20200700', '1030'], '2020-07'],
    ['localtime', pairLens(a, column('B'), options), [null, '1030'], undefined],
    ['localtime', pairLens(a, column('B'), options), [null, null], undefined],
    ['localtime', pairLens(a, column('B'), options), ['20200701', '2460'], dayOf('2020-07-01')],
    ['localtime', pairLens(a, column('B'), options), ['20251103', '2400'], dayOf('2025-11-03')],
    ['localtime', pairLens(a, column('B'), options), ['20251103', '0960'], dayOf('2025-11-03')],
    ['localtime', pairLens(a, column('B'), options), ['20251103', '9'], dayOf('2025-11-03')],
    ['localtime', pairLens(a, column('B'), options), ['20251103', '930'], '2025-11-03T09:30:00-06:00'],
    ['localtime', pairLens(a, column('B'), options), ['20251103', '9:30'], '2025-11-03T09:30:00-06:00'],
    ['localtime of numbers', pairLens(a, count, options), ['20251103', '5'], '2025-11-03T00:05:00-06:00'],
    ['localtime of numbers', pairLens(a, count, options), ['20251103', '0'], '2025-11-03'],
  ]
  for (const [name, lens, values, served] of table)
    it(`${name}: ${values.join(' ')} is ${JSON.stringify(served)}`, () => {
      expect(give(lens, ...values)).to.deep.equal(served)
    })
})

describe('lenses of values, forwards', () => {
  const names = nameLens(text, toTitle)
  const number = numberLens(text, 'decimal')
  const amounts = { column: column('A', { schema: typed('decimal') }), steps: [] }
  const table: readonly (readonly [string, Lens, Raw, unknown])[] = [
    ['is(A)', isLens(text, ['A']), 'A ', 'true'],
    ['is(A)', isLens(text, ['A']), 'a', 'true'],
    ['is(A)', isLens(text, ['A']), ' ', undefined],
    ['number', number, '+05.70', '5.70'],
    ['number', number, '.5', '0.5'],
    ['number', number, '1e3', { bad: 'is no number' }],
    ['number', numberLens(amounts, 'decimal'), '98.60', '98.6'],
    ['a positive number', numberLens(text, 'positiveInt'), '0', { bad: 'is no positiveInt' }],
    ['a whole number', numberLens(text, 'integer'), '2147483648', { bad: 'is no integer' }],
    ['a whole number', numberLens(text, 'integer'), '-2147483648', '-2147483648'],
    ['number', numberLens(amounts, 'decimal'), '12345678901234567890.1230', '12345678901234567890.123'],
    ['number', numberLens(amounts, 'decimal'), 'NaN', { bad: 'is no number' }],
    ['number', numberLens(amounts, 'decimal'), 'Infinity', { bad: 'is no number' }],
    ['number', numberLens(amounts, 'decimal'), 'abc', { bad: 'is no number' }],
    ['number', numberLens(amounts, 'decimal'), '1.5e-7', '0.00000015'],
    ['number', numberLens(amounts, 'decimal'), '1e400', { bad: 'is no number' }],
    ['number', number, '9'.repeat(401), { bad: 'is no number' }],
    ['times(0.0625)', numberLens(text, 'decimal', '0.0625'), '12345', '771.5625'],
    ['name(comma)', names, 'DOE, JANE A MD', { family: 'Doe', given: ['Jane', 'A'], suffix: ['MD'] }],
    ['name(comma)', names, ', JANE', undefined],
  ]
  for (const [name, lens, value, served] of table)
    it(`${name}: ${value ?? 'NULL'} is ${JSON.stringify(served)}`, () => {
      expect(give(lens, value)).to.deep.equal(served)
    })
})

describe('lenses of codes, forwards', () => {
  const at = { file: 'system.yaml', line: 1, column: 1 }
  const row = (local: string, more: Partial<CodeEntry> = {}): CodeEntry => ({ local, preferred: false, ...more })
  const list = (entries: readonly CodeEntry[], kind: 'drop' | 'text' | 'local' | 'bad', own?: string) =>
    new CodeList({
      name: 'l',
      at,
      otherwise: { kind },
      dated: true,
      source: { kind: 'rows', entries },
      ...(own === undefined ? {} : { own }),
    })
  const lens = (codes: CodeList, shape: CodeShape): Lens =>
    codesLens({ text, day: { column: column('B'), steps: [] }, list: codes, shape, fallback: (code) => ({ code }) })
  const entries = [
    row('A', { system: 's', code: 'a', display: 'Letter' }),
    row('B'),
    row('C', { system: 's', code: 'c1' }),
    row('C', { system: 't', code: 'c2' }),
  ]
  const own = 'urn:oid:{tenant.oid}.7'
  const local = (code: string, display?: string) => ({
    system: 'urn:oid:2.16.840.1.7',
    code,
    ...(display === undefined ? {} : { display }),
  })

  it('fold case, drop blanks, and put the local coding beside the standard ones', () => {
    const concept = lens(list(entries, 'drop', own), 'CodeableConcept')
    expect(give(concept, 'a  ')).to.deep.equal({
      coding: [{ system: 's', code: 'a', display: 'Letter' }, local('A', 'Letter')],
      text: 'Letter',
    })
    expect(give(concept, 'B')).to.deep.equal({ coding: [local('B')] })
    expect(give(concept, 'C')).to.deep.equal({
      coding: [{ system: 's', code: 'c1' }, { system: 't', code: 'c2' }, local('C')],
    })
    expect(give(lens(list(entries, 'drop', own), 'code'), 'B')).to.equal(undefined)
    expect(give(lens(list(entries, 'drop', own), 'Coding'), 'B')).to.deep.equal(local('B'))
    expect(give(lens(list(entries, 'drop'), 'display'), 'A')).to.equal('Letter')
  })

  it('make of other codes what the list says', () => {
    const otherwise = (kind: 'drop' | 'text' | 'local' | 'bad') =>
      give(lens(list(entries, kind, own), 'CodeableConcept'), 'Zz')
    expect(otherwise('drop')).to.equal(undefined)
    expect(otherwise('text')).to.deep.equal({ text: 'Zz' })
    expect(otherwise('local')).to.deep.equal({ coding: [local('Zz')], text: 'Zz' })
    expect(otherwise('bad')).to.deep.equal({ bad: 'is in no row of the code list l' })
  })

  it('go by the day, first and last day included, and prefer preferred rows', () => {
    const dated = lens(
      list(
        [
          row('X', { code: 'old', to: '20150930' }),
          row('X', { code: 'new', from: '20151001' }),
          row('X', { code: 'best', from: '20200101', preferred: true }),
        ],
        'drop',
      ),
      'code',
    )
    expect(['20150930', '2015-10-01', '20200101'].map((day) => give(dated, 'X', day))).to.deep.equal([
      'old',
      'new',
      'best',
    ])
  })

  it('find no codes in names of JavaScript’s own', () => {
    const codes = lens(list(entries, 'drop'), 'code')
    expect(['__proto__', 'constructor', 'toString'].map((each) => give(codes, each))).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('read codes joined with their systems, and HL7 triples', () => {
    const prefixed = prefixedLens(text, list([row('SCT', { system: 's' }), row('', { system: 't' })], 'drop'), 'Coding')
    expect(['sct:1', 'I10', 'XX:1', ':1'].map((each) => give(prefixed, each))).to.deep.equal([
      { system: 's', code: '1' },
      { system: 't', code: 'I10' },
      undefined,
      { bad: 'is no code behind a prefix and a colon' },
    ])
    const triple = hl7ceLens(text, list(entries, 'drop'))
    expect(['a^Alpha^L', '^Words', 'zz', '^^'].map((each) => give(triple, each))).to.deep.equal([
      { coding: [{ system: 's', code: 'a', display: 'Letter' }], text: 'Alpha' },
      { text: 'Words' },
      { text: 'zz' },
      undefined,
    ])
  })
})
