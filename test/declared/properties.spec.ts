/** Properties that answers have among each other, whatever the oracle says: they hold of any server that means what it says. */
import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import { parseSearch } from '../../src/parse/search.ts'
import type { SearchRequest } from '../../src/parse/request.ts'
import { printSearch } from '../../src/parse/print-search.ts'
import { defaultAmount, type World } from '../../src/verify/runner/model.ts'
import { ask, idOf } from '../../src/verify/runner/pipeline.ts'
import { createWorld } from '../../src/verify/runner/world.ts'
import { sqliteUrl, subjectAt } from './subject.ts'

describe('Answers on SQLite', function () {
  this.timeout(60_000)
  let world: World

  before(async () => {
    const subject = await subjectAt(sqliteUrl)
    world = createWorld(subject, subject.mapping.tenants.get('1')!, defaultAmount, Date.now())
  })

  async function ids(search: string, controls: Partial<SearchRequest> = {}): Promise<readonly string[]> {
    const [type = '', query = ''] = search.split('?')
    const { matches } = await ask({ ...parseSearch({ type, query }), ...controls }, world.staff, world.subject)
    return matches.map(idOf)
  }
  const set = async (search: string): Promise<readonly string[]> => [...(await ids(search))].sort()
  const union = (...lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())].sort()

  const pairs = [
    ['Patient', 'gender', 'male', 'female'],
    ['Patient', 'family', 'a', 'o'],
    ['Condition', 'clinical-status', 'active', 'resolved'],
    ['Encounter', 'date', 'ge2024-01-01', 'lt2015-01-01'],
    ['MedicationRequest', 'status', 'active', 'unknown'],
    ['Observation', 'value-quantity', 'gt200', 'lt36.6'],
  ] as const
  for (const [type, name, one, other] of pairs) {
    it(`${type}?${name}=a,b is the union of both`, async () => {
      const both = await set(`${type}?${name}=${one},${other}`)
      expect(both).to.deep.equal(union(await set(`${type}?${name}=${one}`), await set(`${type}?${name}=${other}`)))
      expect(both).to.not.be.empty
    })

    it(`${type}?${name}=a&${name}=b is the intersection of both`, async () => {
      const second = new Set(await set(`${type}?${name}=${other}`))
      const expected = (await set(`${type}?${name}=${one}`)).filter((id) => second.has(id))
      expect(await set(`${type}?${name}=${one}&${name}=${other}`)).to.deep.equal(expected)
    })
  }

  for (const [type, name, value] of [
    ['Patient', 'gender', 'male'],
    ['Patient', 'language', 'en'],
    ['Condition', 'category', 'problem-list-item'],
    ['Practitioner', 'identifier', 'http://hl7.org/fhir/sid/us-npi|'],
    ['Immunization', 'status', 'completed'],
  ] as const) {
    it(`${type}?${name}:not is everything else`, async () => {
      const [yes, no] = [await set(`${type}?${name}=${value}`), await set(`${type}?${name}:not=${value}`)]
      expect(union(yes, no)).to.deep.equal(await set(type))
      expect(yes.length + no.length).to.equal((await set(type)).length)
    })
  }

  for (const [type, name] of [
    ['Patient', 'death-date'],
    ['Condition', 'onset-date'],
    ['Encounter', 'location'],
    ['Practitioner', 'family'],
    ['Observation', 'value-concept'],
  ] as const) {
    it(`${type}?${name}:missing parts everything in two`, async () => {
      const [missing, there] = [await set(`${type}?${name}:missing=true`), await set(`${type}?${name}:missing=false`)]
      expect([...missing, ...there].sort()).to.deep.equal(await set(type))
      expect(there).to.not.be.empty
    })
  }

  it('names a patient in six ways', async () => {
    const plain = await set('Observation?patient=pat-1')
    expect(plain).to.not.be.empty
    const ways = [
      'patient=Patient/pat-1',
      'patient:Patient=pat-1',
      'subject=Patient/pat-1',
      'subject:Patient=pat-1',
      `subject=${world.staff.base}/Patient/pat-1`,
    ]
    for (const way of ways) expect(await set(`Observation?${way}`), way).to.deep.equal(plain)
  })

  it('walks the same way on pages of any size', async () => {
    const whole = await ids('Observation?patient=pat-1', { count: 1000 })
    expect(whole.length).to.be.greaterThan(30)
    for (const count of [1, 3, 20])
      expect(await ids('Observation?patient=pat-1', { count }), String(count)).to.deep.equal(whole)
    const sorted = await ids('Observation?patient=pat-1&_sort=-date', { count: 1000 })
    for (const count of [2, 13])
      expect(await ids('Observation?patient=pat-1&_sort=-date', { count })).to.deep.equal(sorted)
  })

  it('says so, instead of leaving some out, where only a large table could tell what refers to the page', async () => {
    const strict = { ...world.staff, limits: { ...world.staff.limits, scanRows: 0 } }
    const request = parseSearch({ type: 'Encounter', query: '_id=enc-1&_revinclude=MedicationRequest:encounter' })
    const error: unknown = await ask(request, strict, world.subject).catch((problem: unknown) => problem)
    expect(error).to.be.instanceOf(Problem).with.property('code', 'plan-needs-driver')
    expect(error)
      .to.have.property('message')
      .that.matches(/^_revinclude=MedicationRequest:encounter would look at too many records/)
  })

  it('is the same asked by GET, by POST, and by both', () => {
    const query = 'patient=pat-1&code=http://loinc.org|8867-4,|x&date=ge2020-01-01&_sort=-date&_count=5'
    const [first = '', ...rest] = query.split('&')
    const asked = parseSearch({ type: 'Observation', query })
    const posted = { ...asked, isPosted: true }
    expect(parseSearch({ type: 'Observation', query: '', body: query })).to.deep.equal(posted)
    expect(parseSearch({ type: 'Observation', query: first, body: rest.join('&') })).to.deep.equal(posted)
    expect(parseSearch({ type: 'Observation', query: printSearch(asked) })).to.deep.equal(asked)
  })
})
