/** Every refusal: its status, its code, and a text that says what was wrong. https://hl7.org/fhir/R4/http.html#Status-Codes */
import { expect } from 'chai'
import {
  backendOf,
  callerOf,
  callerWith,
  idsOf,
  entriesOf,
  type Answered,
  type Bundle,
  type Caller,
  type Outcome,
} from './client.ts'
import { baseOf, startDemo, startOther, tokenOf } from './demo.ts'

describe('a refusal', () => {
  let staff: Caller

  before(async function () {
    this.timeout(30_000)
    staff = await backendOf(1)
  })

  interface Refused {
    readonly path: string
    readonly status: number
    readonly code: string
    /** In the text or the hint. */
    readonly says: RegExp
  }

  const patient = 'patient=pat-1'

  const refused: readonly Refused[] = [
    { path: `/Observation?${patient}&colour=red`, status: 400, code: 'plan-parameter-unknown', says: /colour.*code/s },
    {
      path: `/Observation?${patient}&catgory=laboratory`,
      status: 400,
      code: 'plan-parameter-unknown',
      says: /category/,
    },
    { path: '/Patient?organisation=1', status: 400, code: 'plan-parameter-unknown', says: /organization/ },
    { path: `/Observation?${patient}&date=2026-13-01`, status: 400, code: 'parse-value', says: /date/ },
    { path: `/Observation?${patient}&date=yesterday`, status: 400, code: 'parse-value', says: /date/ },
    { path: `/Observation?${patient}&date=xx2026-01-01`, status: 400, code: 'parse-value', says: /date/ },
    { path: `/Observation?${patient}&date=2026-02-30`, status: 400, code: 'parse-value', says: /date/ },
    { path: `/Observation?${patient}&value-quantity=much`, status: 400, code: 'parse-value', says: /value-quantity/ },
    { path: `/Observation?${patient}&value-quantity=zz5`, status: 400, code: 'parse-value', says: /value-quantity/ },
    {
      path: `/Observation?${patient}&code:above=1`,
      status: 400,
      code: 'plan-modifier-unsupported',
      says: /:above.*:not/s,
    },
    {
      path: `/Observation?${patient}&code:nonsense=1`,
      status: 400,
      code: 'plan-modifier-unsupported',
      says: /:nonsense/,
    },
    { path: `/Observation?${patient}&date:exact=2026`, status: 400, code: 'plan-modifier-unsupported', says: /:exact/ },
    {
      path: `/Observation?patient:Practitioner=pat-1`,
      status: 400,
      code: 'plan-modifier-unsupported',
      says: /:Practitioner/,
    },
    { path: `/Observation?${patient}&code:missing=perhaps`, status: 400, code: 'plan-value', says: /true or false/ },
    {
      path: '/Observation?patient.name=rivera',
      status: 400,
      code: 'plan-parameter-unknown',
      says: /Chains \(patient\.name\) are not offered/,
    },
    {
      path: '/Patient?_has:Observation:patient:code=1',
      status: 400,
      code: 'plan-parameter-unknown',
      says: /Reverse chains \(_has\) are not offered/,
    },
    {
      path: `/Observation?${patient}&code-value-quantity=8867-4$gt100`,
      status: 400,
      code: 'plan-parameter-unknown',
      says: /Composite parameters \(code-value-quantity\) are not offered/,
    },
    {
      path: `/Observation?${patient}&_include:iterate=Observation:encounter`,
      status: 400,
      code: 'plan-include-unknown',
      says: /There is no _include:iterate/,
    },
    {
      path: '/QuestionnaireResponse?_include=QuestionnaireResponse:questionnaire',
      status: 400,
      code: 'plan-include-unknown',
      says: /no _include=QuestionnaireResponse:questionnaire/,
    },
    { path: `/Observation?${patient}&code=`, status: 400, code: 'parse-parameter', says: /code/ },
    { path: `/Observation?${patient}&code=a,,b`, status: 400, code: 'parse-parameter', says: /code/ },
    { path: `/Observation?${patient}&code=a\\`, status: 400, code: 'parse-parameter', says: /backslash/ },
    { path: `/Observation?${patient}&_count=1&_count=2`, status: 400, code: 'parse-parameter', says: /_count/ },
    { path: `/Observation?${patient}&_sort=:date`, status: 400, code: 'parse-parameter', says: /_sort/ },
    { path: `/Observation?${patient}&_format=xml`, status: 406, code: 'parse-not-acceptable', says: /json/ },
    { path: '/Basic?code=1', status: 404, code: 'plan-type-unknown', says: /Basic/ },
    { path: '/Nonsense', status: 404, code: 'plan-type-unknown', says: /Nonsense/ },
    { path: '/Patient/pat-1/Observation', status: 404, code: 'parse-path', says: /_search/ },
    { path: '/%ZZ', status: 404, code: 'parse-path', says: /percent/ },
  ]

  const check = ({ status, headers, json }: Answered<Outcome>, expected: Refused): void => {
    const [issue] = json.issue
    expect([status, issue?.details.coding[0].code], JSON.stringify(json)).to.deep.equal([
      expected.status,
      expected.code,
    ])
    expect(json.resourceType).to.equal('OperationOutcome')
    expect(issue?.severity).to.equal('error')
    expect(`${issue?.details.text} ${issue?.diagnostics}`).to.match(expected.says)
    expect(headers.get('content-type')).to.equal('application/fhir+json; charset=utf-8')
  }

  for (const each of refused) {
    it(`of ${each.path} is ${each.status} ${each.code}`, async () => check(await staff.get<Outcome>(each.path), each))
  }

  it('names what to add where a search would read a large table', async () => {
    const { url } = await startOther(({ limits }) => ({ limits: { ...limits, scanRows: 100, gatherRows: 100 } }))
    const other = callerWith(baseOf({ url }, 'sevocity', '1'), staff.token)
    const undriven: Refused = {
      path: '/Observation?status=final',
      status: 400,
      code: 'plan-needs-driver',
      says: /Add patient/,
    }
    for (const path of [
      undriven.path,
      '/Observation',
      '/Condition?clinical-status=active',
      '/Encounter?status:not=planned',
    ]) {
      const answer = await other.get<Outcome>(path)
      check(answer, { ...undriven, path })
      expect(JSON.stringify(answer), 'tables and files are for the operator').not.to.match(
        /_(?:DTL|HDR|MSTR|LIST)|\.yaml/,
      )
    }
    const driven = [
      '/Observation?status=final&patient=pat-1',
      '/Observation?_id=rslt-1',
      '/Patient?family=rivera',
      '/Location?status=active',
    ]
    for (const path of driven) expect((await other.get(path)).status, path).to.equal(200)
  })

  it('of a busy database is a 503 that says when to come back', async () => {
    const pool = { max: 1, waitMs: 50, keepFree: 0 }
    const { url, database } = await startOther((settings) => ({ database: { ...settings.database, pool } }))
    const other = callerWith(baseOf({ url }, 'sevocity', '1'), staff.token)
    const lent = await database.pool.acquire()
    const { status, headers, json } = await other.get<Outcome>('/Patient/pat-1')
    expect([status, json.issue[0]?.details.coding[0].code]).to.deep.equal([503, 'rows-busy'])
    expect(Number(headers.get('retry-after'))).to.be.greaterThan(0)
    database.pool.release(lent)
    expect((await other.get('/Patient/pat-1')).status).to.equal(200)
  })

  it('of other methods tells those there are', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const response = await staff.fetch('/Patient/pat-1', { method })
      expect([response.status, response.headers.get('allow')], method).to.deep.equal([405, 'GET, HEAD, OPTIONS'])
    }
    expect((await staff.fetch('/Patient', { method: 'POST', body: '{}' })).status).to.equal(405)
  })

  it('is left out, and told of, when handling is lenient', async () => {
    const headers = { prefer: 'handling=lenient' }
    const { status, json } = await staff.get<Bundle>(
      `/Encounter?${patient}&colour=red&_sort=colour&_include=Encounter:colour`,
      { headers },
    )
    expect([status, idsOf(json).length]).to.deep.equal([200, 6])
    const [outcome] = entriesOf(json, 'outcome')
    expect(JSON.stringify(outcome)).to.match(/colour/)
    expect((outcome as unknown as Outcome).issue).to.have.length(3)
    expect((outcome as unknown as Outcome).issue.map(({ severity }) => severity)).to.deep.equal([
      'warning',
      'warning',
      'warning',
    ])
    expect(
      (await staff.get(`/Encounter?${patient}&colour=red`, { headers: { prefer: 'handling=strict' } })).status,
    ).to.equal(400)
  })

  it('stays one where lenient handling would give out what was not meant', async () => {
    const headers = { prefer: 'handling=lenient' }
    expect((await staff.get(`/Encounter?${patient}&date=yesterday`, { headers })).status).to.equal(400)
    expect((await staff.get(`/Encounter?${patient}&status:nonsense=finished`, { headers })).status).to.equal(400)
  })

  describe('of a token', () => {
    const refusedWith = async (base: string, authorization?: string) => {
      const headers = authorization === undefined ? {} : { authorization }
      const { status, headers: got, json } = await callerWith(base, '').get<Outcome>('/Patient/pat-1', { headers })
      return { status, code: json.issue?.[0]?.details.coding[0].code, challenge: got.get('www-authenticate') ?? '' }
    }

    it('that is missing is a 401 with a challenge', async () => {
      const base = baseOf(await startDemo(), 'patients', '1')
      for (const authorization of [undefined, '', 'Bearer', 'Basic YTpi', 'Bearer  ']) {
        const { status, challenge } = await refusedWith(base, authorization)
        expect([status, challenge.startsWith('Bearer')], String(authorization)).to.deep.equal([401, true])
      }
      expect((await refusedWith(base)).code).to.equal('auth-token-missing')
    })

    it('that is no good is a 401 that does not say why not', async () => {
      const base = baseOf(await startDemo(), 'patients', '1')
      const token = await tokenOf('amy')
      const [head = '', body = '', signature = ''] = token.split('.')
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
      const forged = Buffer.from(JSON.stringify({ ...claims, patient: 'pat-20' })).toString('base64url')
      const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
      const bad = [
        'nonsense',
        'a.b.c',
        `${head}.${forged}.${signature}`,
        `${unsigned}.${body}.`,
        `${head}.${body}.`,
        `${token}x`,
      ]
      for (const each of bad) {
        const { status, code, challenge } = await refusedWith(base, `Bearer ${each}`)
        expect([status, code, challenge.includes('invalid_token')], each.slice(0, 20)).to.deep.equal([
          401,
          'auth-token-invalid',
          true,
        ])
      }
    })

    it('of one surface or organization is a 401 at another', async () => {
      const demo = await startDemo()
      const statusAt = async (base: string, token: string) => (await refusedWith(base, `Bearer ${token}`)).status
      expect(await statusAt(baseOf(demo, 'sevocity', '1'), await tokenOf('amy'))).to.equal(401)
      expect(await statusAt(baseOf(demo, 'patients', '1'), await tokenOf('drlee'))).to.equal(401)
      expect(await statusAt(baseOf(demo, 'patients', '2'), await tokenOf('amy'))).to.equal(401)
      expect(await statusAt(baseOf(demo, 'sevocity', '2'), await tokenOf('drlee'))).to.equal(401)
      expect(await statusAt(baseOf(demo, 'sevocity', '99'), await tokenOf('drlee'))).to.equal(401)
      expect(await statusAt(baseOf(demo, 'patients', '1'), await tokenOf('amy'))).to.equal(200)
    })

    it('comes before any other', async () => {
      const base = baseOf(await startDemo(), 'patients', '1')
      const anonymous = callerWith(base, '')
      for (const path of ['/Nonsense', '/Patient?colour=red', '/Patient/pat-4711', '/Patient?_cursor=x']) {
        expect((await anonymous.get(path)).status, path).to.equal(401)
      }
      expect((await anonymous.post('Patient', 'name=a')).status).to.equal(401)
    })

    it('that does not allow the type or the interaction is a 403 that names both', async () => {
      const amy = await callerOf('amy', 'launch/patient openid patient/Patient.r patient/Condition.s')
      const { status, json } = await amy.get<Outcome>('/Observation?code=1')
      expect([status, json.issue[0]?.details.coding[0].code]).to.deep.equal([403, 'auth-scope'])
      expect(json.issue[0]?.details.text).to.match(/search Observation/)
      expect((await amy.get('/Patient/pat-1')).status).to.equal(200)
      expect((await amy.get('/Patient?_id=pat-1')).status).to.equal(403)
      expect((await amy.get('/Condition/cond-1')).status).to.equal(403)
      expect((await amy.get('/Condition')).status).to.equal(200)
    })
  })
})
