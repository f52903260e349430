/** system.yaml -> its part of the JSON Schema of mappings. */
import { byName, condition, either, listOf, map, ref, said, text, words } from './json-schema-words.ts'

const codeList = map({
  file: said('A CSV file with the header local,system,code,display.', text),
  table: said('A table and alias of which the rows are codes.', text),
  where: condition,
  local: said('The column of the local code.', text),
  tenant: said('The column of the tenant whose row it is.', text),
  fallback: said('The tenant whose rows stand in for all.', text),
  system: said('The code system, or { case: column, VALUE: system }.', either(text, byName(text))),
  in: said('The code system of all rows.', text),
  code: said('The column of the standard code.', text),
  display: said('The column of the words.', text),
  own: said('A system for local codes, which then stand beside the standard ones.', text),
  prefer: said('Rows that come before others of the same local code.', condition),
  valid: said('Columns of the first and the last day.', listOf(text)),
  else: said('What becomes of a code in no row.', words('drop', 'text', 'local', 'bad')),
  live: said('Its table is too large to hold: rows are looked up as they are needed.', { enum: [true, 'true', 'yes'] }),
  like: said('Another list, of which all clauses are taken over that are not stated here.', text),
})

const fact = map({
  nulls: said('Texts that mean no value here.', listOf(text)),
  stored: said('All letters are of this case.', { enum: ['upper', 'lower'] }),
  chars: said('No other characters.', { enum: ['ascii', 'digits'] }),
  padded: said('Values may have blanks behind them.', { enum: [true, 'yes'] }),
  blanks: said('No text has white space around it: SQL need not look for any.', { enum: ['none'] }),
  case: said('Letters of other case are another value, in conditions too.', { enum: ['exact'] }),
})

const published = said(
  'What everyone may know of an organization: a User-access Brand and its Endpoint.',
  map(
    {
      organization: said('The elements of its Organization, with name and telecom.', byName(ref('value'))),
      endpoint: said(
        'What is said of its Endpoint.',
        map({ name: ref('value'), contact: ref('value') }, 'name', 'contact'),
      ),
    },
    'organization',
    'endpoint',
  ),
)

const tenants = either(
  map(
    {
      from: said('The table of organizations and an alias.', text),
      key: said("The column of the tenant's key.", text),
      where: condition,
      zone: said('Its time zone: America/Chicago.', ref('value')),
      facts: said('What texts may name as {tenant.oid}.', byName(ref('value'))),
      published,
      expect: said('How many organizations the mapping is written for.', { enum: ['one', 'many'] }),
    },
    'from',
    'key',
    'zone',
  ),
  map(
    {
      one: said(
        'The one organization of a database without a table of them.',
        map({ key: text, zone: text, facts: byName(text), published }, 'key', 'zone'),
      ),
    },
    'one',
  ),
)

/** system.yaml. */
export const system = map(
  {
    tenants: said('The organizations that share the database.', tenants),
    systems: said(
      'Short names of code systems, and whether case counts in their codes.',
      byName(either(text, map({ uri: text, case: { enum: ['exact', 'ignored'] } }, 'uri'))),
    ),
    nulls: said('Texts that mean no value, in every column.', listOf(text)),
    columns: said('What is known of columns: "TABLE.COLUMN", with * for either.', byName(fact)),
    optional: said('Columns that not every version of the database has: TABLE.COLUMN.', listOf(text)),
    codes: said('Code lists by name.', byName(codeList)),
    documents: said(
      'Sizes of documents, in bytes.',
      map({
        inline: said('The most that inline gives within a resource: 65536.', text),
        unpacked: said('The most that a packed document may unpack to: 268435456.', text),
      }),
    ),
  },
  'tenants',
)
