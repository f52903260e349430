/** Token parameters: does a code of the element equal the one asked? https://hl7.org/fhir/R4/search.html#token */
import { listOf, member, textMember } from './json.ts'
import { UnknownToOracle, type Occurrence, type Rule, type Setting, type Test } from './model.ts'
import { splitAtBars } from './value.ts'

/** A code as an element holds it: without a system when the element has none. */
export interface Token {
  readonly system?: string
  readonly code?: string
}

const booleanSystem = 'http://terminology.hl7.org/CodeSystem/special-values'
const dialled = new Set(['phone', 'fax', 'pager', 'sms'])

export const tokenRule: Rule = {
  reads: new Set([
    ...['code', 'Coding', 'CodeableConcept', 'Identifier', 'ContactPoint', 'boolean', 'string', 'id', 'uri'],
  ]),
  test(value, _modifier, { cases }): Test {
    const [first = '', second, ...more] = splitAtBars(value)
    if (more.length > 0) throw new UnknownToOracle('a token has one bar')
    if (first === '' && (second ?? '') === '') throw new UnknownToOracle('a token that names nothing')
    const asked: Asked = second === undefined ? { code: first } : { system: first, code: second }
    return (occurrence) => tokensIn(occurrence).some((token) => isSame(token, asked, occurrence, cases))
  },
}

/** `system` absent: any; empty: none. `code` empty: any code of the system. */
interface Asked {
  readonly system?: string
  readonly code: string
}

function isSame(token: Token, asked: Asked, occurrence: Occurrence, cases: Setting['cases']): boolean {
  if (asked.system !== undefined && !isSystem(token, asked.system, occurrence)) return false
  if (asked.code === '') return true
  if (token.code === undefined) return false
  const spelling = spellingOf(occurrence, token.system, asked.code, cases)
  return spelling(token.code) === spelling(asked.code)
}

function isSystem(token: Token, system: string, { type, path }: Occurrence): boolean {
  if (type === 'code' && token.system === undefined && system !== '') {
    throw new UnknownToOracle(`which system ${path} is bound to`)
  }
  return (token.system ?? '') === system
}

/** Code systems whose definitions say that case counts; of others nobody says so, and a server should then pay no regard to it. */
const strict =
  /^http:\/\/(?:(?:hl7\.org\/fhir|terminology\.hl7\.org)\/.*|loinc\.org|snomed\.info\/sct|unitsofmeasure\.org)$/

const asIs = (text: string): string => text
const number = (text: string): string => text.replace(/\D/g, '')
/** Whether people would dial it: digits, and no words but those that stand before a number, or before its extension. */
const isNumber = (text: string): boolean =>
  /\d/.test(text) &&
  !/[\p{L}@]/u.test(text.replace(/^(?:tel|fax|sms):/i, '').replace(/(?:x|ext|extension)(?=[^\p{L}]*$)/iu, ''))
const small = (text: string): string =>
  [...text].map((one) => (one === '\u212a' || one === '\u0130' ? one : one === 'ς' ? 'σ' : one.toLowerCase())).join('')

/** Telephone numbers are compared by their digits where a number is asked for, codes of strict systems, codes without a Coding, ids and URIs as they stand, the rest without case. */
function spellingOf(
  { type, value, path }: Occurrence,
  system: string | undefined,
  asked: string,
  cases: Setting['cases'],
): (text: string) => string {
  if (type === 'ContactPoint') return dialled.has(textMember(value, 'system') ?? '') && isNumber(asked) ? number : small
  if (type === 'Identifier') return small
  // The id of a resource is a System.String.
  if (type === 'string') return path.endsWith('.id') ? asIs : small
  if (type !== 'Coding' && type !== 'CodeableConcept') return asIs
  return (cases?.get(system ?? '') ?? strict.test(system ?? '')) ? asIs : small
}

/** The codes of an element, each with its system. */
export function tokensIn({ type, value, system }: Occurrence): readonly Token[] {
  if (type === 'CodeableConcept') return listOf(member(value, 'coding')).map((coding) => pick(coding, 'code'))
  if (type === 'Coding') return [pick(value, 'code')]
  if (type === 'Identifier') return [pick(value, 'value')]
  if (type === 'ContactPoint') return [{ code: textMember(value, 'value') ?? '' }]
  if (type === 'boolean') return [{ system: booleanSystem, code: String(value) }]
  return [{ ...(system === undefined ? {} : { system }), code: String(value) }]
}

function pick(value: unknown, name: string): Token {
  const [system, code] = [textMember(value, 'system'), textMember(value, name)]
  return {
    ...(system === undefined ? {} : { system }),
    ...(code === undefined ? {} : { code }),
  }
}
