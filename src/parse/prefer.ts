// Takes the handling out of a Prefer header. https://hl7.org/fhir/R4/search.html#errors
import type { Handling } from './request.ts'

const isHandling = (text: string | undefined): text is Handling => text === 'strict' || text === 'lenient'

/** The first `handling=` that is known; strict where there is none. Other preferences and unknown values are let pass. */
export function parseHandling(prefer: string | undefined): Handling {
  const preferences = (prefer ?? '').split(/[,;]/).map((each) => each.trim().toLowerCase())
  const asked = preferences.filter((each) => each.startsWith('handling=')).map((each) => each.slice('handling='.length))
  return asked.map((each) => each.replaceAll('"', '')).find(isHandling) ?? 'strict'
}
