/** How values are made to fit a type of column. */

/** What a value comes to as a bound of a column: itself, or beyond all that the column holds. */
export type Bound = string | 'under' | 'over'

export interface Fitting {
  /** The value as the column holds it; undefined when it can hold no such value. */
  equal(text: string): string | undefined
  /** A bound that lets pass the same values of the column, or more where they are binary numbers. Of numbers it is a cut. */
  bound(text: string, side: 'from' | 'below'): Bound
}
