/** A scope as it is written -> its parts, and back. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources */

export type ScopeContext = 'patient' | 'user' | 'system'

/** What may be done with the data: open a record whose id one has, look for records, or both. */
export type Letters = 'r' | 's' | 'rs'

/** A resource scope, taken apart. */
export interface ScopeWord {
  readonly context: ScopeContext
  /** A resource type or `*`. */
  readonly type: string
  /** Of what was asked only what the gateway has; undefined where that is nothing, and for an operation. */
  readonly letters: Letters | undefined
  /** The spelling that was asked in, which is the spelling to answer in. */
  readonly version: 'v1' | 'v2'
  /** Whether more than reading was asked. */
  readonly asksWrite: boolean
  /** `$export`, `$docref`. */
  readonly operation?: string
  /** The arguments of a granular scope, decoded: `category=http://…|laboratory`. */
  readonly query?: string
}

const form =
  /^(patient|user|system)\/(\*|[A-Z][A-Za-z]{0,63})\.(?:(\$[a-z][a-z-]{0,63})|(read|write|\*)|(c?r?u?d?s?))(?:\?(.+))?$/

const readLetters = (access: string): Letters | undefined => {
  const letters = access.replace(/[^rs]/g, '')
  return letters === '' ? undefined : (letters as Letters)
}

/** Undefined where even one argument is malformed. */
function decodeQuery(query: string): string | undefined {
  const isWhole = query.split('&').every((argument) => /^[^=]+=[^=]/.test(argument))
  try {
    const text = decodeURIComponent(query)
    // What was hidden in percent signs must not become an argument of its own.
    return isWhole && !/[\s"\\]/.test(text) && text.split('&').length === query.split('&').length ? text : undefined
  } catch {
    return undefined
  }
}

function parseAccess(operation: string | undefined, version1: string | undefined, version2: string | undefined) {
  if (operation !== undefined) return { letters: undefined, version: 'v2', asksWrite: false, operation } as const
  if (version1 === undefined)
    return { letters: readLetters(version2 ?? ''), version: 'v2', asksWrite: /[cud]/.test(version2 ?? '') } as const
  return { letters: version1 === 'write' ? undefined : 'rs', version: 'v1', asksWrite: version1 !== 'read' } as const
}

/** Undefined for what is no resource scope (`openid`), is malformed, or gives version 1 arguments, which it has not. */
export function parseWord(text: string): ScopeWord | undefined {
  const [, context, type, operation, version1, version2, rawQuery] = form.exec(text) ?? []
  if (context === undefined || type === undefined || version2 === '') return undefined
  const access = parseAccess(operation, version1, version2)
  const place = { context: context as ScopeContext, type }
  if (rawQuery === undefined) return { ...place, ...access }
  const query = decodeQuery(rawQuery)
  return query === undefined || version2 === undefined ? undefined : { ...place, ...access, query }
}

type Spelling = Pick<ScopeWord, 'context' | 'type' | 'query'> & { readonly letters: Letters }

const printV2 = ({ context, type, letters, query }: Spelling): string =>
  `${context}/${type}.${letters}${query === undefined ? '' : `?${query}`}`

/** All spellings of one and the same access, the wanted version first. */
export function spellings(scope: Spelling, version: ScopeWord['version']): readonly string[] {
  const v2 = printV2(scope)
  if (scope.letters !== 'rs' || scope.query !== undefined) return [v2]
  const v1 = `${scope.context}/${scope.type}.read`
  return version === 'v1' ? [v1, v2] : [v2, v1]
}

/** The registered scope that says just this much, never more. */
export const spell = (
  scope: Spelling,
  version: ScopeWord['version'],
  registered: ReadonlySet<string>,
): string | undefined => spellings(scope, version).find((text) => registered.has(text))

/** As `spell`, or else two scopes of one letter each where only those are registered. */
export function spellApart(
  scope: Spelling,
  version: ScopeWord['version'],
  registered: ReadonlySet<string>,
): readonly string[] {
  const whole = spell(scope, version, registered)
  if (whole !== undefined) return [whole]
  return [...scope.letters].flatMap((letter) => {
    const text = printV2({ ...scope, letters: letter as Letters })
    return registered.has(text) ? [text] : []
  })
}
