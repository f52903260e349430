/** An element's lens -> the same, held to the value set that the profile or FHIR requires, where the lens may give other codes. */
import { valueSet } from '../../fhir/definitions.ts'
import type { CodeList } from '../codes.ts'
import { boundLens, codesOf, type Codes } from '../lenses/bound.ts'
import type { Lens } from '../model.ts'
import { bindingsOf } from './constants.ts'
import type { Build, Slot } from './context.ts'

const coded = new Set(['code', 'Coding', 'CodeableConcept'])

function requiredCodes(build: Build, { type, binding }: Slot): Codes | undefined {
  if (!coded.has(type)) return undefined
  const required = bindingsOf(build, binding).filter(({ strength }) => strength === 'required')
  const set = required.map((each) => valueSet(each.valueSet)).find((listed) => listed !== undefined)
  return set && codesOf(set)
}

/** A list of the mapping's own that gives nothing else needs no second look, and is decided by SQL. */
function isWithin({ definition: { source, otherwise, own } }: CodeList, codes: Codes): boolean {
  if (source.kind !== 'rows' || own !== undefined || otherwise.kind === 'text' || otherwise.kind === 'local')
    return false
  return source.entries.every(({ system, code }) => {
    const systems = codes.get(code ?? '')
    return systems !== undefined && (system === undefined || systems.has(system))
  })
}

export function held(build: Build, slot: Slot, lens: Lens): Lens {
  const codes = requiredCodes(build, slot)
  const list = build.vocabulary.lists.get(lens.codes?.list ?? '')
  return codes === undefined || (list !== undefined && isWithin(list, codes)) ? lens : boundLens(lens, codes)
}
