/** The facts of a column -> the type its values are bound as, and how its texts compare. */
import type { Column } from '../mapping/model.ts'
import type { BindingType } from './query.ts'

/** `=` and LIKE pay no regard to the case of letters here. */
export const foldsCase = (column: Column): boolean => column.schema.collation === 'ci'

/** Texts may have white space around them, so that SQL looks for it. */
export const mayHaveBlanks = ({ blanks }: Column): boolean => blanks === 'around'

/** A CHAR(n) column: values come with blanks up to its length. */
export const isPadded = (column: Column): boolean => column.schema.padded

/** Of SQL Server: what holds all letters, where a CHAR or VARCHAR holds those of its code page. */
export const isNational = ({ type, native }: Column['schema']): boolean =>
  type === 'nvarchar' || /^(n(text|char|varchar)|xml)\b/i.test(native)

const bindingTypes = new WeakMap<Column['schema'], BindingType>()

/** The type of the column itself, so that an index over it can serve the comparison. */
export function bindingType(column: Column): BindingType {
  const known = bindingTypes.get(column.schema)
  if (known !== undefined) return known
  const type = Object.freeze(makeBindingType(column.schema))
  bindingTypes.set(column.schema, type)
  return type
}

function makeBindingType(schema: Column['schema']): BindingType {
  switch (schema.type) {
    case 'integer':
    case 'bit':
    case 'date':
    case 'uuid':
    case 'binary':
    case 'minute':
      return { kind: schema.type }
    case 'real':
      return { kind: 'float', single: /^real\b/i.test(schema.native) }
    case 'decimal':
      return decimalType(schema)
    case 'datetime':
      return { kind: 'datetime', fraction: schema.fraction ?? 3 }
    default:
      return textType(schema)
  }
}

/** SQL Server's MONEY, which is no DECIMAL there. */
export const isMoney = (native: string): boolean => /^(small)?money$/i.test(native)

function decimalType({ precision = 38, scale = 10, native }: Column['schema']): BindingType {
  return { kind: 'decimal', precision, scale, ...(isMoney(native) && { money: true }) }
}

function textType(schema: Column['schema']): BindingType {
  return {
    kind: 'text',
    ...(schema.length !== undefined && { length: schema.length }),
    ...(isNational(schema) && { unicode: true }),
    ...(schema.type === 'char' && { fixed: true }),
  }
}
