/** Reference and uri parameters. https://hl7.org/fhir/R4/search.html#reference */
import { textMember } from './json.ts'
import { UnknownToOracle, type Occurrence, type Rule, type Test } from './model.ts'
import { unescape } from './value.ts'

/** What a reference names: a resource of this server, or an address elsewhere, which has neither type nor id here. */
export interface Target {
  readonly type?: string
  readonly id?: string
  readonly elsewhere?: string
}

export const referenceRule: Rule = {
  reads: new Set(['Reference', 'canonical', 'uri']),
  test(value, modifier, setting): Test {
    const asked = targetOf(unescape(value), setting.baseUrl)
    if (modifier !== undefined && !/^[A-Z]\w+$/.test(modifier)) throw new UnknownToOracle('no such modifier')
    return (occurrence) => {
      if (occurrence.type !== 'Reference') return matchesCanonical(occurrence.value, unescape(value))
      const target = targetIn(occurrence, setting.baseUrl)
      return target !== undefined && isSame(target, asked) && (modifier === undefined || target.type === modifier)
    }
  },
}

export const uriRule: Rule = {
  reads: new Set(['uri', 'url', 'canonical', 'oid', 'uuid']),
  test: (value) => (occurrence) => occurrence.value === unescape(value),
}

/** The target of a Reference; undefined when it only has an identifier or a display, or points inside its resource. */
export function targetIn({ value }: Occurrence, baseUrl: string): Target | undefined {
  const reference = textMember(value, 'reference')
  return reference === undefined || reference.startsWith('#') ? undefined : targetOf(reference, baseUrl)
}

/** Reads `id`, `Type/id`, with or without `/_history/n`, and absolute addresses; those under the base are local. */
function targetOf(text: string, baseUrl: string): Target {
  const base = `${baseUrl.replace(/\/+$/, '')}/`
  const local = text.startsWith(base) ? text.slice(base.length) : text
  const found = /^(?:([A-Z]\w+)\/)?([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(local)
  if (!found) return { elsewhere: text }
  return {
    ...(found[1] === undefined ? {} : { type: found[1] }),
    id: found[2] ?? '',
  }
}

function isSame(target: Target, asked: Target): boolean {
  if (asked.elsewhere !== undefined) return target.elsewhere === asked.elsewhere
  return target.id === asked.id && (asked.type === undefined || asked.type === target.type)
}

function matchesCanonical(value: unknown, asked: string): boolean {
  return typeof value === 'string' && (value === asked || value.split('|')[0] === asked)
}
