/** Hostile and broken requests at each door: always a refusal with an outcome, or a harmless answer; never a 500. */
import { expect } from 'chai'
import { backendOf, callerWith, idsOf, type Bundle, type Caller, type Outcome } from './client.ts'
import { baseOf, startDemo } from './demo.ts'

const attacks = [
  "'",
  "' OR '1'='1",
  "'; DROP TABLE PAT_MSTR; --",
  '" OR ""="',
  "pat-1' --",
  '1) OR (1=1',
  'pat-1;select 1',
  '%27%20OR%201=1',
  '\\',
  '\\\\\\',
  '%',
  '_%_',
  '[a-z]',
  '$(id)',
  '{{7*7}}',
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '\u202e',
  '𝒳'.repeat(50),
  'e\u0301'.repeat(20),
  '9'.repeat(400),
  '-1e999',
  'NaN',
  '|',
  '||',
  '|||||',
  ',',
  'a'.repeat(5_000),
]

describe('abuse', function () {
  this.timeout(60_000)
  let caller: Caller
  let everyone: number

  before(async () => {
    caller = await backendOf(1)
    everyone = (await caller.search('/Patient?_summary=count')).total ?? 0
  })

  /** Asserts a 4xx with an outcome, or a 200 that is a bundle; gives the ids in it. */
  const survive = async (path: string, init?: RequestInit): Promise<readonly string[]> => {
    const response = await caller.fetch(path, init)
    const text = await response.text()
    expect(
      [200, 400, 404, 406, 413, 414, 415, 431],
      `${response.status} for ${path.slice(0, 200)}: ${text.slice(0, 300)}`,
    ).to.include(response.status)
    if (text === '') return []
    const json = JSON.parse(text) as Bundle | Outcome
    expect(json.resourceType, path.slice(0, 200)).to.equal(response.status === 200 ? 'Bundle' : 'OperationOutcome')
    expect(text, 'words of the database').to.not.match(/sqlite|syntax error|no such column/i)
    return response.status === 200 ? idsOf(json as Bundle) : []
  }

  const doors = [
    '_id',
    'name',
    'family:exact',
    'name:contains',
    'identifier',
    'birthdate',
    'gender',
    'general-practitioner',
    '_lastUpdated',
    'death-date',
    'active',
    'phone',
    '_sort',
    '_elements',
    '_count',
    '_include',
    '_revinclude',
    '_cursor',
    '_total',
    '_summary',
    '_format',
    '_security',
  ]

  for (const door of doors) {
    it(`at ${door} is refused or finds nothing`, async () => {
      for (const attack of attacks) {
        const ids = await survive(`/Patient?${door}=${encodeURIComponent(attack)}`)
        expect(ids.length, attack).to.be.lessThan(everyone)
      }
    })
  }

  it('at the reference of a patient, a code and a quantity finds nothing', async () => {
    for (const attack of attacks) {
      for (const name of ['patient', 'code', 'value-quantity', 'date', 'encounter', 'category:not']) {
        const rest = name === 'patient' ? '' : '&patient=pat-4'
        expect(
          await survive(`/Observation?${name}=${encodeURIComponent(attack)}${rest}`),
          `${name} ${attack}`,
        ).to.deep.equal([])
      }
    }
  })

  it('at the name of a parameter is refused without being repeated at length', async () => {
    for (const attack of attacks) await survive(`/Patient?${encodeURIComponent(attack)}=1`)
    const { json } = await caller.get<Outcome>(`/Patient?${'x'.repeat(3_000)}=1`)
    expect(JSON.stringify(json).length).to.be.lessThan(1_500)
  })

  it('at the type, the id and the organization finds nothing', async () => {
    for (const attack of attacks) {
      const text = encodeURIComponent(attack)
      for (const path of [`/${text}`, `/Patient/${text}`, `/Patient/pat-${text}`, `/${text}/_search`]) {
        const response = await caller.fetch(path)
        expect(response.status, path.slice(0, 100)).to.be.within(400, 499)
        expect(await response.json(), path.slice(0, 100)).to.have.property('resourceType', 'OperationOutcome')
      }
      const other = await fetch(`${baseOf(await startDemo(), 'sevocity', text)}/Patient`, {
        headers: { authorization: `Bearer ${caller.token}` },
      })
      expect(other.status, attack.slice(0, 50)).to.be.within(400, 499)
    }
  })

  it('at the token is a 401', async () => {
    for (const attack of attacks.filter((each) => /^[\x20-\x7e]+$/.test(each))) {
      const { status } = await callerWith(caller.base, attack).get('/Patient/pat-1')
      expect(status, attack.slice(0, 50)).to.equal(401)
    }
  })

  it('by broken percent-encoding is refused', async () => {
    for (const text of ['%', '%Z', '%ZZ', '%C3%28', '%FF%FE', '%00', '%0A', 'a%', '%E0%A4%A', '%u0041']) {
      const query = await caller.get<Outcome>(`/Patient?name=${text}`)
      expect([query.status, query.json.resourceType], text).to.deep.equal([400, 'OperationOutcome'])
      const form = await caller.post<Outcome>('Patient', `name=${text}`)
      expect([form.status, form.json.resourceType], text).to.deep.equal([400, 'OperationOutcome'])
    }
  })

  it('by ten megabytes in a form is refused, and in a query too', async () => {
    const form = await caller.post<Outcome>('Patient', `name=${'x'.repeat(10_000_000)}`)
    expect([form.status, form.json.issue[0]?.details.coding[0].code]).to.deep.equal([413, 'parse-too-large'])
    const query = await caller.get<Outcome>(`/Patient?name=${'x'.repeat(20_000)}`)
    expect([query.status, query.json.issue[0]?.details.coding[0].code]).to.deep.equal([414, 'parse-too-long'])
    const huge = await caller.fetch(`/Patient?name=${'x'.repeat(10_000_000)}`).then(
      ({ status }) => status,
      () => 431,
    )
    expect(huge).to.be.oneOf([414, 431])
    expect((await caller.get('/Patient/pat-1')).status).to.equal(200)
  })

  it('by all values that the budget takes is answered, and by more is refused', async () => {
    const codes = (count: number): string => Array.from({ length: count }, (_, at) => `c${at}`).join()
    expect(await survive(`/Observation?patient=pat-1&code=${codes(498)},8867-4`)).to.include('vit-1-8867-4')
    expect(await survive(`/Encounter?_id=${Array.from({ length: 500 }, (_, at) => `enc-${at}`).join()}`)).to.include(
      'enc-1',
    )
    expect(await survive(`/Patient?name=${codes(500)}`)).to.deep.equal([])
    expect(await survive(`/Observation?patient=pat-1&code:not=${codes(499)}&_count=1000`)).to.include('vit-1-8867-4')
    const dates = (count: number): string =>
      Array.from({ length: count }, (_, at) => `20${10 + (at % 16)}-01-${11 + (at % 19)}`).join()
    await survive(`/Encounter?patient=pat-1&date=${dates(30)}`)
    for (const query of [`code=${codes(501)}`, `date=${dates(31)}`, `date=${'ge2000,'.repeat(30)}ge2001`]) {
      const refused = await caller.get<Outcome>(`/Observation?patient=pat-1&${query}`)
      expect([refused.status, refused.json.issue[0]?.details.coding[0].code], query.slice(0, 20)).to.deep.equal([
        400,
        'plan-too-many-values',
      ])
    }
  })

  it('by hundreds of parameters is refused', async () => {
    const many = Array.from({ length: 300 }, () => 'name=a').join('&')
    expect((await caller.get(`/Patient?${many}`)).status).to.equal(400)
    const ninety = Array.from({ length: 90 }, (_, at) => `code:not=c${at}`).join('&')
    expect((await caller.get(`/Observation?patient=pat-1&${ninety}`)).status).to.equal(200)
  })

  it('by other bodies and encodings is refused', async () => {
    const post = async (body: string, type: string): Promise<number> =>
      (await caller.fetch('/Patient/_search', { method: 'POST', body, headers: { 'content-type': type } })).status
    expect(await post('{"name":"a"}', 'application/json')).to.equal(415)
    expect(await post('name=a', 'application/x-www-form-urlencoded; charset=utf-16')).to.be.oneOf([400, 415])
    expect(await post('--x', 'multipart/form-data; boundary=x')).to.equal(415)
    const zipped = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' }
    expect(
      (await caller.fetch('/Patient/_search', { method: 'POST', body: 'no gzip', headers: zipped })).status,
    ).to.be.oneOf([400, 415])
  })
})
