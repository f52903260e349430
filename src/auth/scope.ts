/** A scope string -> the rules it grants. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources */
import type { ScopeRule } from './grant.ts'

const scopeForm = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*|c?r?u?d?s?)(?:\?(.*))?$/

/** No part of SMART, but what other systems ask for: `system/Group.$export`, `patient/DocumentReference.$docref`. */
const operationForm = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.\$([a-z][a-z-]*)$/

/** What the letters of version 2, and the words of version 1, allow among the interactions that Portico has. */
const allows = (access: string): { readonly read: boolean; readonly search: boolean } => {
  if (access === 'read' || access === '*') return { read: true, search: true }
  if (access === 'write') return { read: false, search: false }
  return { read: access.includes('r'), search: access.includes('s') }
}

const isVersion1 = (access: string): boolean => access === 'read' || access === 'write' || access === '*'

type Parameter = ScopeRule['parameters'][number]

const parseParameter = (text: string): Parameter | undefined => {
  const equals = text.indexOf('=')
  if (equals < 1 || equals === text.length - 1) return undefined
  try {
    return { name: decodeURIComponent(text.slice(0, equals)), value: decodeURIComponent(text.slice(equals + 1)) }
  } catch {
    return undefined
  }
}

/** Undefined for arguments of which even one is malformed: a rule without it would grant more than was meant. */
const parseParameters = (query: string | undefined): readonly Parameter[] | undefined => {
  if (query === undefined) return []
  const parameters = query.split('&').map(parseParameter)
  return parameters.every((parameter) => parameter !== undefined) ? parameters : undefined
}

const parseOperation = (word: string): ScopeRule | undefined => {
  const [, context, type, operation] = operationForm.exec(word) ?? []
  if (context === undefined || type === undefined || operation === undefined) return undefined
  const operations = [operation]
  return { context: context as ScopeRule['context'], type, read: false, search: false, operations, parameters: [] }
}

const parseScope = (word: string): ScopeRule | undefined => {
  const [, context, type, access, query] = scopeForm.exec(word) ?? []
  if (context === undefined || type === undefined || access === undefined) return parseOperation(word)
  const parameters = parseParameters(query)
  const { read, search } = allows(access)
  if (parameters === undefined || (isVersion1(access) && query !== undefined) || !(read || search)) return undefined
  return { context: context as ScopeRule['context'], type, read, search, operations: [], parameters }
}

/**
 * The rules of the scopes in `scope`, in their order. Words that are no resource scopes (`openid`, `launch/patient`) give
 * no rule; malformed ones, and those that allow neither read nor search nor an operation, grant nothing. Neither the type nor
 * the names of operations and search arguments are checked here: who cannot apply an argument must not use its rule.
 */
export const parseScopes = (scope: string): readonly ScopeRule[] =>
  scope.split(' ').flatMap((word) => parseScope(word) ?? [])
