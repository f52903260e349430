/** A Patient source by hand that has every form a tree may take. */
import { has, not, oneOf } from '../../src/mapping/cond.ts'
import type { Kind, Source } from '../../src/mapping/model.ts'
import { at, childRows, child, column, constant, element, hole, kindOf, plain, sourceOf, when } from './hand-made.ts'

export const columns = {
  id: column('p', 'PAT_ID', 'integer'),
  last: column('p', 'LAST_NM'),
  first: column('p', 'FIRST_NM'),
  sex: column('p', 'SEX'),
  born: column('p', 'DOB'),
  dead: column('p', 'DEATH_FLG'),
  died: column('p', 'DEATH_DT'),
  phone: column('p', 'PHONE'),
  races: column('p', 'RACES'),
  births: column('p', 'BIRTHS', 'integer'),
  code: column('p', 'CD'),
  display: column('p', 'DISP'),
}

export const oldNames = {
  parent: column('n', 'PAT_ID', 'integer'),
  order: column('n', 'NAME_ID', 'integer'),
  last: column('n', 'LAST_NM'),
  type: column('n', 'NM_TYP'),
}

export const names = childRows('names', 'n', oldNames.parent, columns.id, oldNames.order)
const it = column('it', 'it')

const date = ([text]: readonly (string | undefined)[]) =>
  text === undefined || /^\d{4}-\d\d-\d\d$/.test(text) ? text : { bad: 'is not a date' }

const digits = ([text]: readonly (string | undefined)[]) => text && (/^[1-9]\d*$/.test(text) ? text : undefined)

const sexes: ReadonlyMap<string, string> = new Map([
  ['M', 'male'],
  ['F', 'female'],
])

const name = element('HumanName', [
  child('use', 'code', [constant('code', 'official')]),
  child('family', 'string', [hole('string', [columns.last])], {
    absent: { value: { extension: [{ url: 'urn:absent', valueCode: 'unknown' }] }, primitive: true },
  }),
  child('given', 'string', [hole('string', [columns.first])], { array: true }),
])

const oldName = element('HumanName', [
  child('use', 'code', [when(oneOf(oldNames.type, ['M']), constant('code', 'maiden')), constant('code', 'old')]),
  child('family', 'string', [hole('string', [oldNames.last])]),
])

const telecom = element(
  'ContactPoint',
  [
    child('system', 'code', [constant('code', 'phone')]),
    child('value', 'string', [hole('string', [columns.phone])]),
    child('use', 'code', [when(not(has(columns.first)), constant('code', 'home')), constant('code', 'work')]),
  ],
  { heart: 'value' },
)

const identifier = element(
  'Identifier',
  [
    child('system', 'uri', [constant('uri', 'urn:oid:{tenant.oid}.1')]),
    child('value', 'string', [hole('string', [columns.id])], { required: true }),
  ],
  { heart: 'value' },
)

const coding = element(
  'Coding',
  [
    child('system', 'uri', [constant('uri', 'urn:sys')]),
    child('code', 'code', [hole('code', [columns.code])]),
    child('display', 'string', [hole('string', [columns.display])]),
  ],
  { heart: 'code' },
)

const marital = element('CodeableConcept', [
  child('coding', 'Coding', [coding], { array: true }),
  child('text', 'string', [hole('string', [columns.display])]),
])

const link = element('Patient.link', [
  child(
    'other',
    'Reference',
    [hole('Reference', [columns.races], ([text]) => text && { reference: `Patient/${text.length}` })],
    {
      required: true,
    },
  ),
  child('type', 'code', [hole('code', [columns.sex])]),
])

const deceased = [
  { ...plain(hole('dateTime', [columns.died], date)), json: 'deceasedDateTime' },
  { ...when(oneOf(columns.dead, ['Y']), constant('boolean', 'true')), json: 'deceasedBoolean' },
]

const tree = element(
  'Patient',
  [
    child('meta', 'Meta', [
      element('Meta', [child('lastUpdated', 'instant', [hole('instant', [columns.phone])])], { fixed: true }),
    ]),
    child('identifier', 'Identifier', [identifier], { array: true, required: true }),
    child('active', 'boolean', [constant('boolean', 'true')]),
    child(
      'name',
      'HumanName',
      [name, { when: has(oldNames.last), each: { kind: 'table', rows: names }, node: oldName, at }],
      {
        array: true,
      },
    ),
    child('telecom', 'ContactPoint', [telecom], { array: true }),
    child('gender', 'code', [
      hole('code', [columns.sex], ([text]) =>
        text === undefined ? text : (sexes.get(text) ?? { bad: 'is no known sex' }),
      ),
    ]),
    child('birthDate', 'date', [hole('date', [columns.born], date)], { required: true }),
    child('deceased', 'dateTime', deceased, { json: 'deceasedDateTime' }),
    child('maritalStatus', 'CodeableConcept', [marital]),
    child('multipleBirth', 'integer', [hole('integer', [columns.births], digits)], { json: 'multipleBirthInteger' }),
    child(
      'communication',
      'Patient.communication',
      [
        {
          when: not(oneOf(it, ['X'])),
          each: { kind: 'split', column: columns.races, separator: ';', it },
          node: element('Patient.communication', [
            child('language', 'CodeableConcept', [
              hole('CodeableConcept', [it, columns.sex], ([text, sex]) => text && { text: `${text}${sex ?? ''}` }),
            ]),
          ]),
          at,
        },
      ],
      { array: true },
    ),
    child('link', 'Patient.link', [link], { array: true }),
  ],
  { fixed: true },
)

export const kind: Kind = kindOf(tree, { profiles: ['http://example.org/patient'] })
export const source: Source = sourceOf('pat', 'Patient', columns.id, { kinds: [kind], rows: [names] })
