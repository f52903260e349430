/** Walking all pages gives each resource exactly once, in order, whatever the size of the page. https://hl7.org/fhir/R4/http.html#paging */
import { expect } from 'chai'
import { backendOf, callerOf, callerWith, idsOf, nextOf, type Caller, type Outcome } from './client.ts'
import { baseOf, startDemo, tokenOf } from './demo.ts'

describe('pages', function () {
  this.timeout(30_000)
  let caller: Caller

  before(async () => {
    caller = await backendOf(1)
  })

  const walk = async (query: string): Promise<readonly string[]> =>
    (await caller.pages(query)).flatMap((page) => idsOf(page))

  const searches = [
    '/Observation?patient=pat-1',
    '/Observation?patient=pat-1&_sort=date',
    '/Observation?patient=pat-1&_sort=-date,code',
    '/Observation?patient=pat-1&category=vital-signs&_sort=_id',
    '/Condition?patient=pat-1,pat-20',
    '/Condition?patient=pat-1&_sort=onset-date',
    '/Condition?patient=pat-1&_sort=-recorded-date',
    '/Organization?_sort=name',
    '/Organization?name:contains=a',
    '/MedicationRequest?patient=pat-1,pat-101&_sort=-authoredon',
    '/Practitioner?active=true',
  ]

  for (const search of searches) {
    it(`of ${search} hold each resource once and in the order of one long page`, async () => {
      const whole = await walk(`${search}&_count=1000`)
      expect(new Set(whole).size).to.equal(whole.length)
      expect(whole.length).to.be.greaterThan(7)
      for (const size of [1, 2, 7, 50]) {
        if (whole.length / size > 100) continue
        const pages = await caller.pages(`${search}&_count=${size}`)
        expect(
          pages.flatMap((page) => idsOf(page)),
          `pages of ${size}`,
        ).to.deep.equal(whole)
        expect(
          pages.slice(0, -1).every((page) => idsOf(page).length === size),
          `full pages of ${size}`,
        ).to.equal(true)
        expect(pages.length, `pages of ${size}`).to.equal(Math.ceil(whole.length / size))
      }
    })
  }

  it('have links that say nothing of where they are', async () => {
    const next = nextOf(await caller.search('/Observation?patient=pat-1&_count=2')) ?? ''
    const cursor = new URL(next).searchParams.get('_cursor') ?? ''
    expect(next.startsWith(`${caller.base}/Observation?`)).to.equal(true)
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).to.not.match(/vit|rslt|soc|\d{3,}/)
  })

  it('can be read again from any link', async () => {
    const next = nextOf(await caller.search('/Observation?patient=pat-1&_count=5')) ?? ''
    expect(idsOf(await caller.search(next))).to.deep.equal(idsOf(await caller.search(next)))
  })

  it('of a POST can be followed by GET', async () => {
    const { json } = await caller.post<Awaited<ReturnType<Caller['search']>>>('Observation', 'patient=pat-1&_count=5')
    const whole = idsOf(await caller.search('/Observation?patient=pat-1&_count=10'))
    expect([...idsOf(json), ...idsOf(await caller.search(nextOf(json) ?? ''))]).to.deep.equal(whole)
  })

  const refusal = async (by: Caller, url: string): Promise<string> => {
    const { status, json } = await by.get<Outcome>(url)
    return `${status} ${json.issue?.[0]?.details.coding[0].code}`
  }

  it('are worth nothing to another caller', async () => {
    const next = nextOf(await (await callerOf('drlee')).search('/Observation?patient=pat-1&_count=2')) ?? ''
    expect(await refusal(await callerOf('nurse'), next)).to.equal('400 plan-cursor-invalid')
    expect(await refusal(caller, next)).to.equal('400 plan-cursor-invalid')
    expect(await refusal(await callerOf('drlee'), next)).to.equal('200 undefined')
  })

  it('are worth nothing in another organization, search or type', async () => {
    const next = nextOf(await caller.search('/Observation?patient=pat-1&_count=2')) ?? ''
    expect(await refusal(await backendOf(2), next.replace('/v1/1/', '/v1/2/'))).to.equal('400 plan-cursor-invalid')
    expect(await refusal(caller, next.replace('pat-1', 'pat-20'))).to.equal('400 plan-cursor-invalid')
    expect(await refusal(caller, next.replace('_count=2', '_count=3'))).to.equal('400 plan-cursor-invalid')
    expect(await refusal(caller, next.replace('/Observation?', '/Condition?'))).to.equal('400 plan-cursor-invalid')
  })

  it('cannot be edited', async () => {
    const next = nextOf(await caller.search('/Observation?patient=pat-1&_count=2')) ?? ''
    const cursor = new URL(next).searchParams.get('_cursor') ?? ''
    const edited = [
      cursor.slice(0, -2),
      `${cursor}AA`,
      `${cursor[0] === 'A' ? 'B' : 'A'}${cursor.slice(1)}`,
      `${cursor.slice(0, 30)}${cursor[30] === 'A' ? 'B' : 'A'}${cursor.slice(31)}`,
      'nonsense',
      '!',
    ]
    for (const each of edited)
      expect(await refusal(caller, next.replace(cursor, encodeURIComponent(each))), each).to.equal(
        '400 plan-cursor-invalid',
      )
  })

  it('see no other data for the scopes of a later token of the same caller', async () => {
    const next = nextOf(await (await callerOf('drlee')).search('/Observation?patient=pat-1&_count=2')) ?? ''
    const base = baseOf(await startDemo(), 'sevocity', '1')
    const narrow = callerWith(base, await tokenOf('drlee', 'openid user/Observation.rs?category=laboratory'))
    const { status, json } = await narrow.get<Awaited<ReturnType<Caller['search']>>>(next)
    const isRefused = status === 400
    expect(isRefused || idsOf(json).every((id) => id.startsWith('rslt-'))).to.equal(true)
  })
})
