/** A kind of column -> values that it may hold, tidy and odd, at random. */
import type { Dialect } from '../../../src/query/query.ts'
import { choose, type Random } from '../../../src/verify/random.ts'
import type { Kind, Shape } from './kinds.ts'

const latin = [
  ...[
    'A',
    'Y',
    'n',
    'No',
    'M1',
    'M10',
    'M1-',
    'ab12',
    'AB12',
    'Smith',
    'SMITH',
    'smit',
    "O'Brien",
    'joe',
    'Joe',
    'jo e',
  ],
  ...['x', 'a%b_c', '100%', 'a_b', 'a*b?[c]^-x', 'a\\b', '[x]', 'n/a', 'N/A', 'unknown', '-', '.', '!', '~z', 'Active'],
  ...[
    '1',
    '01',
    '1.0',
    '+1',
    '-1',
    '007',
    '7',
    '10',
    '9',
    '1e3',
    '00000000',
    '20200131',
    '2020-01-31',
    '99991231',
    '0',
  ],
  ...[
    'Müller',
    'MÜLLER',
    'Muller',
    'José',
    'JOSE',
    'straße',
    'STRASSE',
    'strasse',
    'Ñandú',
    'é',
    'E',
    'e',
    'þ',
    'ÿ',
    's',
    'ß',
  ],
  ...['a@b.org', 'A@B.ORG', '555-123', '555123', '(555)123', '5551@x.org'],
]
const beyond = [
  ...[
    'Иванов',
    'ИВАНОВ',
    'Ωmega',
    'ωMEGA',
    'ΟΔΟΣ',
    'οδος',
    'οδοσ',
    '山田',
    '김',
    'ırmak',
    'IRMAK',
    'irmak',
    'İ',
    'i',
    'I',
  ],
  ...[
    '\u212aelvin',
    'kelvin',
    'e\u0301',
    'u\u0308',
    'ﬁsher',
    'fisher',
    'ﬆone',
    '𐐀𐐨',
    'Ａ',
    'ａ',
    '😀',
    'שלום',
    'Æ',
    'ǅ',
    'ǆ',
  ],
]
const blanks = [' ', '  ', '\t', '\n', '\r\n', '\v', '\f', '\u00a0', ' \u00a0', '\u00a0\t', '   ']
const wider = ['\u3000', '\u2003', '\ufeff', '\u0085', '\u2028']
const controls = ['\u001f', '\u0001', '\u001c', '\u007f', '\u0008']

const some = (random: Random, chance: number): boolean => random() < chance
const pick = <T>(items: readonly T[], random: Random): T => choose(items, random)!

const pool = ({ latin: isLatin }: Kind): readonly string[] => (isLatin ? latin : [...latin, ...beyond])

/** Blanks before it, behind it, inside of it; something invisible anywhere. */
function dirtied(text: string, kind: Kind, random: Random): string {
  const blank = (): string => pick(kind.latin || some(random, 0.8) ? blanks : wider, random)
  const at = Math.floor(random() * (text.length + 1))
  const into = (part: string): string => [...text.slice(0, at), part, ...text.slice(at)].join('')
  const dirts = [
    () => pick(blanks, random) + text,
    () => text + blank(),
    () => pick(blanks, random) + text + blank(),
    () => into(blank()),
    () => into(pick(controls, random)),
    () => text + pick(controls, random),
    () => blank(),
    () => text.toUpperCase(),
    () => text.toLowerCase(),
  ]
  return pick(dirts, random)()
}

/** A half of a pair is no text. */
const isText = (text: string): boolean => !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''))

function randomText(kind: Kind, random: Random): string | null {
  if (some(random, 0.05)) return null
  let text = pick(pool(kind), random)
  while (some(random, 0.4)) text = dirtied(text, kind, random)
  return isText(text) &&
    [...text].length <= (kind.length ?? 40) &&
    (!kind.latin || /^[\0-\u007f\u00a0-\u00ff]*$/.test(text))
    ? text
    : randomText(kind, random)
}

const numbers = [
  '0',
  '1',
  '-1',
  '7',
  '10',
  '5.5',
  '98.6',
  '0.001',
  '-20',
  '20000000',
  '20000001',
  '999999999.999',
  '100',
]
const wholes = ['0', '1', '2', '-1', '7', '10', '100', '2147483647', '-2147483648', '16777217']
const days = ['2020-01-31', '2020-02-01', '1900-01-01', '2019-12-31', '9999-12-31', '2020-02-29', '1753-01-01']
const times = [
  ...[
    '2020-01-31 00:00:00',
    '2020-01-31 09:30:00',
    '2020-01-31 23:59:59',
    '1900-01-01 00:00:00',
    '9999-12-31 00:00:00',
  ],
  ...['2020-03-08 02:30:00', '1999-12-31 12:00:00', '2020-01-31 09:30:01'],
]
const uuids = ['0f8fad5b-d9cb-469f-a165-708677289501', '0f8fad5b-d9cb-469f-a165-708677289502']

const tidy: Readonly<Record<Exclude<Shape, 'text'>, readonly string[]>> = {
  number: numbers,
  whole: wholes,
  day: days,
  time: times,
  uuid: uuids,
  bit: ['0', '1'],
}

/** What only this engine lets in. */
const odd: Readonly<Record<string, Partial<Record<Shape, readonly string[]>>>> = {
  sqlite: {
    number: ['', '9007199254740993', '0.1'],
    whole: ['', '9007199254740993', '9223372036854775807'],
    day: [
      ...['', ' ', '0', '00000000', '0000-00-00', '2020-02-30', ' 2020-01-31', '2020-01-31 ', '2020-01-31\t'],
      ...['\u00a02020-01-31', '2020-01-31 10:00:00', '2020-01-31T10:00:00', 'soon', 'n/a', '2020-01-31\u00a0'],
    ],
    time: [
      ...['', '0', '00000000000000', '2020-01-31', '2020-01-31T09:30:00', '2020-01-31 09:30', ' 2020-01-31 09:30:00'],
      ...[
        '2020-01-31 09:30:00.000',
        '2020-01-31T09:30:00.125',
        '2020-01-31 09:30:00 ',
        'soon',
        '2020-01-31T09:30:00\u00a0',
      ],
    ],
    uuid: [uuids[0]!.toUpperCase(), ` ${uuids[0]!}`, `${uuids[1]!} `, 'x', ''],
    bit: [''],
  },
  postgres: { day: ['infinity', '-infinity', '0044-03-15 BC'], time: ['infinity', '2020-01-31 09:30:00.125'] },
  mariadb: {
    day: ['0000-00-00', '2020-02-30', '2020-00-00'],
    time: ['0000-00-00 00:00:00', '2020-02-30 00:00:00', '2020-01-31 09:30:00.125'],
  },
}

export function randomValue(kind: Kind, dialect: Dialect, random: Random): string | null {
  if (kind.shape === 'text') return randomText(kind, random)
  if (some(random, 0.1)) return null
  const own = odd[dialect]?.[kind.shape] ?? []
  return pick(own.length > 0 && some(random, 0.4) ? own : tidy[kind.shape], random)
}

/** What may be asked of a column: a value of it, perhaps spelled otherwise, or something else. */
export function randomAsked(kind: Kind, dialect: Dialect, random: Random): string {
  const text = some(random, 0.85) ? randomValue(kind, dialect, random) : randomText({ ...kind, shape: 'text' }, random)
  const asked = (text ?? '').trim()
  return asked === '' ? randomAsked(kind, dialect, random) : asked
}

export function literal(value: string | null, dialect: Dialect): string {
  if (value === null) return 'null'
  const text = dialect === 'mariadb' ? value.replaceAll('\\', '\\\\') : value
  return `'${text.replaceAll("'", "''")}'`
}
