/** Registers tests: whatever form a search takes, each entry of each of its pages is, letter for letter, what a read of it gives. */
import { expect } from 'chai'

/** One who may search and read, over HTTP or not. */
export interface Reader {
  /** The text of a Bundle; `query` is `Type?a=b`, or the URL of a link. */
  search(query: string): Promise<string>
  /** The text of the resource; anything else where there is none. */
  read(type: string, id: string): Promise<string>
  /** The text of the Bundle that the same search gives as a form. */
  post?(query: string): Promise<string>
}

interface Page {
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly {
    readonly resource: { readonly resourceType: string; readonly id: string }
    readonly search: { readonly mode: string }
  }[]
}

const shown = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}...` : text)

/** What `id` stands with in the Bundle. */
function entryText(bundle: string, type: string, id: string): string {
  const start = bundle.indexOf(`"resource":{"resourceType":"${type}","id":"${id}"`)
  const end = bundle.indexOf(',"search":{"mode":"', start)
  return bundle.slice(start + '"resource":'.length, end)
}

/** Reads each resource once. */
function remembering(reader: Reader): Reader['read'] {
  const known = new Map<string, Promise<string>>()
  return (type, id) => {
    const name = `${type}/${id}`
    const text = known.get(name) ?? reader.read(type, id)
    known.set(name, text)
    return text
  }
}

/** How many pages of one or two are looked at. */
const somePages = 2

async function pagesOf(reader: Reader, query: string, first: string): Promise<readonly string[]> {
  const pages = [first]
  const most = /_count=[12]\b/.test(query) ? somePages : 100
  for (;;) {
    const { link } = JSON.parse(pages.at(-1) ?? '') as Page
    const next = link.find(({ relation }) => relation === 'next')?.url
    if (next === undefined || pages.length >= most) return pages
    pages.push(await reader.search(next))
  }
}

/** Those that differ, and how many were compared. */
async function compare(read: Reader['read'], query: string, pages: readonly string[]) {
  const different: object[] = []
  let compared = 0
  for (const page of pages) {
    for (const { resource, search } of (JSON.parse(page) as Page).entry ?? []) {
      if (search.mode === 'outcome') continue
      const { resourceType, id } = resource
      const [found, own] = [entryText(page, resourceType, id), await read(resourceType, id)]
      compared++
      if (found !== own) different.push({ query, entry: shown(found), read: shown(own) })
    }
  }
  return { different, compared }
}

const formsOf = (type: string, patient: string): readonly string[] => {
  const own = type === 'Patient' ? `_id=${patient}` : `patient=${patient}`
  const included = type === 'Patient' ? '_revinclude=Condition:patient' : `_include=${type}:patient`
  const controls = [
    '',
    '_count=1',
    '_count=2',
    '_sort=-_lastUpdated&_count=2',
    included,
    `_include=${type}:*&_total=accurate`,
  ]
  return [...controls.map((control) => `${own}&${control}`), `${own},pat-1&_count=50`]
}

/** Whose resources are a patient's. */
export const patientTypes = [
  'Patient',
  'Encounter',
  'Condition',
  'AllergyIntolerance',
  'Immunization',
  'MedicationRequest',
  'Observation',
]

export interface Looking {
  readonly reader: Reader
  readonly types: readonly string[]
  readonly patients: readonly string[]
}

export function describeSameness(looking: () => Promise<Looking>): void {
  it('gives in each form of a search what reads give', async function () {
    this.timeout(300_000)
    const { reader, types, patients } = await looking()
    const read = remembering(reader)
    let compared = 0
    for (const type of types) {
      for (const query of patients.flatMap((patient) => formsOf(type, patient))) {
        const asked = `${type}?${query}`
        const results = [await compare(read, asked, await pagesOf(reader, asked, await reader.search(asked)))]
        if (reader.post)
          results.push(await compare(read, asked, await pagesOf(reader, asked, await reader.post(asked))))
        for (const result of results) {
          expect(result.different, asked).to.deep.equal([])
          compared += result.compared
        }
      }
    }
    expect(compared).to.be.greaterThan(300)
  })
}
