/** What is asked and a leaf -> its condition, and the same answer on a built value: one row of a table for each parameter type. */
import type { Between } from '../../mapping/cond.ts'
import type { Facts, Json, ParameterType } from '../../mapping/model.ts'
import type { Asked } from './values.ts'
import { matchDate } from './match/date.ts'
import { matchNumber } from './match/number.ts'
import { matchQuantity } from './match/quantity.ts'
import { matchReference } from './match/reference.ts'
import { matchString } from './match/string.ts'
import { matchToken } from './match/token.ts'
import { matchUri } from './match/uri.ts'
import { isDate } from '../row/date.ts'
import { isNumber } from '../row/number.ts'
import { isQuantity } from '../row/quantity.ts'
import { isReference } from '../row/reference.ts'
import { isString } from '../row/string.ts'
import { isToken } from '../row/token.ts'
import { isUri } from '../row/uri.ts'
import type { Branch } from './branches.ts'

const readable: Readonly<Record<ParameterType, ReadonlySet<string>>> = {
  token: new Set(['code', 'Coding', 'CodeableConcept', 'Identifier', 'ContactPoint', 'boolean', 'string', 'id', 'uri']),
  string: new Set(['string', 'markdown', 'HumanName', 'Address']),
  date: new Set(['date', 'dateTime', 'instant', 'Period', 'Timing']),
  reference: new Set(['Reference', 'canonical', 'uri']),
  quantity: new Set(['Quantity', 'Age', 'Duration', 'SimpleQuantity', 'Count', 'Distance', 'Money', 'Range']),
  number: new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt']),
  uri: new Set(['uri', 'url', 'canonical', 'oid', 'uuid']),
}

/** A date is read of a Period, not of a string; what is inside a constant does not tell its type. */
export const canRead = (parameter: ParameterType, type: string): boolean =>
  readable[parameter].has(type) || type === 'unknown'

/** `type` is the leaf's FHIR type. */
export function matchLeaf(node: Branch['node'], type: string, asked: Asked, facts: Facts): Between {
  switch (asked.kind) {
    case 'token':
      return matchToken(node, type, asked, facts)
    case 'string':
      return matchString(node, type, asked, facts)
    case 'date':
      return matchDate(node, asked, facts)
    case 'reference':
      return matchReference(node, type, asked, facts)
    case 'quantity':
      return matchQuantity(node, type, asked, facts)
    case 'number':
      return matchNumber(node, asked, facts)
    case 'uri':
      return matchUri(node, asked, facts)
  }
}

/** The twin of {@link matchLeaf} that decides where the condition only bounds. */
export function isLeaf(value: Json, type: string, asked: Asked, facts: Facts): boolean {
  switch (asked.kind) {
    case 'token':
      return isToken(value, type, asked, facts)
    case 'string':
      return isString(value, type, asked)
    case 'date':
      return isDate(value, asked, facts)
    case 'reference':
      return isReference(value, type, asked)
    case 'quantity':
      return isQuantity(value, type, asked)
    case 'number':
      return isNumber(value, asked)
    case 'uri':
      return isUri(value, asked)
  }
}
