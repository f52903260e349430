/** The values that a lens is given, in the order of its columns -> the Reader of a template inside of it. */
import type { Column, Raw, Reader } from './model.ts'

const sameColumn = (a: Column, b: Column): boolean => a.alias === b.alias && a.name === b.name

const noRows = (): readonly Reader[] => []

/** Where a column stands is found once for each object, as every value of every row asks for it. What is not among the columns is NULL. */
export function rowOfValues(columns: readonly Column[]): (values: readonly Raw[]) => Reader {
  const places = new WeakMap<Column, number>()
  const placeOf = (column: Column): number => {
    const known = places.get(column)
    if (known !== undefined) return known
    const place = columns.findIndex((each) => sameColumn(each, column))
    places.set(column, place)
    return place
  }
  return (values) => ({ get: (column) => values[placeOf(column)] ?? null, rows: noRows })
}
