/** The functions that SQL Server 2012 has and Portico may use, with what they take and give. https://learn.microsoft.com/sql/t-sql/functions/functions */
import { Refusal } from './model.ts'
import { collationOf, number, refuseLong, typeNamed, type Type } from './types.ts'

interface Signature {
  readonly least: number
  readonly most: number
  /** TEXT, NTEXT and IMAGE too. */
  readonly takesLong?: boolean
  gives(of: readonly Type[]): Type
}

const first = ([type]: readonly Type[]): Type => type!
const text = ([type]: readonly Type[]): Type => ({
  ...typeNamed(type?.national ? 'nvarchar(4000)' : 'varchar(8000)'),
  ...(type?.collation && { collation: type.collation }),
})
const whole = (): Type => number

const fixed = (count: number, gives: Signature['gives'], more: Partial<Signature> = {}): Signature => ({
  least: count,
  most: count,
  gives,
  ...more,
})

const functions: Readonly<Record<string, Signature>> = {
  LOWER: fixed(1, text),
  UPPER: fixed(1, text),
  RTRIM: fixed(1, text),
  LTRIM: fixed(1, text),
  REVERSE: fixed(1, text),
  REPLACE: fixed(3, text),
  STUFF: fixed(4, text),
  LEN: fixed(1, whole),
  CHAR: fixed(1, () => typeNamed('char(1)')),
  NCHAR: fixed(1, () => typeNamed('nchar(1)')),
  ABS: fixed(1, first),
  DATALENGTH: fixed(1, whole, { takesLong: true }),
  SUBSTRING: fixed(3, text, { takesLong: true }),
  PATINDEX: fixed(2, whole, { takesLong: true }),
  SWITCHOFFSET: fixed(2, first),
  COALESCE: { least: 2, most: 99, gives: first },
}

const aggregates: Readonly<Record<string, Signature>> = {
  COUNT: fixed(1, whole),
  SUM: fixed(1, first),
  MAX: fixed(1, first),
  MIN: fixed(1, first),
}

const known = { ...functions, ...aggregates }

export const isAggregate = (name: string): boolean => Object.hasOwn(aggregates, name)

export function resultOf(name: string, of: readonly Type[]): Type {
  const found = Object.hasOwn(known, name) ? known[name] : undefined
  if (found === undefined) throw new Refusal(`Msg 195: ${name} is no function of SQL Server 2012 that is known here`)
  if (of.length < found.least || of.length > found.most)
    throw new Refusal(`Msg 174: ${name} takes ${found.least} values`)
  if (found.takesLong !== true) for (const each of of) refuseLong(each, `Msg 8116: ${name} does not take`)
  if (name === 'PATINDEX') collationOf(of[0]!, of[1]!)
  return found.gives(of)
}
