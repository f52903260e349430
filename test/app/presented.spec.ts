/** One answer in the ways that clients ask for it: indented, or as a page. */
import { expect } from 'chai'
import { createIndenter } from '../../src/app/indent.ts'
import { patient, raw, serveAnswers, text, urlOf } from './answers.ts'

serveAnswers()

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

describe('an indented answer', () => {
  const values: readonly unknown[] = [
    patient,
    [],
    {},
    { a: {}, b: [[], [{}]], c: 'a"\\b{', d: [1.5, null, true] },
    'x',
    3,
  ]

  it('is what JSON.stringify makes of it', () => {
    for (const value of values)
      expect(createIndenter()(JSON.stringify(value))).to.equal(JSON.stringify(value, undefined, 2))
  })

  it('keeps the digits of numbers, and may come in pieces', () => {
    const indent = createIndenter()
    expect(['{"a":1.50,"b":[', '1e-7', ',2', ']}'].map(indent).join('')).to.equal(
      '{\n  "a": 1.50,\n  "b": [\n    1e-7,\n    2\n  ]\n}',
    )
  })

  it('is given for _pretty=true, of a text, of a stream and of a refusal', async () => {
    expect((await raw('/Patient?_pretty=true')).body.toString()).to.equal(JSON.stringify(patient, undefined, 2))
    const bundle = (await raw('/Observation?_pretty=true')).body.toString()
    expect(bundle)
      .to.equal(JSON.stringify(JSON.parse(bundle), undefined, 2))
      .and.include('\n  "entry": [')
    expect((await raw('/Location?_pretty=true')).body.toString()).to.match(/^\{\n {2}"resourceType"/)
    expect((await raw('/Patient?_pretty=false')).body.toString()).to.equal(text)
  })

  it('is given where a form asks for it', async () => {
    const body = new URLSearchParams({ _pretty: 'true' })
    const response = await fetch(urlOf('/Patient/_search'), { method: 'POST', body })
    expect(await response.text()).to.equal(JSON.stringify(patient, undefined, 2))
  })
})

describe('a page for a person', () => {
  it('shows the whole text, escaped, and can run nothing', async () => {
    const { status, headers, body } = await raw('/Patient', { accept: browser })
    expect([status, headers['content-type']]).to.deep.equal([200, 'text/html; charset=utf-8'])
    expect(headers['content-security-policy']).to.match(/^default-src 'none'; style-src 'sha256-[^']+'; /)
    expect([headers['cache-control'], headers.etag]).to.deep.equal(['no-store', undefined])
    const page = body.toString()
    expect(page).to.not.match(/<script|<\/code><\/?s|onload|javascript:/i)
    const shown = /<code>(.*)<\/code>/s.exec(page)?.[1] ?? ''
    const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
    const read = shown.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
    expect(JSON.parse(read)).to.deep.equal(patient)
  })

  it('shows refusals with their status, and streams what is long', async () => {
    const refused = await raw('/Location', { accept: browser })
    expect([refused.status, refused.headers['content-type']]).to.deep.equal([401, 'text/html; charset=utf-8'])
    expect(refused.body.toString()).to.include('No &lt;token&gt;.').and.include('<h1>OperationOutcome</h1>')
    const bundle = (await raw('/Observation', { accept: browser })).body.toString()
    expect(bundle)
      .to.include('<title>Bundle</title>')
      .and.match(/<\/html>\n$/)
    expect((await raw('/Nonsense/$x', { accept: browser })).body.toString()).to.include('<h1>OperationOutcome</h1>')
  })

  const accepts: readonly (readonly [string | undefined, 'page' | 'json' | 406])[] = [
    [undefined, 'json'],
    ['', 'json'],
    [' , ', 'json'],
    ['*/*', 'json'],
    ['application/*', 'json'],
    ['application/json', 'json'],
    ['application/fhir+json;q=0.5', 'json'],
    ['application/xml, application/fhir+json;q=0.1', 'json'],
    ['application/fhir+json; fhirVersion=4.0', 'json'],
    ['application/fhir+json; fhirVersion="4.0"; q=0.3', 'json'],
    ['APPLICATION/FHIR+JSON', 'json'],
    ['text/html;q=0.5, application/fhir+json', 'json'],
    ['text/html, application/fhir+json', 'json'],
    ['text/html;q=0.4, */*;q=0.5', 'json'],
    [browser, 'page'],
    ['text/html', 'page'],
    ['text/html, application/json;q=0.9', 'page'],
    ['application/fhir+xml', 406],
    ['*/*;q=0', 406],
    ['application/json;q=0, */*', 406],
    ['text/html, application/json;q=0', 406],
    ['application/fhir+json; fhirVersion=5.0', 406],
    ['text/turtle, application/fhir+xml;q=0.9', 406],
  ]

  for (const [accept, expected] of accepts) {
    it(`is given to whom it suits best: ${accept ?? 'no Accept'} is ${expected}`, async () => {
      const { status, headers } = await raw('/Patient', accept === undefined ? {} : { accept })
      const form = headers['content-type']?.includes('html') === true ? 'page' : 'json'
      expect(status === 406 ? 406 : form).to.equal(expected)
      expect(headers.vary).to.equal('Accept, Accept-Encoding')
    })
  }

  it('is asked for by _format too, which comes first', async () => {
    const typeOf = async (path: string, accept: string) => (await raw(path, { accept })).headers['content-type']
    expect(await typeOf('/Patient?_format=html', 'application/fhir+json')).to.match(/html/)
    expect(await typeOf('/Patient?_format=text/html', '*/*')).to.match(/html/)
    expect(await typeOf('/Patient?_format=json', browser)).to.match(/fhir\+json/)
  })
})
