/** A mapping, and what it serves -> each element that its profiles must support: filled, mapped but never filled, or missing. */
import { profile } from '../../fhir/definitions.ts'
import type { ProfileDefinition } from '../../fhir/definition.ts'
import type { Kind, Mapping } from '../../mapping/model.ts'
import { readAll } from '../../search/resources.ts'
import { defaultAmount, type Subject } from '../../verify/runner/model.ts'
import { createWorld } from '../../verify/runner/world.ts'
import { isFilled, isMapped, stepsOf, type Step } from './path.ts'

export type State = 'filled' | 'not filled' | 'missing'

export interface ElementCovered {
  readonly path: string
  readonly state: State
}

export interface ProfileCovered {
  readonly profile: string
  readonly resources: number
  readonly elements: readonly ElementCovered[]
}

/** What is looked for in the resources of one profile. */
interface Wanted {
  readonly path: string
  readonly steps: readonly Step[]
  readonly mapped: boolean
  filled: boolean
}

interface Profile {
  readonly id: string
  readonly wanted: readonly Wanted[]
  resources: number
}

/** Of one source: enough to see what it fills. */
const most = 20_000

function wantedOf({ elements }: ProfileDefinition, kinds: readonly Kind[]): readonly Wanted[] {
  const supported = elements.filter(({ mustSupport, path }) => mustSupport === true && path.includes('.'))
  return supported.map((element) => {
    const steps = stepsOf(element, elements)
    return { path: element.path, steps, mapped: kinds.some(({ tree }) => isMapped(tree, steps)), filled: false }
  })
}

function profilesOf({ sources, usCore }: Mapping): ReadonlyMap<string, Profile> {
  const kinds = sources.flatMap((source) => source.kinds)
  const urls = new Set(kinds.flatMap(({ profiles }) => profiles))
  const found = [...urls].flatMap((url): readonly (readonly [string, Profile])[] => {
    const id = url.split('/').at(-1) ?? url
    const definition = profile(id, usCore)
    if (definition === undefined || definition.url !== url.split('|')[0]) return []
    return [
      [
        url,
        {
          id,
          wanted: wantedOf(
            definition,
            kinds.filter(({ profiles }) => profiles.includes(url)),
          ),
          resources: 0,
        },
      ],
    ]
  })
  return new Map(found)
}

function note(profiles: ReadonlyMap<string, Profile>, { profiles: urls }: Kind, json: string): void {
  const open = urls.flatMap((url) => profiles.get(url) ?? [])
  for (const each of open) each.resources++
  if (!open.some(({ wanted }) => wanted.some(({ filled }) => !filled))) return
  const resource = JSON.parse(json) as object
  for (const { wanted } of open) for (const each of wanted) each.filled ||= isFilled(resource, each.steps)
}

const stateOf = ({ mapped, filled }: Wanted): State => (filled ? 'filled' : mapped ? 'not filled' : 'missing')

/** Reads every organization's resources, up to a number of each source. */
export async function coverageOf(subject: Subject): Promise<readonly ProfileCovered[]> {
  const { mapping, database } = subject
  const profiles = profilesOf(mapping)
  for (const tenant of mapping.tenants.values()) {
    const { staff } = createWorld(subject, tenant, defaultAmount, Date.now())
    for (const source of mapping.sources) {
      let read = 0
      for await (const { kind, json } of readAll(source, staff, database)) {
        if (json !== '') note(profiles, kind, json)
        if (++read >= most) break
      }
    }
  }
  return [...profiles.values()].map(({ id, resources, wanted }) => ({
    profile: id,
    resources,
    elements: wanted.map((each) => ({ path: each.path, state: stateOf(each) })),
  }))
}
