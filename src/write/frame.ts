/** What the compiled parts of a writer see beside the row, and what they give. */
import type { Facts } from '../mapping/model.ts'
import type { Children, Row } from './layout.ts'

/** Something a row holds that could not be mapped. Never the value itself. */
export interface BadValue {
  readonly source: string
  /** FHIRPath of the element, `Patient.name.family`. */
  readonly element: string
  /** In words, to stand behind "Patient.name.family:". */
  readonly reason: string
  /** What stands in the resource all the same: what is sound of the value, or another that the mapping names after it. Else nothing does. */
  readonly became?: 'part' | 'another'
}

export type Report = (bad: BadValue) => void

export interface Frame {
  readonly children: Children
  readonly facts: Facts
  readonly report: Report
}

/** The JSON text of a part for one row, '' for nothing. What is bad is reported, and is nothing. */
export type Text = (row: Row, frame: Frame) => string

/** A part is the same text for all rows of a tenant, or a function of the row. */
export type Part = string | Text

/**
 * What stands around a text that is not ''. Constants around a part are handed down to the column that decides whether they are written, so
 * that a text kept for a value holds them too.
 */
export interface Slot {
  readonly before: string
  readonly after: string
  /** The JSON name to write between, of occurrences that have none of their own. */
  readonly name?: string
}

export const bareSlot: Slot = { before: '', after: '' }
