/** A search as it was asked: syntax only. What the names and values mean is for `plan` to say. */

/** One parameter of a search: `name:modifier=value,value`. https://hl7.org/fhir/R4/search.html#modifiers */
export interface SearchParameterRequest {
  readonly name: string
  /** What stood behind the colon: `exact`, `not`, `missing`, a type such as `Patient`. */
  readonly modifier?: string
  /** The comma-separated alternatives. `\,` is a comma here; `\\`, `\|` and `\$` are kept for the value's own parser. */
  readonly values: readonly string[]
}

export type Handling = 'strict' | 'lenient'

/** Control parameters are taken out of `parameters`; what is absent was not asked. */
export interface SearchRequest {
  readonly type: string
  readonly parameters: readonly SearchParameterRequest[]
  readonly count?: number
  readonly sort: readonly { readonly name: string; readonly descending: boolean }[]
  readonly total?: 'none' | 'estimate' | 'accurate'
  readonly summary?: 'true' | 'text' | 'data' | 'count' | 'false'
  readonly elements: readonly string[]
  readonly include: readonly IncludeRequest[]
  readonly revinclude: readonly IncludeRequest[]
  /** The parameters came in the form of a POST: no link shows them. */
  readonly isPosted?: true
  /** The opaque text of `_cursor`, of our own next links. */
  readonly cursor?: string
  readonly handling: Handling
}

/** `_include=Source:parameter[:Target]`. Type and parameter of `_revinclude=*` are both `*`. */
export interface IncludeRequest {
  readonly type: string
  readonly parameter: string
  readonly target?: string
  readonly iterate: boolean
}
