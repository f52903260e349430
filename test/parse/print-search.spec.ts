import { expect } from 'chai'
import fc from 'fast-check'
import { printSearch } from '../../src/parse/print-search.ts'
import type { SearchRequest } from '../../src/parse/request.ts'
import { parseSearch } from '../../src/parse/search.ts'

const name = fc.stringMatching(/^[a-z][a-z-]{0,9}$/)
const type = fc.constantFrom('Patient', 'Observation', 'Provenance')

/** As the parser leaves them: any characters, backslashes only before what may be escaped. */
const value = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom(',', '\\|', '\\$', '\\\\', '|', '&', '=', '+', '%'),
    ),
    {
      minLength: 1,
    },
  )
  .map((parts) => parts.map((part) => (/^\\[\\|$]$/.test(part) ? part : part.replace(/[\\\p{Cc}]/gu, 'x'))).join(''))
  .filter((text) => text !== '')

const parameter = fc.record(
  {
    name,
    modifier: fc.constantFrom('exact', 'not', 'Patient'),
    values: fc.array(value, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ['name', 'values'] },
)

const include = fc.record(
  { type, parameter: name, target: type, iterate: fc.boolean() },
  { requiredKeys: ['type', 'parameter', 'iterate'] },
)

const request: fc.Arbitrary<SearchRequest> = fc.record(
  {
    type,
    parameters: fc.array(parameter, { maxLength: 5 }),
    count: fc.nat(1000),
    sort: fc.array(fc.record({ name, descending: fc.boolean() }), { maxLength: 3 }),
    total: fc.constantFrom('none', 'estimate', 'accurate'),
    summary: fc.constantFrom('true', 'text', 'data', 'count', 'false'),
    elements: fc.array(fc.constantFrom('id', 'name', 'subject'), { maxLength: 3 }),
    include: fc.array(include, { maxLength: 3 }),
    revinclude: fc.array(include, { maxLength: 3 }),
    cursor: value,
    handling: fc.constant('strict'),
  },
  { requiredKeys: ['type', 'parameters', 'sort', 'elements', 'include', 'revinclude', 'handling'] },
)

describe('printSearch', () => {
  it('prints what reads back as the same request', () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(parseSearch({ type: asked.type, query: printSearch(asked) })).to.deep.equal(asked)
      }),
    )
  })

  it('keeps what a person would like to read', () => {
    const query = 'subject:Patient=Patient/pat-1&code=http://loinc.org%7C1,2&_include=Patient:link&_sort=-date&_count=5'
    expect(printSearch(parseSearch({ type: 'Observation', query }))).to.equal(query)
  })

  it('prints nothing for a search of everything', () => {
    expect(printSearch(parseSearch({ type: 'Patient', query: '' }))).to.equal('')
  })
})
