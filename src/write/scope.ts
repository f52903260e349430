/** Where a part of a mapping stands -> what it may look at: the tenant, the path for reports, the columns in reach. */
import type { Column, Element, Rows, Tenant } from '../mapping/model.ts'
import type { Part, Slot } from './frame.ts'
import { Positions, type Layout } from './layout.ts'

/** How an element inside another is compiled. */
export type Nest = (element: Element, scope: Scope, slot: Slot) => Part

/** What all parts of one resource have in common. */
export interface Whole {
  readonly tenant: Tenant
  readonly source: string
  readonly layout: Layout
  readonly nest: Nest
}

export class Scope implements Whole {
  readonly tenant: Tenant
  readonly source: string
  readonly path: string
  readonly layout: Layout
  readonly nest: Nest
  readonly positions: Positions

  constructor(whole: Whole, path: string, positions = new Positions(whole.layout.columns)) {
    this.tenant = whole.tenant
    this.source = whole.source
    this.path = path
    this.layout = whole.layout
    this.nest = whole.nest
    this.positions = positions
  }

  /** One element further down. */
  at(element: string): Scope {
    return new Scope(this, `${this.path}.${element}`, this.positions)
  }

  /** With a pseudo column behind the row's own. */
  with(columns: readonly Column[]): Scope {
    return new Scope(this, this.path, new Positions(columns, this.positions))
  }

  /** Inside rows of a child table, and which of the lists of child rows they are in. */
  inside(rows: Rows): { readonly index: number; readonly scope: Scope } {
    const index = this.layout.children.findIndex((child) => child.rows === rows)
    const child = this.layout.children[index]
    if (!child) throw new Error(`The child rows ${rows.name} were not selected.`)
    return { index, scope: this.with(child.columns) }
  }
}
