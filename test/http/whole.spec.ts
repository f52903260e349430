/** Resources known by name, whole, by every way that leads to them: what stands in child rows and pieces is the row's own, at both doors. */
import { expect } from 'chai'
import { readGolden } from '../demo/served/golden.ts'
import { backendOf, callerOf, entriesOf, idsOf, type Caller, type Resource } from './client.ts'

/** With a value that is told only by the row's own child rows, pieces or joins. */
const known = [
  ['Condition', 'cond-1', ['"code":"I10"', '"code":"38341003"']],
  ['Observation', 'soc-9', ['"lastUpdated":"2026-01-08T09:30:00.000-06:00"']],
  ['AllergyIntolerance', 'alg-1', ['"code":"126485001","display":"Hives"', '"code":"422587007","display":"Nausea"']],
  ['Encounter', 'enc-1', ['"reference":"Condition/edx-1"', '"reference":"Condition/edx-2"']],
] as const

/** All that the ways to one resource give of it. */
async function byEveryWay(caller: Caller, type: string, id: string): Promise<readonly (Resource | undefined)[]> {
  const [mine, all] = [`_id=${id}`, `patient=pat-1`]
  const pick = (found: readonly Resource[]): Resource | undefined => found.find((each) => each.id === id)
  const searched = async (query: string): Promise<Resource | undefined> =>
    pick(entriesOf(await caller.search(`/${query}`)))
  const paged = async (query: string): Promise<Resource | undefined> =>
    pick((await caller.pages(`/${query}`)).flatMap((page) => entriesOf(page)))
  const included = entriesOf(await caller.search(`/Patient?_id=pat-1&_revinclude=${type}:patient&_count=1`), 'include')
  const { json: form } = await caller.post(type, `${all}&_count=1000`)
  return [
    (await caller.get<Resource>(`/${type}/${id}`)).json,
    await searched(`${type}?${mine}`),
    await searched(`${type}?${all}&_count=1000`),
    await searched(`${type}?${all}&_sort=-_lastUpdated&_count=1000`),
    await paged(`${type}?${all}&_count=2`),
    pick(entriesOf(form as Parameters<typeof entriesOf>[0])),
    pick(included),
  ]
}

describe('a resource that is known by name', function () {
  this.timeout(60_000)

  for (const [door, open] of [
    ['patients', () => callerOf('amy')],
    ['clinic', () => callerOf('drlee')],
  ] as const)
    for (const [type, id, values] of known)
      it(`is the same whole by read, search, sorting, page, form and include at the door of the ${door}: ${id}`, async () => {
        const golden = readGolden(type).find((each) => each.id === id)
        const text = JSON.stringify(golden)
        for (const value of values) expect(text).to.include(value)
        for (const found of await byEveryWay(await open(), type, id)) expect(found).to.deep.equal(golden)
      })

  it('refers to what is its own: every diagnosis of an encounter was made in that encounter', async () => {
    const caller = await backendOf(1)
    const allOf = async (query: string): Promise<readonly Resource[]> =>
      (await caller.pages(`/${query}&_count=500`)).flatMap((page) => entriesOf(page))
    const made = new Map(
      (await allOf('Condition?category=encounter-diagnosis')).map(({ id, encounter }) => [
        id,
        (encounter as { reference: string } | undefined)?.reference,
      ]),
    )
    const encounters = await allOf('Encounter?_sort=_id')
    const wrong = encounters.filter(({ id, diagnosis = [] }) =>
      (diagnosis as { condition: { reference: string } }[]).some(
        ({ condition }) => made.get(condition.reference.replace('Condition/', '')) !== `Encounter/${id}`,
      ),
    )
    expect(encounters.length).to.be.greaterThan(100)
    expect(idsOf({ entry: wrong.map((resource) => ({ resource, search: { mode: 'match' } })) } as never)).to.deep.equal(
      [],
    )
  })
})
