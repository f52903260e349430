/** A word of a scope -> its parts, read as loosely as the suite reads it. */

export interface ResourceScope {
  readonly text: string
  /** `patient`, `user`, `system`. */
  readonly context: string
  readonly type: string
  /** What stands behind the dot: `rs`, `read`, `*`. */
  readonly access: string
  /** What stands behind the question mark. */
  readonly query?: string
}

export const wordsOf = (scope: string): readonly string[] => scope.split(/\s+/).filter((word) => word !== '')

/** Undefined for what has not exactly one slash and one dot before its question mark. */
export const parseResourceScope = (text: string): ResourceScope | undefined => {
  const [path = '', query] = text.split('?', 2)
  const [context, resource, ...more] = path.split('/')
  const [type, access, ...rest] = (resource ?? '').split('.')
  if (context === undefined || type === undefined || access === undefined || more.length + rest.length > 0)
    return undefined
  return { text, context, type, access, ...(query !== undefined && { query }) }
}

export const resourceScopesOf = (scope: string): readonly ResourceScope[] =>
  wordsOf(scope).flatMap((word) => parseResourceScope(word) ?? [])

const version2 = /^(\*|c?ru?d?s?)$/
const eitherVersion = /^(\*|read|c?ru?d?s?)$/

export type ScopeForm = 'v1' | 'v2' | 'any'

const forms: Readonly<Record<ScopeForm, RegExp>> = { v1: /^(\*|read)$/, v2: version2, any: eitherVersion }

export const hasForm = ({ access }: ResourceScope, form: ScopeForm): boolean => forms[form].test(access)
