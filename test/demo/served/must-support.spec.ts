/** The anchor resources hold everything that US Core 6.1.0 asks servers to support. No gateway runs here: the accepted texts are read. */
import { expect } from 'chai'
import type { Resource } from '../../http/client.ts'
import { readGolden } from './golden.ts'
import { mustSupport, notYet, type ProfileFacts } from './must-support.ts'

const step = /^(?<name>[^[=]+)(?:\[(?<part>[^\]]+)\])?(?:=(?<value>.*))?$/

const holds = (item: unknown, part: string): boolean => JSON.stringify(item).includes(`${part}"`)

/** A reason why there is nothing is no value. */
const isOnlyAbsent = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).join() === 'extension' &&
  holds(value, 'data-absent-reason')

function stepInto(value: unknown, text: string): readonly unknown[] {
  const { name = '', part, value: wanted } = step.exec(text)?.groups ?? {}
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return [found]
    .flat()
    .filter((each) => each !== undefined && !isOnlyAbsent(each))
    .filter((each) => (part === undefined || holds(each, part)) && (wanted === undefined || each === wanted))
}

/** A dot or an equals sign inside a value would part it: none of the table has a dot, and a URL comes last. */
function valuesAt(resource: Resource, path: string): readonly unknown[] {
  const [steps = '', ...wanted] = path.split('=')
  const names = steps.split('.')
  const last = [names.pop(), ...wanted].join('=')
  return [...names, last].reduce<readonly unknown[]>(
    (values, name) => values.flatMap((each) => stepInto(each, name)),
    [resource],
  )
}

const profilesOf = ({ meta }: Resource): readonly string[] => (meta as { profile: readonly string[] }).profile

/** What a client gets of a profile. Laboratory results are clinical results too. */
function resourcesOf({ profile, type }: ProfileFacts): readonly Resource[] {
  const names = profile === 'us-core-observation-clinical-result' ? [profile, 'us-core-observation-lab'] : [profile]
  return readGolden(type).filter((each) =>
    profilesOf(each).some((url) => names.some((name) => url.endsWith(`/${name}`))),
  )
}

const isNotYet = (profile: string, element: string): boolean =>
  notYet.some((each) => each.profile === profile && each.element === element)

describe('the anchor resources', () => {
  for (const facts of mustSupport) {
    it(`hold everything that ${facts.profile} asks for`, () => {
      const resources = resourcesOf(facts)
      const missing = facts.elements.filter((path) => !resources.some((each) => valuesAt(each, path).length > 0))
      expect(missing.filter((path) => !isNotYet(facts.profile, path))).to.deep.equal([])
    })
  }

  it('lack only what the mapping cannot say yet', () => {
    for (const { profile, element, why } of notYet) {
      const facts = mustSupport.find((each) => each.profile === profile)
      const values = facts === undefined ? [] : resourcesOf(facts).flatMap((each) => valuesAt(each, element))
      expect(values, `${profile} has ${element} now: take ${why} off the list`).to.deep.equal([])
    }
  })
})
