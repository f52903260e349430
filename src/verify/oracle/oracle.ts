/** Says whether a built resource answers a search parameter, by the specification alone. https://hl7.org/fhir/R4/search.html */
import type { SearchParameterRequest } from '../../parse/request.ts'
import { compileExpression, type Find } from './expression.ts'
import { textMember } from './json.ts'
import { cutTo, membersIn } from './members.ts'
import { UnknownToOracle, type Occurrence, type ParameterDefinition, type ParameterDefinitions } from './model.ts'
import type { ParameterType, Setting } from './model.ts'
import { compareKeys, keysOf, type SortKey } from './order.ts'
import { canRead, createAnswer, isParameterType } from './rules.ts'
import { samplesOf } from './sample.ts'

/** `now` is in milliseconds since 1970 and matters to the prefix `ap` alone. */
export interface OracleOptions {
  readonly definitions: ParameterDefinitions
  /** Where this server's own resources live; references under it are local. */
  readonly baseUrl: string
  /** IANA zone of dates and times without an offset. */
  readonly zone: string
  readonly now?: number
  /** Whether case counts in the codes of systems, where the mapping says so. */
  readonly cases?: ReadonlyMap<string, boolean>
}

/** All methods throw UnknownToOracle on a parameter, modifier or value that the oracle has no rule for. */
export interface Oracle {
  /** One parameter with its alternatives. Chains, composites, `:text` and `:in` are unknown here. */
  matches(resource: object, request: SearchParameterRequest): boolean
  /** The same, of what `values` gave for a resource of the type: where two said the same, it is one list. */
  answers(found: readonly Occurrence[], resourceType: string, request: SearchParameterRequest): boolean
  /** The elements that the parameter can read; those of other types (an occurrenceString for a date) are left out. */
  values(resource: object, name: string): readonly Occurrence[]
  sortKeys(resource: object, name: string): readonly SortKey[]
  /** Negative when `a` comes first. Zero when this key leaves the order open. */
  compare(a: object, b: object, sort: { readonly name: string; readonly descending: boolean }): number
  /** Values that a client could ask, in the form of SearchParameterRequest.values; the last ones match nothing. */
  sampleValues(resource: object, name: string): readonly string[]
}

const common: Readonly<Record<string, ParameterDefinition>> = {
  _id: { type: 'token', expression: 'Resource.id' },
  _lastUpdated: { type: 'date', expression: 'Resource.meta.lastUpdated' },
  _profile: { type: 'uri', expression: 'Resource.meta.profile' },
  _security: { type: 'token', expression: 'Resource.meta.security' },
  _source: { type: 'uri', expression: 'Resource.meta.source' },
  _tag: { type: 'token', expression: 'Resource.meta.tag' },
}

/** Expressions are compiled once, and what several resources say alike is read once, as long as it is remembered. */
export function createOracle(options: OracleOptions): Oracle {
  const setting: Setting = {
    baseUrl: options.baseUrl,
    zone: options.zone,
    now: options.now ?? Date.now(),
    ...(options.cases && { cases: options.cases }),
  }
  const answer = createAnswer(setting)
  const parameterOf = rememberParameters(options.definitions)
  const parameterAt = (resource: object, name: string) => parameterOf(textMember(resource, 'resourceType') ?? '', name)
  const typeOf = (resource: object, name: string) => parameterAt(resource, name).type
  const values = (resource: object, name: string) => parameterAt(resource, name).find(resource)
  const sortKeys = (resource: object, name: string) => keysOf(values(resource, name), typeOf(resource, name), setting)
  return {
    values,
    sortKeys,
    answers: (found, resourceType, request) => answer(found, parameterOf(resourceType, request.name).type, request),
    matches: (resource, request) => answer(values(resource, request.name), typeOf(resource, request.name), request),
    compare: (a, b, { name, descending }) => compareKeys(sortKeys(a, name), sortKeys(b, name), descending),
    sampleValues: (resource, name) => samplesOf(values(resource, name), typeOf(resource, name), setting),
  }
}

interface Parameter {
  readonly type: ParameterType
  readonly find: Find
}

function rememberParameters(definitions: ParameterDefinitions): (type: string, name: string) => Parameter {
  const known = new Map<string, Parameter>()
  return (type, name) => {
    const key = `${type}.${name}`
    const parameter = known.get(key) ?? compileParameter(definitions[type]?.[name] ?? common[name], key)
    known.set(key, parameter)
    return parameter
  }
}

function compileParameter(definition: ParameterDefinition | undefined, key: string): Parameter {
  if (!definition) throw new UnknownToOracle(`no parameter ${key}`)
  if (!isParameterType(definition.type)) throw new UnknownToOracle(`parameters of type ${definition.type}`)
  const { type, expression } = definition
  const find = compileExpression(expression)
  const read: Find = (resource) => find(resource).filter((occurrence) => canRead(type, occurrence))
  return { type, find: rememberRead(read, membersIn(expression)) }
}

/** Elements of so many wordings are remembered for each parameter. */
const mostRemembered = 300

/** Only the members that are looked at are given to the expression. */
function rememberRead(read: Find, members: readonly string[] | undefined): Find {
  if (members === undefined) return read
  const known = new Map<string, ReturnType<Find>>()
  const cut = cutTo(members)
  return (resource) => {
    const part = cut(resource as object)
    const key = JSON.stringify(part)
    const found = known.get(key) ?? read(part)
    if (known.size >= mostRemembered) known.clear()
    known.set(key, found)
    return found
  }
}
