/** A hospital database as unlike the demo's as can be: its tables on each engine, and their rows, odd ones among them. */
import type { Engine } from '../random/engines.ts'

type Dialect = Engine['dialect']
type Words = Readonly<Record<Dialect, string>>

const same = (word: string): Words => ({ sqlite: word, postgres: word, mariadb: word })

const kinds: Readonly<Record<string, Words>> = {
  int: same('INTEGER'),
  big: same('BIGINT'),
  tiny: { ...same('SMALLINT'), mariadb: 'TINYINT' },
  decimal: same('DECIMAL(12,3)'),
  datetime: { sqlite: 'DATETIME', postgres: 'TIMESTAMP(3)', mariadb: 'DATETIME(3)' },
  guid: { sqlite: 'BINARY(16)', postgres: 'BYTEA', mariadb: 'BINARY(16)' },
  uuid: { ...same('CHAR(36)') },
  code: same('VARCHAR(12)'),
  text: same('VARCHAR(200)'),
}

type Value = string | number | null

interface Table {
  readonly name: string
  /** `name kind`, the key first. */
  readonly columns: string
  readonly key: string
  readonly unique?: string
  readonly rows: readonly (readonly Value[])[]
}

export const ana = 'A0B1C2D3-0000-4000-8000-000000000001'
export const ben = 'a0b1c2d3-0000-4000-8000-000000000002'

const none = '0001-01-01 00:00:00.000'

export const tables: readonly Table[] = [
  {
    name: 'person',
    columns:
      'person_id int, uuid uuid, birth_year code, birth_month code, birth_day code, sex tiny, phones text, died datetime, extra text, voided tiny, changed datetime',
    key: 'person_id',
    unique: 'uuid',
    rows: [
      [
        7,
        ana,
        '1980',
        '3',
        '09',
        2,
        'HOME:020-555-0101;CELL:0722 555 102;;X:',
        none,
        '{"marital":"widowed"}',
        0,
        '2024-05-01 10:00:00.000',
      ],
      [8, ben, '1955', '', '', 1, null, '2020-02-29 13:00:00.000', 'not json', 0, none],
      [9, 'a0b1c2d3-0000-4000-8000-000000000003', '1990', '1', '1', 1, null, none, null, 1, null],
    ],
  },
  {
    name: 'person_name',
    columns: 'name_id int, person_id int, preferred tiny, family text, given text, voided tiny',
    key: 'name_id',
    rows: [
      [1, 7, 0, 'Okoth', 'Ana', 0],
      [2, 7, 1, 'Wanjiru', 'Ana', 0],
      [3, 7, 0, 'Mistake', 'Ann', 1],
      [4, 8, 1, 'Otieno', 'Ben', 0],
    ],
  },
  {
    name: 'provider',
    columns: 'code code, login code, full_name text, active tiny',
    key: 'code',
    unique: 'login',
    rows: [
      ['A.1', 'jdoe', 'Dr Jane Doe', 1],
      ['B 2', 'mkim', 'Min Kim, nurse', 0],
    ],
  },
  {
    name: 'visit',
    columns: 'guid guid, person_id int, started datetime, stopped datetime, kind tiny, login code',
    key: 'guid',
    rows: [
      ['0F0000000000400080000000000000AA', 7, '2024-05-01 08:30:00.000', '2024-05-01 09:00:00.000', 0, 'jdoe'],
      ['0F0000000000400080000000000000BB', 8, '2024-06-01 22:00:00.000', none, 1, 'nobody'],
    ],
  },
  {
    name: 'concept_map',
    columns: 'concept_id int, source code, code code, name text',
    key: 'concept_id',
    rows: [
      [5089, 'LOINC', '29463-7', 'Weight'],
      [5088, 'LOINC', '8310-5', 'Temperature'],
      [1234, 'LOINC', '72166-2', 'Smoking'],
      [77, 'SNOMED', '73211009', 'Diabetes'],
    ],
  },
  {
    name: 'obs',
    columns:
      'obs_id big, person_id int, concept_id int, visit_guid guid, noted datetime, value_numeric decimal, unit code, value_coded int, value_datetime datetime, value_text text, voided tiny',
    key: 'obs_id',
    rows: [
      [
        '9007199254740993',
        7,
        5089,
        '0F0000000000400080000000000000AA',
        '2024-05-01 08:40:00.000',
        '61.500',
        'kg',
        null,
        none,
        null,
        0,
      ],
      [2, 7, 1234, null, '2024-05-01 08:41:00.000', null, null, 77, none, null, 0],
      [3, 8, 1234, null, '2024-05-02 00:30:00.000', '-1', 'kg', null, none, 'never smoked', 0],
      [4, 8, 5088, null, '2024-05-02 00:31:00.000', '39.000', 'C', null, none, null, 1],
    ],
  },
  {
    name: 'problem',
    columns: 'row_id int, guid code, version int, person_id int, state code, icd code, title text, since code',
    key: 'row_id',
    rows: [
      [1, 'P1', 1, 7, 'A', 'E119', 'Sugar', '2019'],
      [2, 'P1', 3, 7, 'R', 'E11.9', 'Diabetes', '2019-04'],
      [3, 'P1', 2, 7, 'A', 'E119', 'Sugar disease', null],
      [4, 'P2', 1, 7, 'A', 'I10', 'Pressure', '2020-01-05'],
      [5, 'P2', 2, 7, 'X', 'I10', 'Pressure', '2020-01-05'],
      [6, 'P3', 1, 8, 'A', null, 'Cough', null],
    ],
  },
  {
    name: 'allergy',
    columns: 'person_id int, line int, substance text, reactions text',
    key: 'person_id, line',
    rows: [
      [7, 1, 'Penicillin', 'SKIN:Rash;GI: Nausea'],
      [7, 2, 'Dust', null],
      [8, 1, 'Nuts', ';'],
    ],
  },
]

function literal(value: Value, kind: string, dialect: Dialect): string {
  if (value === null) return 'NULL'
  if (kind === 'guid') return dialect === 'postgres' ? `'\\x${value}'::bytea` : `x'${value}'`
  return ['int', 'big', 'tiny', 'decimal'].includes(kind) ? String(value) : `'${String(value).replaceAll("'", "''")}'`
}

export function statementsFor({ name, columns, key, unique, rows }: Table, dialect: Dialect): readonly string[] {
  const plans = columns.split(', ').map((each) => each.split(' '))
  const declared = plans.map(([column, kind = '']) => `${column} ${kinds[kind]?.[dialect]}`)
  const lines = rows.map((row) => `(${row.map((each, at) => literal(each, plans[at]?.[1] ?? '', dialect)).join(', ')})`)
  return [
    `CREATE TABLE ${name} (${declared.join(', ')}, PRIMARY KEY (${key}))`,
    ...(unique === undefined ? [] : [`CREATE UNIQUE INDEX ux_${name} ON ${name} (${unique})`]),
    `INSERT INTO ${name} VALUES ${lines.join(', ')}`,
  ]
}
