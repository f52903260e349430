/** Where a part of a mapping stands -> what it may look at: the tenant, the path for reports, the columns in reach. */
import type { Column, Rows, Tenant } from '../mapping/model.ts'
import { Positions, type Layout } from './layout.ts'

export class Scope {
  readonly tenant: Tenant
  readonly source: string
  readonly path: string
  readonly layout: Layout
  readonly positions: Positions

  constructor(tenant: Tenant, source: string, path: string, layout: Layout, positions = new Positions(layout.columns)) {
    this.tenant = tenant
    this.source = source
    this.path = path
    this.layout = layout
    this.positions = positions
  }

  /** One element further down. */
  at(element: string): Scope {
    return new Scope(this.tenant, this.source, `${this.path}.${element}`, this.layout, this.positions)
  }

  /** With a pseudo column behind the row's own. */
  with(columns: readonly Column[]): Scope {
    const positions = new Positions(columns, this.positions)
    return new Scope(this.tenant, this.source, this.path, this.layout, positions)
  }

  /** Inside rows of a child table, and which of the lists of child rows they are in. */
  inside(rows: Rows): { readonly index: number; readonly scope: Scope } {
    const index = this.layout.children.findIndex((child) => child.rows === rows)
    const child = this.layout.children[index]
    if (!child) throw new Error(`The child rows ${rows.name} were not selected.`)
    return { index, scope: this.with(child.columns) }
  }
}
