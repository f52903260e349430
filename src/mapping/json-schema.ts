/** The mapping language -> a JSON Schema, so that editors complete and explain the files. The compiler alone says what is right. https://json-schema.org/draft-07 */
import { editions, profileIds, resourceTypes } from '../fhir/definitions.ts'
import {
  byName,
  condition,
  either,
  listOf,
  map,
  oneOrMany,
  ref,
  said,
  text,
  words,
  type Schema,
} from './json-schema-words.ts'
import { system } from './json-schema-system.ts'

const facts: Readonly<Record<string, Schema>> = {
  as: said('Its alias.', text),
  rows: said('About how many rows it has.', text),
  unique: said('Columns that no two rows share, or several such lists.', listOf(oneOrMany(text))),
  index: said('Columns by which it is searched fast; an index of several is a list.', listOf(oneOrMany(text))),
}

const table: Schema = either(
  text,
  map({ table: said('The name of a table or a view.', text), ...facts }, 'table', 'as'),
  map({ sql: said('A select of its own.', text), ...facts }, 'sql', 'as'),
)

const newest: Schema = either(
  oneOrMany(text),
  map(
    {
      by: said('Columns, the weightiest first: the row with the greatest values wins.', oneOrMany(text)),
      within: said('Rows that are equal in these columns belong together.', oneOrMany(text)),
      of: said('The rows that can win.', condition),
    },
    'by',
  ),
)

const joins: Schema = ((join) => either(byName(join), listOf(join)))(
  either(text, map({ from: table, on: text, when: condition, newest }, 'from', 'on')),
)

const rowsProperties: Readonly<Record<string, Schema>> = {
  from: said(
    'Table and alias: PAT_NAME_HX n. Tables of to-one keys behind join: ... join OTHER o on o.K = n.K.',
    table,
  ),
  join: said('To-one joins by name, as in a source.', joins),
  on: said("What ties the rows to the source: n.PAT_ID = p.PAT_ID and n.TYP = 'K'.", text),
  order: said('Columns, each perhaps with desc behind it.', oneOrMany(text)),
  when: said('The rows that count.', condition),
  newest: said('Only the newest row of each counts.', newest),
}

const value: Schema = {
  description:
    'A constant, =expression, "text with {holes}", a list of values, or a map of children and control words.',
  anyOf: [text, listOf(ref('value')), ref('element')],
}

/** Control words; every other key is an element of the FHIR type, a slice, or a branch of a case. */
const element: Schema = {
  type: 'object',
  properties: {
    first: said('Ordered alternatives: a later one counts when the earlier ones yield nothing.', ref('value')),
    blanks: said('No text has white space around it: SQL need not look for any.', { enum: ['none'] }),
    case: said('Alternatives by a column: each other key is one of its values, or else.', text),
    when: said('The value is there only where this holds.', ref('value')),
    each: said(
      'One for each: the name of child rows, group, "split(p.COL ;)", "columns(p.A p.B)" or "joined(lines n.TXT)".',
      text,
    ),
    under: said('Of those rows the ones that belong to the row around them: q.PRNT_ID = g.Q_ID.', text),
    is: said('The value, where control words stand beside it.', ref('value')),
    absent: said('The data-absent-reason where nothing is yielded: unknown, masked, ...', text),
    none: said('Nothing, as a branch that ends the alternatives.', { enum: [true, 'true'] }),
  },
  additionalProperties: ref('value'),
}

const test: Schema = either(
  said('A value or several, or any, none, past.', oneOrMany(text)),
  map({
    not: said('Not one of these: true where there is no value.', ref('test')),
    below: said('Less than this.', text),
    from: said('At least this.', text),
    past: said("Before the tenant's today, in this form.", { enum: ['yyyymmdd', 'iso', 'local', 'utc'] }),
  }),
)

const conditionSchema: Schema = {
  description: 'All lines must hold; in exclude any one is enough. Two-valued: NULL, blank and sentinels are none.',
  type: 'object',
  minProperties: 1,
  properties: {
    any: said('At least one of the columns has a value.', oneOrMany(text)),
    or: said('Any of these conditions.', listOf(condition)),
    exists: said('Such rows there are; in where and exclude only.', ref('rows')),
  },
  patternProperties: { '^(it|[A-Za-z_]\\w*\\.[A-Za-z_]\\w*)$': ref('test') },
  additionalProperties: false,
}

const kind = map({
  profile: ref('profile'),
  when: said('The rows that have this kind.', condition),
  map: said("On top of the source's map: its elements replace the shared ones.", ref('element')),
})

const kinds: Schema = either(
  map(
    {
      each: said('One resource for each column with a value: "columns(e.A e.B)".', text),
      when: condition,
      map: ref('element'),
    },
    'each',
  ),
  said('Resources by the names that end their ids.', { type: 'object', minProperties: 1, additionalProperties: kind }),
  said('Shapes of the one resource: the first whose condition holds.', listOf(kind)),
)

const proxy: Schema = either(
  text,
  map(
    {
      each: said('The name of child rows.', text),
      when: said("Asked of the patient's own row.", condition),
      is: said('The key of the other patient: =g.CNTC_PAT_ID | ref(pat).', text),
    },
    'is',
  ),
)

const group: Schema = either(
  text,
  map(
    {
      each: said('The name of child rows.', text),
      when: said('Which of them count, at the time of asking.', condition),
      is: said('The column of the name: =l.LIST_CD.', text),
    },
    'is',
  ),
)

const source = map(
  {
    resource: said('The FHIR type.', { enum: resourceTypes }),
    source: said('The name with which ids begin: pat-1234.', { type: 'string', pattern: '^[a-z][a-z0-9]*$' }),
    from: said('Table and alias: PAT_MSTR p; or sql("select ...") p; or a map that states more.', table),
    join: said('To-one joins by name: RPT_HDR h on h.RPT_ID = r.RPT_ID.', joins),
    id: said('How ids are made of the key: plain, or a text with its columns, as P{p.PAT_ID}.', text),
    key: said('The column of the key, or several: [c.PAT_ID, c.SEQ_NO]. Behind a bar perhaps uuid.', oneOrMany(text)),
    group: said(
      'Instead of key: rows of one key make one resource.',
      map({ key: oneOrMany(text), order: oneOrMany(text) }, 'key'),
    ),
    tenant: said('The column of the tenant, where no patient brings it.', text),
    patient: said('Whose data it is: =r.PAT_ID | ref(pat), shared, or never; in the Patient source its key.', text),
    updated: said(
      'When the row was last changed: an expression, or alternatives, ending in a fixed date.',
      ref('value'),
    ),
    where: said('Rows that are served.', condition),
    exclude: said('Rows that are not; one with NULL there is.', condition),
    newest: said('Of rows that belong together only the newest is there.', newest),
    merged: said(
      'What becomes of merged patients and their results: a clinical decision.',
      map({ when: condition, into: text, results: { enum: ['survivor', 'hide'] } }, 'when', 'into', 'results'),
    ),
    proxy: said("Of a Patient source: other patients whose accounts may open the patient's chart.", oneOrMany(proxy)),
    groups: said('Of a Patient source: the groups of patients to which clients may be bound.', oneOrMany(group)),
    rows: said('To-many child rows by name, for each: and conditions.', byName(ref('rows'))),
    profile: ref('profile'),
    search: said('Narrows search parameters to these elements.', byName(oneOrMany(text))),
    map: said('The resource: FHIR elements by name.', ref('element')),
    kinds: said('Several resources, or several shapes, from one row.', kinds),
  },
  'resource',
  'source',
  'from',
)

const behind: Readonly<Record<string, Schema>> = {
  author: said('Who made the row what it is.', ref('value')),
  onBehalfOf: said('For which organization the author did it.', ref('value')),
  transmitter: said('Who hands it on.', ref('value')),
  recorded: said('When; left out: as updated:, without its fixed date.', ref('value')),
}

const over = map(
  {
    resource: said('The FHIR type.', { enum: ['Provenance'] }),
    source: said('What stands before the id of what it is about: prv-cond-12.', text),
    over: said(
      'The sources whose rows have one, and what is said of them alone.',
      oneOrMany(
        map(
          {
            of: said('Names of sources.', oneOrMany(text)),
            join: said('To-one joins by name, beside those of the source: USR_MSTR w on w.USR_ID = row.USR_ID.', joins),
            ...behind,
          },
          'of',
        ),
      ),
    ),
    profile: ref('profile'),
    ...behind,
    map: said('More elements, by name.', ref('element')),
  },
  'resource',
  'source',
  'over',
)

/** Of source files and of system.yaml alike; a source is told by its `resource:`, one over others by its `over:`. */
export const mappingJsonSchema: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A mapping of Portico',
  description: 'See docs/mapping.md.',
  type: 'object',
  if: { required: ['resource'] },
  then: { if: { required: ['over'] }, then: ref('over'), else: ref('source') },
  else: ref('system'),
  definitions: {
    text: said('Every scalar is read as text.', { type: ['string', 'number', 'boolean', 'null'] }),
    profile: said(
      'The profile, or several: the first that the US Core version has.',
      oneOrMany(words(...new Set(editions.flatMap((each) => profileIds(each))))),
    ),
    value,
    element,
    test,
    condition: conditionSchema,
    rows: map(rowsProperties, 'from', 'on'),
    source,
    over,
    system,
  },
}
