/** A built Quantity or Range -> whether value and unit are as asked. https://hl7.org/fhir/R4/search.html#quantity */
import { isDecimal } from '../../fhir/decimal.ts'
import type { Json } from '../../mapping/model.ts'
import type { AskedQuantity } from '../question/values.ts'
import { memberOf, textOf } from './json.ts'
import { isSpan, type Span } from './number.ts'

/** `<5` is everything below five. https://hl7.org/fhir/R4/valueset-quantity-comparator.html */
function spanOfQuantity(quantity: Json): Span | undefined {
  const text = textOf(quantity, 'value')
  if (text === undefined || !isDecimal(text)) return undefined
  const comparator = textOf(quantity, 'comparator')
  if (comparator === undefined) return { low: text, high: text }
  const isOpen = comparator.length === 1
  return comparator.startsWith('<') ? { high: text, highOpen: isOpen } : { low: text, lowOpen: isOpen }
}

function sidesOf(value: Json, type: string): readonly Json[] {
  if (type !== 'Range') return [value]
  return [memberOf(value, 'low'), memberOf(value, 'high')].filter((side) => side !== undefined)
}

function sideSpan(value: Json, name: string): Span | undefined {
  const side = memberOf(value, name)
  return side === undefined ? undefined : spanOfQuantity(side)
}

function spanOf(value: Json, type: string): Span | undefined {
  if (type !== 'Range') return spanOfQuantity(value)
  const [low, high] = [sideSpan(value, 'low'), sideSpan(value, 'high')]
  if (low === undefined && high === undefined) return undefined
  return { ...(low?.low !== undefined && { low: low.low }), ...(high?.high !== undefined && { high: high.high }) }
}

function hasUnit(side: Json, { system, code }: AskedQuantity): boolean {
  if (code === undefined) return true
  if (system !== undefined) return textOf(side, 'system') === system && textOf(side, 'code') === code
  return textOf(side, 'code') === code || textOf(side, 'unit') === code
}

export function isQuantity(value: Json, type: string, asked: AskedQuantity): boolean {
  const span = spanOf(value, type)
  return span !== undefined && isSpan(span, asked) && sidesOf(value, type).some((side) => hasUnit(side, asked))
}
