// Turns the system of a code into whether its case counts, and two codes into whether they are one. https://hl7.org/fhir/R4/search.html#token
// Case counts where a system says so: those of HL7, and the terminologies below. Where nobody says, a server should pay no regard to it; nobody
// says it of identifiers, of addresses, or of an organization's own codes, and tags of languages have none (RFC 5646, 2.1.1).

/** How codes of an element are compared: `by-system` where each stands beside a system of its own. */
export type Casing = 'exact' | 'folded' | 'by-system'

const owners = ['http://hl7.org/fhir/', 'http://terminology.hl7.org/']
const cased = new Set(['http://loinc.org', 'http://snomed.info/sct', 'http://unitsofmeasure.org'])

/** What a mapping says of systems: whether case counts in their codes. It goes before what is known here. */
export type StatedCases = ReadonlyMap<string, boolean>

const isKnownCased = (system: string): boolean => cased.has(system) || owners.some((owner) => system.startsWith(owner))

/** The system tells codes of another case apart. */
export const isCased = (system: string | undefined, stated?: StatedCases): boolean =>
  system !== undefined && (stated?.get(system) ?? isKnownCased(system))

export const isFolded = (casing: Casing | undefined, system: string | undefined, stated?: StatedCases): boolean =>
  casing === 'folded' || (casing === 'by-system' && !isCased(system, stated))

/** Letter by letter, as long as before: what is ASCII is the same as nothing else, so the Kelvin sign stays what it is. */
export const foldToken = (text: string): string =>
  text.replace(/[^\u212a\u0130]/gu, (letter) => letter.toLowerCase()).replaceAll('ς', 'σ')

/** There is another case to be told from. */
export const hasCase = (text: string): boolean => text.toLowerCase() !== text.toUpperCase()

export const isSameToken = (one: string, other: string, fold: boolean): boolean =>
  one === other || (fold && foldToken(one) === foldToken(other))
