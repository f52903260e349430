/** The labels of implants: what is printed on them, what their bar code holds, and the JSON that was read from it. */
import type { Row } from '../rows.ts'
import type { Implant } from '../vocabulary/devices.ts'
import { gtin } from './numbers.ts'

/** What a label says of the one piece: days as ISO 8601. `dct` is the code of a donation, on tissues. */
export interface Production {
  readonly lot?: string
  readonly serial?: string
  readonly mfg?: string
  readonly exp?: string
  readonly dct?: string
}

const six = (day: string): string => day.replaceAll('-', '').slice(2)

/** Application identifiers of GS1 with their values, in the order of a label. */
const elementsOf = (
  identifier: string,
  { mfg, exp, lot, serial }: Production,
): readonly (readonly [string, string])[] =>
  [
    ['01', identifier] as const,
    ['11', mfg && six(mfg)] as const,
    ['17', exp && six(exp)] as const,
    ['10', lot] as const,
    ['21', serial] as const,
  ].flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]))

/** A group separator stands where a value of any length ends and another follows. */
const separator = '\u001d'
const open = new Set(['10', '21'])
const barCode = (elements: readonly (readonly [string, string])[]): string =>
  elements
    .map(([name, value], at) => `${open.has(elements[at - 1]?.[0] ?? '') ? separator : ''}${name}${value}`)
    .join('')

/** The columns of a label. */
export function carrierOf({ item }: Pick<Implant, 'item'>, production: Production): Row {
  const identifier = gtin(item)
  const elements = elementsOf(identifier, production)
  return {
    UdiDI: identifier,
    UdiCarrierHRF: elements.map(([name, value]) => `(${name})${value}`).join(''),
    UdiAIDC: new TextEncoder().encode(barCode(elements)),
    ProdIdJson: JSON.stringify(production),
  }
}
