/** Slices by the profile's names: `component: { systolic: {...} }`, each filled in by what the profile fixes there. */
import type { Occurrence } from '../model.ts'
import type { MapNode, Yaml } from '../yaml.ts'
import type { Build, Named, Slot } from './context.ts'
import { makeOccurrences } from './values.ts'

/** The value names slices of the element, and nothing else. */
export function isSliced(build: Build, named: Named, node: Yaml): boolean {
  const slices = build.profile?.slices
  if (node.kind !== 'map' || slices === undefined || slices.size === 0 || named.definition.max !== '*') return false
  return node.entries.length > 0 && node.entries.every(({ key }) => slices.has(key))
}

export function sliceOccurrences(build: Build, named: Named, node: MapNode): readonly Occurrence[] {
  const { definition } = named
  const slot: Slot = {
    type: definition.types[0] ?? 'string',
    ...(definition.binding === undefined ? {} : { binding: definition.binding }),
  }
  return node.entries.flatMap(({ key, value }) => {
    const profile = build.profile?.slices.get(key)
    const inside: Build = { ...build, path: `${build.path}:${key}`, ...(profile === undefined ? {} : { profile }) }
    return makeOccurrences(inside, slot, value, false)
  })
}
