/** What a column means, its role -> the kinds it may be declared as, and the values, tidy and odd, that its rows hold. */
import { zeroDate, type Kind } from './columns.ts'

interface Domain {
  readonly kinds: readonly Kind[]
  readonly values: readonly (string | null)[]
}

const texts: readonly Kind[] = ['varchar', 'varchar', 'nocase', 'text']
const short: readonly Kind[] = ['char', 'varchar', 'nocase']

export const uuids: readonly string[] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
  (each) => `0f8fad5b-d9cb-469f-a165-70867728950${each}`,
)

const domains = {
  word: {
    kinds: [...texts, 'char'],
    values: [
      ...[
        'Smith',
        'SMITH',
        'smith',
        'Smit',
        'Smith Jr',
        "O'Brien",
        'Ana',
        'Jo',
        'de la Cz',
        'X',
        'n/a',
        'N/A',
        'a%b_c',
      ],
      ...[
        'Müller',
        'Muller',
        'JOSÉ',
        'José',
        'Иванов',
        'ИВАНОВ',
        'Ωmega',
        '山田',
        'ß',
        'a\\b',
        '12',
        'MD',
        'a"b',
        'straße',
        'STRASSE',
        'ırmak',
        'IRMAK',
        '\u212aelvin',
        'kelvin',
        'ΟΔΟΣ',
        'οδος',
        '  Dallas',
        'Dallas\t',
        '\u00a0Dallas',
        'N/a',
        null,
        '',
        ' ',
      ],
    ],
  },
  flag: { kinds: short, values: ['Y', 'N', 'y', 'n', 'X', '', null, 'Y'] },
  bit: { kinds: ['bit'], values: ['1', '0', null] },
  number: {
    kinds: ['decimal', 'real', 'decimal'],
    values: [
      '0',
      '1',
      '-1',
      '5.5',
      '100',
      '98.6',
      '0.001',
      '20000000',
      '20000001',
      '16777217',
      '-20',
      '99999.999',
      null,
    ],
  },
  whole: {
    kinds: ['integer', 'bigint'],
    values: ['0', '1', '2', '5', '-1', '100', '98', '2147483647', '-2147483648', null],
  },
  measured: {
    kinds: ['varchar'],
    values: ['5', '5.0', '005', '<5', '>^100', '>=2', 'abc', '', null, ' 7 ', '-3', '0.010', '120'],
  },
  code: { kinds: short, values: ['A', 'B', 'C', 'a', 'b', ' A', '\tb', 'Z', 'A1', 'n/a', 'N/A', '', null, 'A'] },
  list: { kinds: ['varchar', 'text'], values: ['A;B', 'A;;C', ';', '', null, ' A ; b', 'Z;A', 'A', 'C;B;A', 'B;B'] },
  day: {
    kinds: ['char', 'varchar'],
    values: [
      ...[
        '20200131',
        '20200100',
        '20200000',
        '00000000',
        '20250230',
        '',
        '99991231',
        null,
        '19000101',
        '20201231',
        'soon',
      ],
      ...['20200201', '20191231'],
    ],
  },
  clock: { kinds: ['char', 'varchar'], values: ['0930', '0000', '2359', '', null, '1200'] },
  date: {
    kinds: ['date'],
    values: ['2020-01-31', '2020-02-01', '1900-01-01', '2019-12-31', zeroDate, '2020-12-31', null],
  },
  instant: {
    kinds: ['datetime'],
    values: [
      ...['2020-06-01 00:00:00.000', '2020-03-08 02:30:00.000', '2020-11-01 01:30:00.125', '2020-01-31 23:59:59.999'],
      ...['1999-12-31 12:00:00.000', '2020-01-31 09:30:00.000', null],
    ],
  },
  stamp: {
    kinds: ['varchar'],
    values: ['20200131', '202001310930', '20200131093000.125', '2020', '202001', '', null, 'x'],
  },
  phone: {
    kinds: ['varchar', 'nocase'],
    values: ['5551234567', '555-123-4567', '15551234567', 'call me', '', null, '(555) 123-4567'],
  },
  zip: { kinds: ['varchar'], values: ['12345', '123456789', '12345-6789', 'K1A', '', null] },
  diagnosis: { kinds: ['varchar'], values: ['E119', 'E11.9', 'e119', '250', '25000', '250.00', '', null] },
  json: {
    kinds: ['text', 'varchar'],
    values: ['{"a":"A","b":{"c":"x"}}', '{"a":"b"}', '{}', 'none', '', null, '{"a":5}'],
  },
  person: {
    kinds: ['varchar', 'nocase'],
    values: ['DOE, JANE A', 'Smith,John', 'SMITH JR, ANA MD', 'X', ' , ', '', null],
  },
  coded: { kinds: ['varchar'], values: ['A^Text A^L', '^only text', 'A', 'Z^zed^I10', '^', '', null, 'B^b'] },
  limits: { kinds: ['varchar'], values: ['4.0-5.6', '<200', '>10', 'x', '', null, '0 - 5'] },
  unit: { kinds: ['varchar', 'char'], values: ['KG', 'LB', 'kg', '?', '', null] },
  /** The columns of references and keys have the values of the key that they name. */
  patient: { kinds: ['integer'], values: [] },
  practitioner: { kinds: ['integer'], values: [] },
  encounter: { kinds: ['integer'], values: [] },
  condition: { kinds: ['integer'], values: [] },
  organization: { kinds: ['integer'], values: ['1', '2'] },
  key: { kinds: ['integer'], values: [] },
} satisfies Record<string, Domain>

export type Role = keyof typeof domains

const domainOf = (role: Role): Domain => domains[role]

export const kindsOf = (role: Role): readonly Kind[] => domainOf(role).kinds
export const valuesOf = (role: Role): readonly (string | null)[] => domainOf(role).values

/** What a source's plain columns may be. */
export const plainRoles: readonly Role[] = [
  ...(['word', 'word', 'flag', 'flag', 'code', 'code', 'list', 'number', 'whole', 'measured', 'bit'] as const),
  ...(['day', 'day', 'clock', 'date', 'instant', 'stamp', 'phone', 'zip', 'diagnosis', 'json', 'person'] as const),
  ...(['coded', 'limits', 'unit'] as const),
]
