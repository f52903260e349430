/** The letters of scopes, generated: what `r` and `s`, whole and in parts, give by read, search, include and reverse include. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources */
import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import { callerWith, idsOf, type Bundle, type Resource } from '../search/served.ts'
import { startDemo } from './demo.ts'

const system = 'http://terminology.hl7.org/CodeSystem/condition-category'
const parts = ['', 'problem-list-item', 'encounter-diagnosis'] as const
type Part = (typeof parts)[number]

interface Word {
  readonly text: string
  readonly letters: string
  readonly part: Part
}

const words: readonly Word[] = ['r', 's', 'rs', 'read'].flatMap((access) =>
  parts
    .filter((part) => part === '' || access !== 'read')
    .map((part) => ({
      text: `/Condition.${access}${part === '' ? '' : `?category=${system}|${part}`}`,
      letters: access === 'read' ? 'rs' : access,
      part,
    })),
)

/** None or one of them. */
const single: readonly (readonly Word[])[] = [[], ...words.map((word) => [word])]
const pairs = words.flatMap((word, index) => words.slice(index + 1).map((other) => [word, other]))

const categoriesOf = ({ category }: Resource): string => JSON.stringify(category)

/** Whether one of the words, with all that it says, reaches this resource. */
const reaches = (scope: readonly Word[], letters: string, resource: Resource): boolean =>
  scope.some(
    (word) =>
      [...letters].some((letter) => word.letters.includes(letter)) && categoriesOf(resource).includes(`"${word.part}`),
  )

const ofType = ({ entry = [] }: Bundle, type: string): readonly string[] =>
  entry
    .filter(({ resource, search }) => resource.resourceType === type && search.mode !== 'outcome')
    .map(({ resource }) => resource.id)
    .sort()

const answerOf = async (work: Promise<readonly string[]>): Promise<readonly string[] | string> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe('the letters of a scope', function () {
  this.timeout(120_000)
  const encounters = 'Encounter?patient=pat-1&_count=1000'
  const reverse = `${encounters}&_revinclude=Condition:encounter`
  const forward = `${encounters}&_include=Encounter:diagnosis&_include=Encounter:reason-reference`

  for (const [context, patient, scopes] of [
    ['patient', 'pat-1', [...single, ...pairs]],
    ['user', undefined, single],
  ] as const)
    it(`of ${context} scopes give the same to each way`, async () => {
      const { mapping, database } = await startDemo()
      const as = (scope: string) => callerWith(mapping, database, { scope, ...(patient !== undefined && { patient }) })
      const whole = as(`${context}/*.rs`)
      const bundles = [await whole.search('Condition?patient=pat-1&_count=1000'), await whole.search(forward)]
      const every = bundles.flatMap(({ entry = [] }) => entry.map(({ resource }) => resource))
      const known = new Map(every.filter((each) => each.resourceType === 'Condition').map((each) => [each.id, each]))
      const all = { search: ofType(bundles[0]!, 'Condition'), forward: ofType(bundles[1]!, 'Condition') }
      const referring = ofType(await whole.search(reverse), 'Condition')
      const [read] = [[...known.keys()].sort()]
      expect([all.search, all.forward, referring].map(({ length }) => length > 3)).to.deep.equal([true, true, true])
      for (const scope of scopes) {
        const caller = as(`${context}/Encounter.rs ${scope.map(({ text }) => context + text).join(' ')}`)
        const may = (letters: string, ids: readonly string[]): readonly string[] =>
          ids.filter((id) => reaches(scope, letters, known.get(id)!))
        const has = (letter: string): boolean => scope.some(({ letters }) => letters.includes(letter))
        const readable = async (): Promise<readonly string[]> => {
          const found = await Promise.all(
            read!.map((id) => answerOf(caller.read('Condition', id).then((each) => (each ? [id] : [])))),
          )
          return found.includes('auth-scope')
            ? ['auth-scope']
            : found.flatMap((each) => (Array.isArray(each) ? each : []))
        }
        const found = {
          search: await answerOf(
            caller.search('Condition?patient=pat-1&_count=1000').then((each) => ofType(each, 'Condition')),
          ),
          read: await readable(),
          forward: ofType(await caller.search(forward), 'Condition'),
          reverse: ofType(await caller.search(reverse), 'Condition'),
          everything: ofType(await caller.search(`${encounters}&_revinclude=*`), 'Condition'),
          matches: idsOf(await caller.search(encounters)).length > 0,
        }
        expect(found, scope.map(({ text }) => text).join(' ')).to.deep.equal({
          search: has('s') ? may('s', all.search) : 'auth-scope',
          read: has('r') ? may('r', read!) : ['auth-scope'],
          forward: may('rs', all.forward),
          reverse: may('s', referring),
          everything: may('s', referring),
          matches: true,
        })
      }
    })
})
