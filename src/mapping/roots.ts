/** How rows belong to patients, and what becomes of charts that were merged, as data. */
import type { Column, Cond, Join, Rows } from './table.ts'

/**
 * How rows belong to a patient. `self`: those of the Patient source of this name. `reference`: these columns hold the key of the Patient source's row, through which
 * tenant, deletion and merging come. `shared`: of the tenant (or of all, without a tenant column), not of a patient. `never`: not for patients' eyes.
 */
export type Root =
  | { readonly kind: 'self'; readonly source: string }
  | {
      readonly kind: 'reference'
      /** Columns of the source that hold the patient's key. */
      readonly columns: readonly Column[]
      /**
       * The key by which the patient is printed and asked for, as the patient's own row spells it: that of the chart which the row is filed under,
       * or of the one that it was merged into.
       */
      readonly patient: readonly Column[]
      /** Name of the Patient source. */
      readonly source: string
      /** INNER JOIN of the Patient source's table, always in the statement, under an alias of its own; the rest speaks of that alias. */
      readonly join: Join
      readonly tenant?: Column
      readonly keep: Cond
      readonly merge?: RootMerge
      /** The groups that the patient is in. */
      readonly members?: readonly Member[]
    }
  | { readonly kind: 'shared' }
  | { readonly kind: 'never' }

/** Rows of the Patient source that were merged into another. With `survivor`, results under the old key are the survivor's. */
export interface Merge {
  readonly when: Cond
  readonly into: Column
  readonly results: 'survivor' | 'hide'
}

/** That a patient is in a group: the row, or some row of `rows`, for which `when` holds has its name in `column`. */
export interface Member {
  readonly rows?: Rows
  readonly column: Column
  readonly when: Cond
}

/** The same where another source is rooted in the Patient source. */
export interface RootMerge extends Merge {
  /** The groups that the survivor is in. */
  readonly members?: readonly Member[]
  /** LEFT JOIN of the row that a merged row names, where results move there: without it they are nobody's. */
  readonly survivor?: Join
}
