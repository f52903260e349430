/** The two sides of a term that ties rows -> why no engine, or not every one, can compare them, and what to write. */
import type { Column, JoinTerm } from '../model.ts'
import { boundFault, type Fault } from '../equality/bound.ts'
import { isDecimal } from '../../fhir/decimal.ts'
import { isTextual, isTime } from '../value.ts'
import { isUuid, isUuidLike } from '../uuid.ts'

type Kind = 'number' | 'truth' | 'text' | 'time' | 'uuid' | 'binary' | 'other'

function kindOf(column: Column): Kind {
  const { type } = column.schema
  if (isTextual(column)) return 'text'
  if (isTime(column)) return 'time'
  if (type === 'bit') return 'truth'
  if (['integer', 'decimal', 'real'].includes(type)) return 'number'
  return type === 'uuid' || type === 'binary' ? type : 'other'
}

/** Of what a select of the mapping's own gives nothing is known. */
const isKnown = ({ schema: { native } }: Column): boolean => native !== 'unknown'

const ordered: ReadonlySet<Kind> = new Set(['number', 'text', 'time'])

const isWhole = ({ schema: { type, scale } }: Column): boolean =>
  type === 'integer' || (type === 'decimal' && scale === 0)

/** Whole numbers have one text in every database, so that texts can be held against them. */
const isSpelled = (one: Column, other: Column): boolean =>
  (isTextual(one) && isWhole(other)) || (isTextual(other) && isWhole(one))

/** PostgreSQL has truth values that are no numbers; elsewhere a bit is one. */
const isTruth = ({ schema: { native } }: Column): boolean => /^bool/i.test(native)

function canCompare(left: Column, right: Column, than: JoinTerm['than']): boolean {
  const [one, other] = [kindOf(left), kindOf(right)]
  if (than !== undefined) return one === other && ordered.has(one)
  const isNumbers = [one, other].every((kind) => kind === 'number' || kind === 'truth')
  if (isNumbers) return isTruth(left) === isTruth(right)
  return one === other || isSpelled(left, right) || isUuidLike(left, right)
}

const told = ({ alias, name, schema: { native } }: Column): string => `${alias}.${name} (${native})`

function columnsFault(left: Column, right: Column, than: JoinTerm['than']): Fault | undefined {
  if (!isKnown(left) || !isKnown(right) || canCompare(left, right, than)) return undefined
  const message = `${told(left)} and ${told(right)} cannot be held against each other`
  const { table, name } = left
  return {
    message,
    hint: `tie columns of one kind; { sql: "select CAST(${name} AS ...) ${name}, ... from ${table}", as: ${left.alias}, unique: [...] } makes it the other's`,
  }
}

const notOne = ({ name, schema: { native } }: Column, text: string, hint: string): Fault => ({
  message: `"${text}" is no value of ${name} (${native})`,
  hint,
})

/** A constant that the type cannot hold is an error of the engine, not a term that is never true. */
function constantFault(left: Column, text: string, than: JoinTerm['than']): Fault | undefined {
  const kind = kindOf(left)
  if (than !== undefined || kind === 'number' || kind === 'time') {
    const fault = boundFault(left, text)
    if (fault !== undefined) return fault
  }
  if (left.schema.type === 'integer' && !/^[+-]?\d{1,18}$/.test(text)) return notOne(left, text, 'write a whole number')
  if (kind === 'truth' && !(isDecimal(text) && [0, 1].includes(Number(text)))) return notOne(left, text, 'write 1 or 0')
  if (kind === 'uuid' && !isUuid(text)) return notOne(left, text, 'write a uuid')
  return kind === 'binary' && !/^(?:[0-9a-f]{2})*$/i.test(text)
    ? notOne(left, text, 'write hexadecimal digits')
    : undefined
}

export function tieFault({ left, right, than }: JoinTerm): Fault | undefined {
  if ('alias' in right) return columnsFault(left, right, than)
  if (!isKnown(left)) return undefined
  if ('constant' in right) return constantFault(left, right.constant, than)
  return isTextual(left)
    ? undefined
    : { message: `${told(left)} holds no texts, and a text with columns is one`, hint: 'tie it to the column itself' }
}
