/** `_id` -> the keys that it names on each source. https://hl7.org/fhir/R4/search.html#id */
import { Problem } from '../../fhir/problem.ts'
import { parseTokenValue } from '../../fhir/token.ts'
import { and, oneOf, or, type Cond } from '../../mapping/cond.ts'
import { decodeId, encodeKey, printKey, type DecodedId, type Hashed } from '../../mapping/id.ts'
import { keyParts } from '../../mapping/key-conditions.ts'
import { storedForms } from '../../mapping/key.ts'
import type { Column, Facts, Kind, KeyPart, Mapping, Reader, Source } from '../../mapping/model.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import { anyOf, anything, byCondition, complement, noMatch, type Matching } from './matching.ts'
import { wantsMissing } from './parameter.ts'

const modifiers = new Set([undefined, 'not', 'missing'])

function checkModifier(modifier: string | undefined): void {
  if (modifiers.has(modifier)) return
  throw new Problem('plan-modifier-unsupported', `The modifier :${modifier} is not offered on _id.`, {
    expression: ['_id'],
    hint: '_id takes :not, :missing.',
  })
}

const partIs = (part: KeyPart, texts: readonly string[]): Cond =>
  oneOf(
    part.column,
    texts.flatMap((text) => storedForms(part, part.column, text)),
  )

function keysAre(source: Source, keys: readonly (readonly string[])[]): Cond {
  const [first, ...more] = source.key
  if (first === undefined) return or()
  if (more.length > 0)
    return or(...keys.map((key) => and(...source.key.map((part, index) => partIs(part, [key[index] ?? ''])))))
  return partIs(
    first,
    keys.map(([value = '']) => value),
  )
}

/** A key of text names one row only, whose id is spelled as its key is stored. */
const isLoose = ({ key }: Source): boolean =>
  key.some(
    ({ codec, column: { schema } }) =>
      codec === 'text' && (schema.collation === 'ci' || schema.accents === 'insensitive'),
  )

/** The rows of these keys. */
export function matchKeys(source: Source, keys: readonly (readonly string[])[], facts: Facts): Matching {
  if (keys.length === 0) return noMatch
  const cond = keysAre(source, keys)
  const matching = byCondition(cond, facts)
  if (!isLoose(source)) return matching
  const asked = new Set(keys.map((key) => key.join('\0')))
  const columns = source.key.map((part) => part.column)
  return {
    between: { over: cond, under: or() },
    decide: (row) =>
      asked.has(
        printKey(
          source,
          columns.map((column) => row.get(column)),
        )?.join('\0') ?? '',
      ),
    hits: [],
    columns,
  }
}

export type HashedId = DecodedId & { readonly hashed: Hashed }

export const isHashed = (decoded: DecodedId): decoded is HashedId => decoded.hashed !== undefined

/** The row whose id it is, by the columns that hold its key, among those with the beginning of its key. */
export function matchHashed(decoded: HashedId, columns: readonly Column[]): Matching {
  const { source, hashed } = decoded
  const decide = (row: Reader): boolean => {
    const key = printKey(
      source,
      columns.map((column) => row.get(column)),
    )
    return key !== undefined && encodeKey(source, key) === hashed.id
  }
  return { between: { over: and(...keyParts(decoded, columns)), under: or() }, decide, hits: [], columns }
}

/** The rows that these ids of the source name, whatever the kind. */
export function matchIds(source: Source, decoded: readonly DecodedId[], facts: Facts): Matching {
  const columns = source.key.map((part) => part.column)
  if (source.isHashed === true) return anyOf(decoded.filter(isHashed).map((each) => matchHashed(each, columns)))
  return matchKeys(
    source,
    decoded.map(({ key }) => key),
    facts,
  )
}

const isOf = (decoded: DecodedId, source: Source, kind: Kind): boolean =>
  decoded.source === source && (decoded.kind === undefined || decoded.kind === kind)

/** A token without a system: `|id` is the same as `id`. Throws Problem parse-value. */
function idsOf(value: string): readonly string[] {
  const { system = '', code } = parseTokenValue('_id', value)
  return system === '' && code !== undefined ? [code] : []
}

/** Ids that name nothing here find nothing. Throws Problem plan-modifier-unsupported. */
export function askIds(request: SearchParameterRequest, type: string, mapping: Mapping, facts: Facts) {
  const { modifier, values } = request
  checkModifier(modifier)
  if (modifier === 'missing') {
    const matching = wantsMissing('_id', values) ? noMatch : anything
    return { matching: () => matching }
  }
  const decoded = values.flatMap(idsOf).flatMap((id) => decodeId(mapping, type, id) ?? [])
  const matching = (source: Source, kind: Kind): Matching => {
    const found = matchIds(
      source,
      decoded.filter((each) => isOf(each, source, kind)),
      facts,
    )
    return modifier === 'not' ? complement(found) : found
  }
  return { matching }
}
