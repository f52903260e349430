/** `absent: unknown`: the data-absent-reason of an element that yields nothing: a code where it is coded, else the extension. */
import type { ElementDefinition } from '../../fhir/definition.ts'
import { typeDefinition } from '../../fhir/definitions.ts'
import { always, either, not } from '../cond.ts'
import type { Child, Element, Occurrence, Place } from '../model.ts'
import { entryOf, itemsOf, type Yaml } from '../yaml.ts'
import { absentCoding, absentExtension } from './constants.ts'
import { occurs } from './alive.ts'
import { fault, type Build } from './context.ts'

export interface AbsentParts {
  readonly occurrences: readonly Occurrence[]
  readonly extension?: NonNullable<Child['absent']>
}

/** The word, where the value is a map with `absent:` that says nothing of a component (there it becomes a dataAbsentReason). */
function absentWord(node: Yaml): { text: string; at: Yaml['at'] } | undefined {
  const maps = itemsOf(node).filter((item) => item.kind === 'map')
  const found = maps.map((map) => entryOf(map, 'absent')).find((entry) => entry !== undefined)
  return found?.value.kind === 'text' ? { text: found.value.text, at: found.value.at } : undefined
}

const absentShort = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'

const codedTypes = new Set(['CodeableConcept', 'Coding'])

export function absentParts(build: Build, definition: ElementDefinition, node: Yaml): AbsentParts {
  const word = absentWord(node)
  const type = definition.types[0] ?? 'string'
  if (word === undefined || build.path.endsWith('.component')) return { occurrences: [] }
  if (codedTypes.has(type) && definition.choice === undefined) {
    const coding = absentCoding(word.text)
    const value = type === 'Coding' ? coding : { coding: [coding] }
    if (definition.max !== 1) fault(build, word.at, `${build.path} repeats`, `write first: [..., ${absentShort}|${word.text}]`)
    return { occurrences: [{ when: always, node: { kind: 'constant', type, value, tenant: false }, at: word.at }] }
  }
  const primitive = typeDefinition(type)?.kind === 'primitive'
  return { occurrences: [], extension: { value: absentExtension(word.text), primitive } }
}

/** A component that is there even without its value, and then says why there is none. */
export function withAbsentReason(element: Element, code: string, at: Place): Element {
  const value = element.children.find((child) => child.element === 'value')
  const when = value === undefined ? always : not(either(...value.occurrences.map(occurs)).under)
  const reason: Child = {
    element: 'dataAbsentReason',
    json: 'dataAbsentReason',
    type: 'CodeableConcept',
    array: false,
    required: false,
    occurrences: [
      {
        when,
        node: { kind: 'constant', type: 'CodeableConcept', value: { coding: [absentCoding(code)] }, tenant: false },
        at,
      },
    ],
  }
  return { ...element, fixed: true, children: [...element.children, reason] }
}
