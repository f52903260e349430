import { expect } from 'chai'
import { growthOf, mostGrowth } from '../growth.ts'
import { parseSearch, type SearchText } from '../../src/parse/search.ts'
import type { SearchRequest } from '../../src/parse/request.ts'

const parse = (query: string, more: Partial<SearchText> = {}): SearchRequest =>
  parseSearch({ type: 'Patient', query, ...more })

const parametersOf = (query: string): SearchRequest['parameters'] => parse(query).parameters

const refuses = (query: string, code: string, naming: string, more: Partial<SearchText> = {}): void => {
  expect(() => parse(query, more))
    .to.throw(naming)
    .with.property('code', code)
}

describe('parseSearch', () => {
  it('reads names, modifiers, alternatives and repetitions', () => {
    expect(parametersOf('name:exact=Doe,Roe&given=a&given=b&')).to.deep.equal([
      { name: 'name', modifier: 'exact', values: ['Doe', 'Roe'] },
      { name: 'given', values: ['a'] },
      { name: 'given', values: ['b'] },
    ])
  })

  it('adds the form of a POST to the query', () => {
    expect(parse('given=a', { body: 'family=%C3%A9+x' }).parameters.map((each) => each.values[0])).to.deep.equal([
      'a',
      'é x',
    ])
  })

  it('takes an escaped comma as part of the value and keeps the other escapes', () => {
    expect(parametersOf('name=a\\,b,c')[0]?.values).to.deep.equal(['a,b', 'c'])
    expect(parametersOf('code=a\\|b|c\\\\,\\$')[0]?.values).to.deep.equal(['a\\|b|c\\\\', '\\$'])
    expect(parametersOf('code=a\\\\,b')[0]?.values).to.deep.equal(['a\\\\', 'b'])
    refuses('name=a\\b', 'parse-parameter', 'name')
  })

  it('leaves chains and _has as they are, for the plan to judge', () => {
    const names = parametersOf('organization:Organization.name:exact=x&_has:Observation:patient:code=y&_text=z')
    expect(names.map(({ name, modifier }) => [name, modifier])).to.deep.equal([
      ['organization:Organization.name:exact', undefined],
      ['_has:Observation:patient:code', undefined],
      ['_text', undefined],
    ])
  })

  it('reads what steers the answer', () => {
    const request = parse('_count=0&_sort=-date,_id&_total=none&_summary=data&_elements=id,name&_cursor=ab%2Bc')
    expect(request).to.deep.equal({
      type: 'Patient',
      parameters: [],
      count: 0,
      sort: [
        { name: 'date', descending: true },
        { name: '_id', descending: false },
      ],
      total: 'none',
      summary: 'data',
      elements: ['id', 'name'],
      include: [],
      revinclude: [],
      cursor: 'ab+c',
      handling: 'strict',
    })
  })

  it('reads includes, any number of them', () => {
    const { include, revinclude } = parse(
      '_include=Patient:organization&_include:iterate=Patient:link:RelatedPerson&_include=*&_revinclude=Provenance:target',
    )
    expect(include).to.deep.equal([
      { type: 'Patient', parameter: 'organization', iterate: false },
      { type: 'Patient', parameter: 'link', target: 'RelatedPerson', iterate: true },
      { type: 'Patient', parameter: '*', iterate: false },
    ])
    expect(revinclude).to.deep.equal([{ type: 'Provenance', parameter: 'target', iterate: false }])
  })

  const wrongControls: readonly (readonly [string, string])[] = [
    ['_count=-1', '_count'],
    ['_count=x', '_count'],
    ['_count=', '_count'],
    ['_count=1&_count=1', '_count'],
    ['_count:exact=1', '_count'],
    ['_sort=a,,b', '_sort'],
    ['_sort=date:desc', '_sort'],
    ['_total=exact', '_total'],
    ['_summary=yes', '_summary'],
    ['_elements=a b', '_elements'],
    ['_pretty=1', '_pretty'],
    ['_include=Patient', '_include'],
    ['_include:recurse=Patient:link', '_include'],
    ['_revinclude=:target', '_revinclude'],
  ]
  for (const [query, name] of wrongControls) {
    it(`refuses ${query}, naming ${name}`, () => refuses(query, 'parse-parameter', name))
  }

  it('counts a control of the query and one of the body as two', () => {
    refuses('_count=1', 'parse-parameter', '_count', { body: '_count=2' })
  })

  it('lets formats of JSON pass and refuses others', () => {
    expect(parse('_format=json&_pretty=true').parameters).to.deep.equal([])
    expect(parse('_format=application/fhir+json').parameters).to.deep.equal([])
    refuses('_format=xml', 'parse-not-acceptable', '_format')
  })

  it('refuses an empty value by name when handling is strict and leaves it out when lenient', () => {
    refuses('name=', 'parse-parameter', 'name')
    refuses('name', 'parse-parameter', 'name')
    refuses('name=a,,b', 'parse-parameter', 'name')
    const lenient = parse('name=&family=a,,b&_count=', { prefer: 'return=minimal; Handling=lenient' })
    expect(lenient).to.deep.include({ parameters: [{ name: 'family', values: ['a', 'b'] }], handling: 'lenient' })
    expect(lenient).not.to.have.property('count')
  })

  for (const query of [
    'a=%',
    'a=%ZZ',
    'a=%FF',
    'a=%C0%80',
    'a=%00',
    'a=%0A',
    '%C3=a',
    'a b=c',
    ':x=1',
    'a:=1',
    'a:b:c=1',
    '=1',
  ]) {
    it(`refuses ${query}`, () =>
      expect(() => parse(query))
        .to.throw()
        .with.property('code', 'parse-parameter'))
  }

  it('blames the body for what is wrong in the body', () => {
    refuses('', 'parse-body', 'value', { body: 'a=%FF' })
  })

  it('refuses what is too long or too many', () => {
    refuses(`a=${'x'.repeat(16 * 1024)}`, 'parse-too-long', '16384')
    refuses('', 'parse-too-large', '65536', { body: `a=${'x'.repeat(64 * 1024)}` })
    refuses('a=1&'.repeat(101), 'parse-parameter', '100')
    refuses(`a=${'1,'.repeat(1000)}1`, 'parse-parameter', '1000')
    expect(parametersOf(`a=${'1,'.repeat(999)}1`)[0]?.values).to.have.length(1000)
    refuses(`a=1,${'x'.repeat(1001)}`, 'parse-parameter', '1000 characters')
    expect(parametersOf(`a=${'x'.repeat(1000)}`)[0]?.values).to.deep.equal(['x'.repeat(1000)])
  })

  it('reads a hostile value in time that grows with its length', () => {
    const ask = (size: number): void =>
      refuses('', 'parse-parameter', '1000 characters', {
        body: `a=${'%5C%5C'.repeat(size)}&b=${'\\,'.repeat(900)}x`,
      })
    expect(growthOf(ask, 10_000)).to.be.below(mostGrowth)
  })
})
