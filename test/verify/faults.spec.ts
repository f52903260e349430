/** Doors with a fault behind them: whatever serves, finds or counts wrongly is caught, and named. */
import { expect } from 'chai'
import type { VerifyResult } from '../../src/verify/report.ts'
import { doorOf, type Door } from '../../src/verify/runner/door.ts'
import { defaultAmount, type Amount, type Subject } from '../../src/verify/runner/model.ts'
import { verify } from '../../src/verify/runner/runner.ts'
import { sqliteUrl, subjectAt } from '../declared/subject.ts'

type Break = (door: Door) => Partial<Door>
type Change = (text: string, id: string) => string

/** Everything that a resource is served by is changed alike: only what is behind it can tell. */
const everywhere =
  (change: Change): Break =>
  (door) => ({
    search: async (...asked) => change(await door.search(...asked), ''),
    read: async (type, id, context) => {
      const text = await door.read(type, id, context)
      return text && change(text, id)
    },
    async *all(source, context) {
      for await (const each of door.all(source, context)) yield { ...each, json: change(each.json, each.id) }
    },
  })

const ofSearches =
  (change: (text: string, query: string) => string): Break =>
  (door) => ({ search: async (type, query, context) => change(await door.search(type, query, context), query) })

const asStaff = (rules: string) => ({
  context: 'system' as const,
  type: rules,
  read: true,
  search: true,
  operations: [],
  parameters: [],
})

interface Fault {
  readonly title: string
  readonly fault: Break
  readonly type: string
  /** The row of the table that tells of it, and what it says. */
  readonly parameter: string
  readonly says: RegExp
}

const faults: readonly Fault[] = [
  {
    title: 'a writer that drops a value',
    type: 'Patient',
    fault: everywhere((text) => text.replaceAll(/"birthDate":"1[^"]*",/g, '')),
    parameter: '(twin)',
    says: /the writer and its slow twin/,
  },
  {
    title: 'a page whose row is wider than a read has it',
    type: 'Condition',
    fault: ofSearches((text, query) =>
      query.includes('patient=') ? text.replaceAll('"Condition"', '"Condition" ') : text,
    ),
    parameter: 'patient',
    says: /served otherwise than a read serves it: Condition\//,
  },
  {
    title: 'a read that is not as its search',
    type: 'Location',
    fault: (door) => ({ read: async (...asked) => (await door.read(...asked))?.replace('"active"', '"inactive"') }),
    parameter: '(read)',
    says: /a read gives it otherwise/,
  },
  {
    title: 'a reference to nowhere',
    type: 'Encounter',
    fault: everywhere((text) => text.replaceAll('"Practitioner/prac-1"', '"Practitioner/prac-987654"')),
    parameter: '(references)',
    says: /^Encounter\/enc-\d+ -> Practitioner\/prac-987654, which is not there/,
  },
  {
    title: "a reference to another patient's data",
    type: 'Encounter',
    fault: everywhere((text) => text.replaceAll(/"Condition\/edx-\d+"/g, '"Condition/edx-1"')),
    parameter: '(references)',
    says: /^Encounter\/enc-\d+ -> Condition\/edx-1, another patient's/,
  },
  {
    title: 'a total that is off by one',
    type: 'Location',
    fault: ofSearches((text) => text.replace(/"total":(\d+)/, (_, total) => `"total":${Number(total) + 1}`)),
    parameter: '(total)',
    says: /^(total says|the total is) \d+/,
  },
  {
    title: 'a search that finds what is not served',
    type: 'Patient',
    fault: (door) => ({
      search: (type, query, context) => door.search(type, query.replace(/^gender=(?!(fe)?male\b)[^&]*/, ''), context),
    }),
    parameter: 'gender (others)',
    says: /^unexpected/,
  },
  {
    title: 'a search that loses what is served',
    type: 'Patient',
    fault: (door) => ({
      search: (type, query, context) => door.search(type, query.replace(/^birthdate=[^&]*/, 'birthdate=1799'), context),
    }),
    parameter: 'birthdate',
    says: /^missing/,
  },
  {
    title: 'pages that end too early',
    type: 'Location',
    fault: ofSearches((text, query) =>
      query.includes('_count=1&') || query.endsWith('_count=1')
        ? text.replace(/,\{"relation":"next"[^}]*\}/, '')
        : text,
    ),
    parameter: '(pages)',
    says: /pages of 1 give another walk/,
  },
  {
    title: 'an order that is none',
    type: 'Practitioner',
    fault: (door) => ({
      search: (type, query, context) =>
        door.search(type, query.replace('_sort=_lastUpdated', '_sort=-_lastUpdated'), context),
    }),
    parameter: '(sort)',
    says: /stands before/,
  },
  {
    title: 'a granular scope that reaches further',
    type: 'AllergyIntolerance',
    fault: (door) => ({
      search: (type, query, context) =>
        door.search(type, query, { ...context, grant: { ...context.grant, rules: [asStaff(type)] } }),
    }),
    parameter: '(scope)',
    says: /^unexpected/,
  },
  {
    title: "a patient's token that reads another's chart",
    type: 'Encounter',
    fault: (door) => ({
      read: (type, id, { grant, ...context }) =>
        door.read(type, id, { ...context, grant: { ...grant, reach: 'organization', rules: [asStaff(type)] } }),
    }),
    parameter: '(read)',
    says: /^unexpected/,
  },
  {
    title: 'an answer that is no Bundle',
    type: 'Location',
    fault: ofSearches((text) => text.replace('"link"', 'link')),
    parameter: '(sort)',
    says: /^SyntaxError/,
  },
]

const small: Amount = { ...defaultAmount, samples: 1, origins: 8, pairs: 0, patients: 1, organizations: ['1'], seed: 3 }

/** Up to the first failure of a row that is looked for. */
async function prove(subject: Subject, type: string, parameter?: string): Promise<readonly VerifyResult[]> {
  const failed: VerifyResult[] = []
  for await (const result of verify(subject, { ...small, types: [type] })) {
    if (result.outcome === 'failed') failed.push(result)
    if (failed.at(-1)?.parameter === parameter) break
  }
  return failed
}

describe('verify', function () {
  this.timeout(60_000)

  for (const { title, type, fault, parameter, says } of faults) {
    it(`tells of ${title}`, async () => {
      const subject = await subjectAt(sqliteUrl)
      const sound = doorOf(subject.database)
      const failed = await prove({ ...subject, door: { ...sound, ...fault(sound) } }, type, parameter)
      const { note, missing = [], unexpected = [] } = failed.at(-1)?.difference ?? {}
      const told = note ?? (unexpected.length > 0 ? 'unexpected' : missing.length > 0 ? 'missing' : 'nothing')
      expect(told).to.match(says)
    })
  }

  it('tells of nothing where nothing is wrong', async () => {
    const subject = await subjectAt(sqliteUrl)
    for (const type of ['Location', 'Encounter']) expect(await prove(subject, type)).to.deep.equal([])
  })

  it('tells of a total that is off by one where not all can be known', async () => {
    const subject = await subjectAt(sqliteUrl)
    const sound = doorOf(subject.database)
    const search: Door['search'] = async (...asked) =>
      (await sound.search(...asked)).replace(/"total":(\d+)/, (_, total) => `"total":${Number(total) + 1}`)
    const told: string[] = []
    const amount = { ...small, patients: 0, most: 10, types: ['AllergyIntolerance'] }
    for await (const { outcome, parameter, difference } of verify({ ...subject, door: { ...sound, search } }, amount)) {
      if (outcome === 'failed') told.push(`${parameter} ${difference?.note}`)
      if (told.some((each) => each.startsWith('(total) the total is'))) break
    }
    expect(told.at(-1)).to.match(/^\(total\) the total is \d+, and \d+ match$/)
  })

  it('walks no further than a few pages where not all can be known', async () => {
    const subject = await subjectAt(sqliteUrl)
    const sound = doorOf(subject.database)
    let [pages, most] = [0, 0]
    const search: Door['search'] = (type, query, context) => {
      // What is asked of known resources alone comes to its end.
      if (query.includes('_id=')) return sound.search(type, query, context)
      pages = query.includes('_cursor=') ? pages + 1 : 1
      most = Math.max(most, pages)
      return sound.search(type, query, context)
    }
    const limited = { ...subject, limits: { ...subject.limits, maximumCount: 2 }, door: { ...sound, search } }
    const failed: VerifyResult[] = []
    for await (const result of verify(limited, { ...small, patients: 0, most: 10, types: ['Location'] }))
      if (result.outcome === 'failed') failed.push(result)
    expect(failed).to.deep.equal([])
    expect(most).to.be.within(2, 3)
  })
})
