/** Rows by name -> rows by position, as a statement gives them. */
import type { Children, Layout, Row as Values } from '../../src/write/layout.ts'
import { readerOf, type Row } from './clinic.ts'

export function laidOut({ columns, children }: Layout, row: Row): readonly [Values, Children] {
  const reader = readerOf(row)
  const childRows = children.map((child) => {
    return reader.rows(child.rows).map((each) => child.columns.map((column) => each.get(column)))
  })
  return [columns.map((column) => reader.get(column)), childRows]
}
