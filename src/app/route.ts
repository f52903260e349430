/** What a row of the route table says. */
import type { Answer } from './answer.ts'
import type { Call, FhirCall } from './call.ts'

/** GET also answers HEAD; OPTIONS is answered everywhere. */
export interface Route<C> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly answer: (call: C) => Answer | Promise<Answer>
  /** The answer is no resource: `_format` and Accept are not looked at. */
  readonly anyFormat?: true
  /** Of the root: only where the organizations have bases of their own, for else it is the base. */
  readonly isBeside?: true
}

export interface RouteTable {
  /** Under what the bases of a surface begin with, beside the organizations. */
  readonly root?: readonly Route<FhirCall>[]
  readonly fhir: readonly Route<FhirCall>[]
  readonly plain: readonly Route<Call>[]
}
