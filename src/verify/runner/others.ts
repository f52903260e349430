/** A source's parameters -> searches for values that no resource may serve: near those that do, and of the code lists behind its columns. */
import type { Bad, Facts, Hole, Json, Source } from '../../mapping/model.ts'
import { factsOf } from '../../plan/facts.ts'
import type { OfferedParameter, SampleValues, SearchCase } from '../cases.ts'
import { listOf, member, textMember } from '../oracle/json.ts'
import { escape, splitPrefix } from '../oracle/value.ts'
import { chooseSome, randomFrom, type Random } from '../random.ts'
import { leavesOf } from './leaves.ts'
import type { Amount, World } from './model.ts'

/** The last digit one up, so that it stays a number or a date of the same precision. */
const nextDigit = (text: string): string => text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10))

const lastLetter = (text: string): string => (/[xX]$/.test(text) ? `${text.slice(0, -1)}y` : `${text}x`)

type Near = (value: string) => readonly string[]

const near: Readonly<Record<string, Near>> = {
  token: (value) => [lastLetter(value), value.toLowerCase(), value.toUpperCase(), value.slice(0, -1), nextDigit(value)],
  string: (value) => [`q${value}`, lastLetter(value), [...value].reverse().join('')],
  date: (value) => [nextDigit(splitPrefix(value).rest)],
  number: (value) => [nextDigit(splitPrefix(value).rest)],
  quantity: (value) => {
    const [number = '', ...unit] = splitPrefix(value).rest.split('|')
    return [[nextDigit(number), ...unit].join('|')]
  },
  reference: (value) => [nextDigit(value), lastLetter(value)],
  uri: (value) => [lastLetter(value), value.slice(0, -1)],
}

/** The texts in a constant. */
function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.flatMap((each: Json) => textsIn(each)) : Object.values(value).flatMap(textsIn)
}

const tokenOf = (coding: unknown): readonly string[] => {
  const [system, code] = [textMember(coding, 'system'), textMember(coding, 'code')]
  return code === undefined ? [] : [escape(code), ...(system === undefined ? [] : [`${system}|${escape(code)}`])]
}

/** Of a code, a Coding or a CodeableConcept. */
const tokensOf = (given: Json | Bad | undefined): readonly string[] =>
  typeof given === 'string' ? [escape(given)] : [given, ...listOf(member(given, 'coding'))].flatMap(tokenOf)

const mostLocals = 20

function codesOf({ lens }: Hole, facts: Facts, random: Random): readonly string[] {
  const locals = chooseSome(lens.codes?.locals?.(facts) ?? [], mostLocals, random)
  return locals.flatMap((local) => tokensOf(lens.forward([local], facts)))
}

/** Of these any text can be asked. */
const free = new Set(['token', 'string', 'uri'])

const isPlain = (text: string): boolean => !text.includes('{')

/** All that the mapping could serve for a parameter, whatever the rows hold. */
function possibleOf(world: World, source: Source, name: string, random: Random): readonly string[] {
  const facts = factsOf(world.staff)
  const hits = world.subject.mapping.parameters.get(source.resource)?.get(name)?.hits.get(source) ?? []
  return hits
    .flatMap(({ leaf }) => leavesOf(leaf))
    .flatMap((leaf) =>
      leaf.kind === 'hole' ? codesOf(leaf, facts, random) : textsIn(leaf.value).filter(isPlain).map(escape),
    )
}

const isAskable = (value: string): boolean => value !== '' && !/^\||\|$|\\$/.test(value)

export function otherCases(
  world: World,
  source: Source,
  offered: readonly OfferedParameter[],
  origins: readonly object[],
  valuesOf: SampleValues,
  { seed, samples }: Amount,
): readonly SearchCase[] {
  const random = randomFrom(seed + 7)
  const some = chooseSome(origins, 10, random)
  return offered.flatMap(({ name, type }) => {
    const served = new Set(some.flatMap((origin) => valuesOf(origin, name)))
    const nearby = [...served].flatMap((value) => near[type]?.(value) ?? [])
    const wanted = (values: readonly string[]): readonly string[] =>
      chooseSome(
        [...new Set(values)].filter((value) => isAskable(value) && !served.has(value)),
        samples,
        random,
      )
    const values = [...wanted(nearby), ...(free.has(type) ? wanted(possibleOf(world, source, name, random)) : [])]
    return values.map((value) => ({
      parameter: `${name} (others)`,
      modifier: '',
      prefix: '',
      parameters: [{ name, values: [value] }],
      ...(some[0] && { origin: some[0] }),
    }))
  })
}
