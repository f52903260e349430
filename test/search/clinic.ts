/** A clinic of four tables in memory, mapped by hand. */
import Sqlite from 'better-sqlite3'
import { and, atMost, has, not, oneOf } from '../../src/mapping/cond.ts'
import { usualDocuments } from '../../src/mapping/documents.ts'
import { referenceLens } from '../../src/mapping/lenses/references.ts'
import type { Child, Hole, Kind, Lens, Mapping, Source } from '../../src/mapping/model.ts'
import { parametersOf } from '../../src/mapping/parameters.ts'
import type { Context } from '../../src/plan/model.ts'
import type { SearchRequest } from '../../src/parse/request.ts'
import {
  at,
  child,
  childRows,
  column,
  constant,
  element,
  hole,
  kindOf,
  lens,
  sourceOf,
  tenant,
} from '../write/hand-made.ts'

export const labCount = 23
export const vitalCount = 17

const pat = { id: column('p', 'PAT_ID', 'integer'), name: column('p', 'NM') }
const lab = {
  id: column('l', 'LAB_ID', 'integer'),
  pat: column('l', 'PAT_ID', 'integer'),
  value: column('l', 'VAL'),
  code: column('l', 'CD'),
  day: column('l', 'DT'),
}
const note = { lab: column('n', 'LAB_ID', 'integer'), no: column('n', 'NO', 'integer'), text: column('n', 'TXT') }
const vital = {
  id: column('v', 'VIT_ID', 'integer'),
  pat: column('v', 'PAT_ID', 'integer'),
  pulse: column('v', 'PULSE', 'decimal'),
  temp: column('v', 'TEMP', 'decimal'),
  day: column('v', 'DT'),
}

const patients: Source = sourceOf('pat', 'Patient', pat.id, {
  kinds: [
    kindOf(
      element(
        'Patient',
        [
          child(
            'name',
            'HumanName',
            [element('HumanName', [child('family', 'string', [hole('string', [pat.name])])])],
            { array: true },
          ),
        ],
        {
          fixed: true,
        },
      ),
    ),
  ],
})

const reference = (of: typeof lab.pat): Hole => ({
  kind: 'hole',
  type: 'Reference',
  at,
  lens: referenceLens({ columns: [of], target: () => patients, targetType: 'Patient', shape: 'Reference' }),
})

const coding = (code: Parameters<typeof child>[2]): Child =>
  child(
    'code',
    'CodeableConcept',
    [
      element(
        'CodeableConcept',
        [
          child(
            'coding',
            'Coding',
            [
              element('Coding', [child('system', 'uri', [constant('uri', 'urn:c')]), child('code', 'code', code)], {
                heart: 'code',
                fixed: true,
              }),
            ],
            {
              array: true,
            },
          ),
        ],
        { fixed: true },
      ),
    ],
    { required: true },
  )

const observation = (own: readonly Child[], of: typeof lab.pat, day: typeof lab.day) => {
  const children = [
    child('status', 'code', [constant('code', 'final')], { required: true }),
    ...own.filter(({ element }) => element === 'code'),
    child('subject', 'Reference', [reference(of)]),
    child('effective', 'dateTime', [{ ...occurrenceOf(hole('dateTime', [day])), json: 'effectiveDateTime' }], {
      json: 'effectiveDateTime',
    }),
    ...own.filter(({ element }) => element !== 'code'),
  ]
  return element('Observation', children, { fixed: true })
}

const occurrenceOf = (node: Hole) => ({ when: and(), node, at })

const quantity = (of: typeof vital.pulse): Child =>
  child(
    'value',
    'Quantity',
    [
      {
        ...occurrenceOf(hole('Quantity', [of], ([text]) => text && { value: text, unit: 'x' })),
        json: 'valueQuantity',
      },
    ],
    {
      json: 'valueQuantity',
    },
  )

/** Selects every row with a code, so that the row has to be checked. */
const looseCode: Lens = {
  ...lens('code', [lab.code], ([text]) => text),
  match: () => atMost(has(lab.code)),
}

const notes = childRows('notes', 'n', note.lab, lab.id, note.no)

const labs: Source = sourceOf('lab', 'Observation', lab.id, {
  rows: [notes],
  kinds: [
    kindOf(
      observation(
        [
          coding([{ when: and(), node: { kind: 'hole', type: 'code', lens: looseCode, at }, at }]),
          child(
            'value',
            'string',
            [
              {
                ...occurrenceOf(
                  hole('string', [lab.value], ([text]) => (text === 'bad' ? { bad: 'is no result' } : text)),
                ),
                json: 'valueString',
              },
            ],
            { json: 'valueString' },
          ),
          child(
            'note',
            'Annotation',
            [
              {
                when: and(),
                each: { kind: 'table', rows: notes },
                node: element('Annotation', [child('text', 'markdown', [hole('markdown', [note.text])])], {
                  heart: 'text',
                }),
                at,
              },
            ],
            { array: true },
          ),
        ],
        lab.pat,
        lab.day,
      ),
    ),
  ],
})

const vitalKind = (id: string, ordinal: number, of: typeof vital.pulse): Kind => {
  const code = coding([constant('code', id)])
  return kindOf(observation([code, quantity(of)], vital.pat, vital.day), { id, ordinal, when: has(of) })
}

const vitals: Source = sourceOf('vit', 'Observation', vital.id, {
  ordinal: 1,
  kinds: [vitalKind('8867-4', 0, vital.pulse), vitalKind('8310-5', 1, vital.temp)],
  keep: not(oneOf(vital.day, ['1900-01-01'])),
})

export const sources = { patients, labs, vitals }

const table = (rows: number) => ({ rows, indexes: [] })

export const mapping: Mapping = {
  hash: 'by hand',
  usCore: '6.1.0',
  sources: [patients, labs, vitals],
  byName: new Map([patients, labs, vitals].map((source) => [source.name, source])),
  byType: new Map([
    ['Patient', [patients]],
    ['Observation', [labs, vitals]],
  ]),
  parameters: new Map([
    ['Patient', await parametersOf('Patient', [patients])],
    ['Observation', await parametersOf('Observation', [labs, vitals])],
  ]),
  organizations: 'one',
  documents: usualDocuments,
  codeRows: new Map(),
  tenants: new Map([[tenant.key, tenant]]),
  tables: new Map(['P', 'L', 'N', 'V'].map((name) => [name, table(100)])),
} as Mapping

export const context = (more: Partial<Context['limits']> = {}): Context => ({
  mapping,
  tenant,
  base: 'http://fhir.example/1',
  now: Date.UTC(2024, 4, 1),
  cursorKey: new Uint8Array(32),
  limits: { defaultCount: 10, maximumCount: 1000, scanRows: 1000, gatherRows: 1000, maximumIncluded: 100, ...more },
  grant: {
    surface: 'sevocity',
    reach: 'organization',
    organization: '1',
    subject: 'nurse',
    client: 'app',
    rules: [{ context: 'user', type: '*', read: true, search: true, operations: [], parameters: [] }],
    expires: 9e9,
  },
})

export const request = (type: string, more: Partial<SearchRequest> = {}): SearchRequest => ({
  type,
  parameters: [],
  sort: [],
  elements: [],
  include: [],
  revinclude: [],
  handling: 'strict',
  ...more,
})

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length]!

export function createTables(): Sqlite.Database {
  const database = new Sqlite(':memory:')
  database.exec(`create table P (PAT_ID int primary key, NM text);
    create table L (LAB_ID int primary key, PAT_ID int, VAL text, CD text, DT text);
    create table N (LAB_ID int, NO int, TXT text);
    create table V (VIT_ID int primary key, PAT_ID int, PULSE numeric, TEMP numeric, DT text)`)
  const insert = (name: string, ...values: readonly unknown[]) =>
    database.prepare(`insert into ${name} values (${values.map(() => '?').join()})`).run(values)
  for (let id = 1; id <= 5; id++) insert('P', id, `NAME ${id}`)
  for (let id = 1; id <= labCount; id++) {
    insert(
      'L',
      id * 3,
      (id % 6) + 1,
      pick(['neg', 'bad', null, 'pos'], id),
      pick(['a', 'b', 'a', 'c'], id),
      pick(['2020-01-02', null, '2019', '2021-05'], id),
    )
    for (let no = 1; no <= id % 3; no++) insert('N', id * 3, no, `note ${no} of ${id}`)
  }
  for (let id = 1; id <= vitalCount; id++) {
    insert(
      'V',
      id,
      (id % 5) + 1,
      pick([60 + id, null, 70], id),
      pick([37.5, 38, null, null, 36], id),
      pick(['2020-06-01', null], id),
    )
  }
  return database
}
