/** A request -> the patients it names whose charts may have swallowed others: they are looked up before it is planned. */
import { parseReferenceValue } from '../fhir/reference.ts'
import { decodeId } from '../mapping/id.ts'
import type { Source } from '../mapping/model.ts'
import type { SearchRequest } from '../parse/request.ts'
import type { Context, SearchPlan } from './model.ts'
import { parametersOf } from './question/offered.ts'

/** Keys of one Patient source, to ask which rows were merged into them. */
export interface PatientKeys {
  readonly source: Source
  readonly keys: readonly (readonly string[])[]
}

/** Patient sources under whose merged keys this type has results that count as the survivor's. */
function survivorsOf({ mapping }: Context, types: readonly string[]): ReadonlySet<string> {
  const sources = types.flatMap((type) => mapping.byType.get(type) ?? [])
  return new Set(
    sources.flatMap(({ root }) =>
      root.kind === 'reference' && root.merge?.results === 'survivor' ? [root.source] : [],
    ),
  )
}

function idOf(name: string, value: string, base: string): readonly string[] {
  try {
    const reference = parseReferenceValue(name, value, [base])
    const isPatient = reference.kind === 'local' && (reference.type === undefined || reference.type === 'Patient')
    return isPatient ? [reference.id] : []
  } catch {
    // The planner says what is wrong with it.
    return []
  }
}

function idsIn(request: SearchRequest, { mapping, base }: Context): readonly string[] {
  const known = parametersOf(mapping, request.type)
  return request.parameters
    .filter(({ name, modifier }) => known.get(name)?.type === 'reference' && modifier !== 'missing')
    .flatMap(({ name, values }) => values.flatMap((value) => idOf(name, value, base)))
}

function keysOf(ids: readonly string[], survivors: ReadonlySet<string>, { mapping }: Context): readonly PatientKeys[] {
  const decoded = [...new Set(ids)].flatMap((id) => decodeId(mapping, 'Patient', id) ?? [])
  return [...new Set(decoded.map(({ source }) => source))]
    .filter(({ name }) => survivors.has(name))
    .map((source) => ({ source, keys: decoded.filter((each) => each.source === source).map(({ key }) => key) }))
}

/** Of resources on a page, by their logical ids, that others of `type` refer to. Empty where they are no patients. */
export function referredPatients(
  { request, context }: SearchPlan,
  type: string,
  ids: readonly string[],
): readonly PatientKeys[] {
  if (request.type !== 'Patient') return []
  const survivors = survivorsOf(context, [type])
  return survivors.size === 0 ? [] : keysOf(ids, survivors, context)
}

/**
 * Of a search, or of a read (its type is enough): the compartment's patient and those that reference parameters name. Empty
 * where nothing is to be looked up, which is the rule.
 */
export function patientKeys(asked: SearchRequest | string, context: Context): readonly PatientKeys[] {
  const isRead = typeof asked === 'string'
  const types = isRead ? [asked] : [asked.type, ...asked.revinclude.map(({ type }) => type)]
  const survivors = survivorsOf(context, types)
  if (survivors.size === 0) return []
  const { patient } = context.grant
  const ids = [...(patient === undefined ? [] : [patient]), ...(isRead ? [] : idsIn(asked, context))]
  return keysOf(ids, survivors, context)
}
