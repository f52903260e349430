/** Token parameters: does a code of the element equal the one asked? https://hl7.org/fhir/R4/search.html#token */
import { listOf, member, textMember } from './json.ts'
import { UnknownToOracle, type Occurrence, type Rule, type Test } from './model.ts'
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
  test(value): Test {
    const [first = '', second, ...more] = splitAtBars(value)
    if (more.length > 0) throw new UnknownToOracle('a token has one bar')
    if (first === '' && (second ?? '') === '') throw new UnknownToOracle('a token that names nothing')
    const asked: Asked = second === undefined ? { code: first } : { system: first, code: second }
    return (occurrence) => tokensIn(occurrence).some((token) => isSame(token, asked, occurrence))
  },
}

/** `system` absent: any; empty: none. `code` empty: any code of the system. */
interface Asked {
  readonly system?: string
  readonly code: string
}

function isSame(token: Token, asked: Asked, occurrence: Occurrence): boolean {
  if (asked.system !== undefined && !isSystem(token, asked.system, occurrence)) return false
  if (asked.code === '') return true
  if (token.code === undefined) return false
  const spelling = spellingOf(occurrence)
  const wanted = spelling(asked.code)
  return wanted !== '' && spelling(token.code) === wanted
}

function isSystem(token: Token, system: string, { type, path }: Occurrence): boolean {
  if (type === 'code' && token.system === undefined && system !== '') {
    throw new UnknownToOracle(`which system ${path} is bound to`)
  }
  return (token.system ?? '') === system
}

/** Telephone numbers are compared by their digits, mail addresses without case, everything else as it stands. */
function spellingOf({ type, value }: Occurrence): (text: string) => string {
  const system = type === 'ContactPoint' ? textMember(value, 'system') : undefined
  if (system === undefined) return (text) => text
  if (dialled.has(system)) return (text) => text.replace(/\D/g, '')
  return system === 'email' ? (text) => text.toLowerCase() : (text) => text
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
