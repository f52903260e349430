/** `xhtml`: a plain text as the division of a Narrative. https://hl7.org/fhir/R4/narrative.html */
import { isTooLong, withoutUnfit } from '../../fhir/primitive.ts'
import { atMost } from '../cond.ts'
import type { Bad, Lens } from '../model.ts'
import { bad, isBad } from '../value.ts'
import { readText, textHas, type Text } from './pipeline.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Whatever the text says, none of it is markup: its lines are broken, and that is all. */
function divisionOf(text: string): string | Bad | undefined {
  const plain = withoutUnfit(text).trim()
  if (plain === '') return undefined
  const escaped = plain.replace(/[&<>"]/g, (sign) => entities[sign] ?? '')
  const division = `<div xmlns="http://www.w3.org/1999/xhtml">${escaped.replace(/\r\n?|\n/g, '<br/>')}</div>`
  return isTooLong(division) ? bad('is longer than the megabyte that a string may have') : division
}

/** No parameter searches a narrative: SQL is asked whether there is a text. */
export function xhtmlLens(text: Text): Lens {
  return {
    gives: 'xhtml',
    columns: [text.column],
    forward: (values) => {
      const value = readText(text, values[0] ?? null)
      return value === undefined || isBad(value) ? value : divisionOf(value)
    },
    has: () => atMost(textHas(text).over),
    match: () => undefined,
  }
}
