/** A patient's name by US Core -> the same, with what says so where neither family nor given name is known. https://hl7.org/fhir/us/core/STU6.1/StructureDefinition-us-core-patient.html (us-core-6) */
import { always } from '../cond.ts'
import type { Child, Place } from '../model.ts'
import { absentExtension } from './constants.ts'
import type { Build } from './context.ts'
import { livens } from './life.ts'

const names: ReadonlySet<string> = new Set(['family', 'given'])

/** The profile counts the two together, as no cardinality can say it. */
const isHeld = ({ path, profile }: Build, type: string): boolean =>
  type === 'HumanName' && /^Patient\.name\b/.test(path) && profile?.children.has('given') === true

/** Keeps no name alive: a prefix does. Where the name has extensions of its own, the family name has the reason. */
export function withNameReason(build: Build, type: string, children: readonly Child[], at: Place): readonly Child[] {
  const others = children.some((child) => !names.has(child.element) && livens(child))
  if (!isHeld(build, type) || !others) return children
  const unless = children.filter(({ element }) => names.has(element))
  const { extension } = absentExtension(build.reason ?? 'unknown') as { extension: readonly object[] }
  const hasOwn = children.some(({ element }) => element === 'extension')
  const [element, json] = hasOwn ? (['family', '_family'] as const) : (['extension', 'extension'] as const)
  const occurrences = (hasOwn ? [{ extension }] : extension).map((value) => ({
    when: always,
    node: { kind: 'constant' as const, type: hasOwn ? 'Element' : 'Extension', value: value as never, tenant: false },
    at,
  }))
  const array = !hasOwn
  return [
    ...children,
    { element, json, type: hasOwn ? 'Element' : 'Extension', array, required: false, occurrences, unless },
  ]
}
