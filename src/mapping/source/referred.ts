/** `ref(pat by PID)`: a column of a source's table that is unique and not its key, by which rows are referred to. */
import type { Column, Place } from '../model.ts'
import { asKey, requireColumn } from '../scope.ts'
import type { Head } from './head.ts'
import { checkToOne } from './unique.ts'

/** Of the source's own table, which it names one row of: what is wrong is told. */
export function referredTo({ scope, from }: Head, name: string, at: Place): Column | undefined {
  const column = requireColumn(scope, `${from.alias}.${name}`, at)
  if (column !== undefined) checkToOne(scope, from, [name], at)
  return column && asKey(column)
}
