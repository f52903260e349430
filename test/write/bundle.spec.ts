import { expect } from 'chai'
import { bundleText, entryText, outcomeEntry, type Link } from '../../src/write/bundle.ts'
import { badValuesText, warningsText } from '../../src/write/outcome.ts'
import { primitiveText, quote, valueText } from '../../src/write/text.ts'

const links: readonly Link[] = [{ relation: 'self', url: 'http://fhir.example/Patient?name=%22' }]

async function textOf(entries: readonly string[], head = {}): Promise<string> {
  const pieces: string[] = []
  const some = (async function* () {
    yield* entries
  })()
  for await (const text of bundleText(head, some, () => links)) pieces.push(text)
  return pieces.join('')
}

describe('a Bundle', () => {
  it('has its entries between head and links, with batches of none left out', async () => {
    const entry = entryText('http://fhir.example', 'Patient', 'pat-1', '{"id":"pat-1"}', 'include')
    const bundle: unknown = JSON.parse(await textOf(['', entry, '', entry], { total: 2 }))
    expect(bundle).to.deep.equal({
      resourceType: 'Bundle',
      type: 'searchset',
      total: 2,
      entry: [1, 2].map(() => ({
        fullUrl: 'http://fhir.example/Patient/pat-1',
        resource: { id: 'pat-1' },
        search: { mode: 'include' },
      })),
      link: links,
    })
  })

  it('has no entry member when there are none', async () => {
    expect(JSON.parse(await textOf(['']))).to.deep.equal({ resourceType: 'Bundle', type: 'searchset', link: links })
  })
})

describe('an outcome', () => {
  it('tells of a bad value by source, element and reason', () => {
    const text = badValuesText(
      [{ source: 'pat', element: 'Patient.gender', reason: 'is no known sex' }],
      'Patient/pat-1',
      true,
    )
    const { resource } = JSON.parse(outcomeEntry(text)) as { resource: { issue: readonly object[] } }
    expect(resource.issue[0]).to.deep.equal({
      severity: 'warning',
      code: 'value',
      details: {
        coding: [{ system: 'urn:portico:problem', code: 'write-value' }],
        text: 'Patient.gender of Patient/pat-1 is no known sex. It is left out. The source is pat.',
      },
      expression: ['Patient.gender'],
    })
  })

  it('has another code where the whole resource is left out', () => {
    expect(
      badValuesText([{ source: 'pat', element: 'Patient.name', reason: 'is odd' }], 'Patient/pat-1', false),
    ).to.include('write-resource')
  })

  it('has one issue for each thing that was ignored', () => {
    expect(JSON.parse(warningsText(['One.', 'Two.']))).to.have.nested.property('issue.length', 2)
  })
})

describe('the text of a value', () => {
  it('escapes as JSON does', () => {
    for (const text of ['', 'plain', 'é ü', '"', '\\', '\n', '\u0000', '\ud83d\ude00', '\ud800']) {
      expect(quote(text)).to.equal(JSON.stringify(text))
    }
  })

  it('writes numbers and booleans as they are, zeros at the end too', () => {
    expect(valueText({ value: '1.10', unit: 'kg' }, 'Quantity')).to.equal('{"value":1.10,"unit":"kg"}')
    expect(primitiveText('true', 'boolean')).to.equal('true')
    expect(primitiveText('true', 'code')).to.equal('"true"')
  })

  it('refuses what JSON could not hold', () => {
    for (const text of ['1.', '.5', '01', '+1', 'NaN', '1 ', ''])
      expect(primitiveText(text, 'decimal'), text).to.equal(undefined)
    expect(primitiveText('1.5', 'integer')).to.equal(undefined)
    expect(primitiveText('Y', 'boolean')).to.equal(undefined)
    expect(valueText({ value: 'x' }, 'Quantity')).to.equal(undefined)
  })
})
