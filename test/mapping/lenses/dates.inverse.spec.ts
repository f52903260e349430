import fc from 'fast-check'
import { intervalOf, parseDate, type Interval } from '../../../src/fhir/date.ts'
import { both, negate, type Between } from '../../../src/mapping/cond.ts'
import {
  dateTimeLens,
  dayLens,
  hl7Lens,
  isoLens,
  pairLens,
  partsLens,
  timeInText,
  type TimeOptions,
} from '../../../src/mapping/lenses/dates.ts'
import { steps } from '../../../src/mapping/lenses/steps.ts'
import type { Facts, Lens, Raw } from '../../../src/mapping/model.ts'
import { servedOf } from '../../../src/mapping/value.ts'
import { instantOf } from '../../../src/mapping/zone.ts'
import { checkBetween, column, factsIn, reader, typed } from '../hand-made.ts'

const zones = ['America/Chicago', 'America/New_York', 'America/Phoenix', 'America/Havana', 'UTC']

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

/** Days of all sorts, most of them around the two long nights of American zones. */
const day = fc.oneof(
  fc.constantFrom('2020-03-08', '2020-11-01', '2021-03-14', '2021-11-07', '2006-04-02', '2020-03-07', '2020-11-02'),
  fc.constantFrom('2020-01-01', '2020-02-29', '2020-03-01', '2019-12-31', '2020-12-31'),
  fc
    .tuple(fc.integer({ min: 1890, max: 2060 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([y, m, d]) => `${pad(y, 4)}-${pad(m)}-${pad(d)}`),
)
const hour = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 23 }))
const sixty = fc.oneof(fc.constantFrom(0, 59), fc.integer({ min: 0, max: 59 }))
const clock = fc.tuple(hour, sixty, sixty).map(([h, m, s]) => `${pad(h)}:${pad(m)}:${pad(s)}`)
const garbage = fc.constantFrom(
  null,
  '',
  '   ',
  '00000000',
  '99991231',
  '20191345',
  '20200230',
  'UNKNOWN',
  '2020',
  '0',
  '~',
)

const orGarbage = (texts: fc.Arbitrary<string>): fc.Arbitrary<Raw> =>
  fc.oneof({ weight: 9, arbitrary: texts as fc.Arbitrary<Raw> }, { weight: 1, arbitrary: garbage as fc.Arbitrary<Raw> })

const compact = day.chain((text) => {
  const plain = text.replaceAll('-', '')
  return fc.constantFrom(plain, plain, plain, `${plain.slice(0, 6)}00`, `${plain.slice(0, 4)}0000`, `${plain}  `)
})
const iso = day.chain((text) => fc.constantFrom(text, text, text.slice(0, 7), text.slice(0, 4), `${text} 10:30:00`))
const dateTime = fc.tuple(day, clock).map(([d, t]) => `${d} ${t}`)
const minute = fc.tuple(day, clock).map(([d, t]) => `${d} ${t.slice(0, 5)}:00`)
const fractional = fc
  .tuple(dateTime, fc.constantFrom('', '.1', '.120', '.123', '.003', '.9999999'))
  .map((parts) => parts.join(''))
const timeText = fc
  .tuple(day, fc.constantFrom(' ', 'T'), clock, fc.constantFrom('', '.5', 'Z'))
  .map((parts) => parts.join(''))
const offset = fc.constantFrom('', '', '', '-0600', '+0000', '+0530', '+1400', '-1200', '+9900')
const hl7 = fc
  .tuple(compact, clock, fc.constantFrom(4, 6, 8, 8, 10, 12, 14, 14), fc.constantFrom('', '', '.5', '.1234'), offset)
  .map(([d, t, length, fraction, zone]) => {
    const text = (d.trim() + t.replaceAll(':', '')).slice(0, length)
    return `${text}${length === 14 ? fraction : ''}${length > 8 ? zone : ''}`
  })
const badClock = fc.constantFrom('9960', '2400', '99')
const hl7OfBadTimes = fc.tuple(compact, badClock).map(([d, t]) => d.trim() + t)
const isoText = fc.oneof(
  iso,
  fc
    .tuple(
      day,
      fc.constantFrom(' ', 'T'),
      clock,
      fc.constantFrom(2, 5, 8, 8),
      fc.constantFrom('', 'Z', '-06:00', '+0530', '+14', '-12:00', '+99:00'),
    )
    .map(([d, separator, t, length, zone]) => `${d}${separator}${t.slice(0, length)}${zone}`),
  day.map((text) => `${text}T24:00`),
)
const zeroDates = fc.constantFrom('0000-00-00', '2020-00-15', '0001-01-01', '1753-01-01', 'infinity', '9999-12-31')
const laxDay = fc.oneof({ weight: 4, arbitrary: day }, { weight: 1, arbitrary: zeroDates })
const laxTime = fc.oneof(
  { weight: 4, arbitrary: dateTime },
  { weight: 1, arbitrary: zeroDates.map((text) => (text === 'infinity' ? text : `${text} 00:00:00`)) },
)
const parts = fc
  .tuple(day, fc.constantFrom('', '', '0', '00', '13', 'x'), fc.constantFrom('', '', '0', '31', 'x'), fc.boolean())
  .map(([text, month, date, bare]) => {
    const [y = '', m = '', d = ''] = text.split('-')
    const strip = (each: string): string => (bare ? each.replace(/^0/, '') : each)
    return { A: y, B: month || strip(m), C: date || strip(d) }
  })
const clockText = fc.oneof(
  clock.map((text) => text.replaceAll(':', '').slice(0, 4)),
  clock.map((text) => text.replaceAll(':', '')),
  clock.map((text) => text.replaceAll(':', '').slice(0, 4).replace(/^0+/, '')),
  fc.constantFrom('0000', null, '', '2400', '0960', '930', '93015', '10:30', '9', '000000', '-1', ' 1'),
)

interface Case {
  readonly name: string
  readonly make: (options: TimeOptions) => Lens
  readonly row: fc.Arbitrary<Readonly<Record<string, Raw>>>
}

const single = (name: string, texts: fc.Arbitrary<string>, make: Case['make'], dirty = true): Case => ({
  name,
  make,
  row: (dirty ? orGarbage(texts) : fc.oneof(texts, fc.constant(null))).map((a) => ({ A: a })),
})

const seconds = column('A', { schema: typed('datetime') })
const fractions = (fraction: number) => column('A', { schema: typed('datetime', { fraction }) })
const cut = (digits: number) => fractional.map((text) => (text.includes('.') ? text.slice(0, 20 + digits) : text))

const lax = (type: 'date' | 'datetime', more = {}) => column('A', { schema: typed(type, { lax: true, ...more }) })
const moments = column('A', { schema: typed('datetime', { instant: true }) })
const utc = (options: TimeOptions): TimeOptions => ({ ...options, zone: 'UTC' })
const number = (name: string) => column(name, { schema: typed('integer') })
const plain = (text: string): Raw => (/^\d+$/.test(text) ? String(Number(text)) : null)

/** Texts that hold a day beside other things. */
const inJson = iso.map((text) => JSON.stringify({ mfg: text, lot: 'A1' }))
const within = (name: string, ...args: string[]) => ({ column: column('A'), steps: [steps.get(name)!(args)] })

const cases: readonly Case[] = [
  single('iso in JSON', inJson, (options) => timeInText(isoLens(column('A'), options), within('json', 'mfg'))),
  single(
    'date(yyyymmdd) of a piece',
    compact.map((text) => `x;${text}`),
    (options) => timeInText(dayLens(column('A'), 'yyyymmdd', options), within('part', ';', '2')),
  ),
  single('date(yyyymmdd)', compact, (options) => dayLens(column('A'), 'yyyymmdd', options)),
  single(
    'date(yyyymmdd) of numbers',
    compact.map((text) => text.trim()),
    (options) => dayLens(column('A', { schema: typed('integer') }), 'yyyymmdd', options),
  ),
  single('date of texts', iso, (options) => dayLens(column('A'), 'iso', options)),
  single('date of a date', day, (options) => dayLens(column('A', { schema: typed('date') }), 'iso', options), false),
  single('date of a date-time', dateTime, (options) => dayLens(seconds, 'iso', options), false),
  single('local of a date', day, (options) => dateTimeLens(column('A', { schema: typed('date') }), options), false),
  single('local', dateTime, (options) => dateTimeLens(seconds, options), false),
  single(
    'local of minutes',
    minute,
    (options) => dateTimeLens(column('A', { schema: typed('minute') }), options),
    false,
  ),
  single('local of one digit', cut(1), (options) => dateTimeLens(fractions(1), options), false),
  single('local of three digits', cut(3), (options) => dateTimeLens(fractions(3), options), false),
  single('local of seven digits', cut(7), (options) => dateTimeLens(fractions(7), options), false),
  single('utc', dateTime, (options) => dateTimeLens(seconds, { ...options, zone: 'UTC' }), false),
  single('utc of texts', timeText, (options) => dateTimeLens(column('A'), { ...options, zone: 'UTC' })),
  single('local of texts', timeText, (options) => dateTimeLens(column('A'), options)),
  single('hl7ts', hl7, (options) => hl7Lens(column('A'), options)),
  single('hl7ts of bad times', hl7OfBadTimes, (options) => hl7Lens(column('A'), options)),
  single('iso', isoText, (options) => isoLens(column('A'), options)),
  single('date of a lax date', laxDay, (options) => dayLens(lax('date'), 'iso', options), false),
  single('local of a lax date-time', laxTime, (options) => dateTimeLens(lax('datetime'), options), false),
  single('utc of moments', laxTime, (options) => dateTimeLens(lax('datetime', { instant: true }), utc(options)), false),
  single('utc of strict moments', dateTime, (options) => dateTimeLens(moments, utc(options)), false),
  {
    name: 'ymd',
    make: (options) => partsLens(column('A'), [column('B'), column('C')], options),
    row: fc.oneof({ weight: 9, arbitrary: parts }, { weight: 1, arbitrary: garbage.map((text) => ({ A: text })) }),
  },
  {
    name: 'ymd of numbers',
    make: (options) => partsLens(number('A'), [number('B'), number('C')], options),
    row: parts.map(({ A, B, C }) => ({ A, B: plain(B), C: plain(C) })),
  },
  {
    name: 'localtime of numbers',
    make: (options) => pairLens(number('A'), number('B'), options),
    row: fc
      .tuple(compact, clock)
      .map(([a, b]) => ({ A: a.trim(), B: String(Number(b.replaceAll(':', '').slice(0, 4))) })),
  },
  {
    name: 'localtime',
    make: (options) => pairLens(column('A'), column('B'), options),
    row: fc.tuple(orGarbage(compact), clockText).map(([a, b]) => ({ A: a, B: b })),
  },
]

const zoneOffset = (zone: string) => (wall: number) => wall - instantOf(zone, wall).instant

function intervalIn(zone: string, value: unknown): Interval | undefined {
  if (typeof value !== 'string') return undefined
  const date = parseDate(value)
  if (date === undefined) throw new Error(`${value} is no date`)
  return intervalOf(date, zoneOffset(zone))
}

const forward = (lens: Lens, row: Readonly<Record<string, Raw>>, facts: Facts) => {
  const value = lens.forward(
    lens.columns.map(({ name }) => row[name] ?? null),
    facts,
  )
  return servedOf(value)
}

/** Instants at the ends of the value and near them; where there is none, anywhere. */
const nudge = fc.oneof(
  fc.constantFrom(-1000, -1, 0, 1, 999, 1000, 1001),
  fc.integer({ min: -5000, max: 5000 }),
  fc.integer({ min: -300, max: 300 }).map((minutes) => minutes * 60_000),
  fc.integer({ min: -400, max: 400 }).map((days) => days * 86_400_000),
)

function checkInstant(
  lens: Lens,
  value: Interval | undefined,
  x: number,
  row: Readonly<Record<string, Raw>>,
  facts: Facts,
) {
  const bounds = lens.dateBounds!(facts)
  const has = value !== undefined
  const missing = (test: Between): Between => both(lens.has(), negate(test))
  const ask = (words: string, between: Between, truth: boolean) =>
    checkBetween(between, truth, reader(row), facts, `${words} ${new Date(x).toISOString()}`)
  ask('low from', bounds.lowFrom(x), has && value.start >= x)
  ask('high to', bounds.highTo(x), has && value.end <= x)
  ask('low before', bounds.lowBefore?.(x) ?? missing(bounds.lowFrom(x)), has && value.start < x)
  ask('high after', bounds.highAfter?.(x) ?? missing(bounds.highTo(x)), has && value.end > x)
}

describe('lenses of dates, backwards', () => {
  for (const { name, make, row } of cases)
    for (const gives of ['date', 'dateTime', 'instant'] as const)
      it(`bound what ${name} gives as ${gives}`, () => {
        fc.assert(
          fc.property(
            row,
            fc.constantFrom(...zones),
            fc.constantFrom('first' as const, 'later' as const),
            fc.boolean(),
            nudge,
            (texts, zone, repeated, atEnd, by) => {
              const facts = factsIn(zone)
              // Only `updated` is later, and it is an instant.
              const lens = make({ gives, repeated: gives === 'instant' ? repeated : 'first' })
              const value = intervalIn(zone, forward(lens, texts, facts))
              const base = value === undefined ? Date.UTC(2020, 2, 8, 8) : atEnd ? value.end : value.start
              checkBetween(lens.has(), value !== undefined, reader(texts), facts, 'has')
              checkInstant(lens, value, base + by, texts, facts)
            },
          ),
          { numRuns: 200 },
        )
      })
})
