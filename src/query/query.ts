/** A statement as text and bound values: what `query` compiles a plan to and `rows` runs. Printable, comparable, cacheable. */

export type Dialect = 'sqlite' | 'postgres' | 'mariadb' | 'mssql'

/**
 * The type a value is bound as. It is the type of the *column* it is compared with, so that an old index can serve it:
 * on SQL Server an NVARCHAR parameter against a VARCHAR column scans; on PostgreSQL a text-typed one against CHAR(n) does.
 */
export type BindingType =
  | { readonly kind: 'text'; readonly length?: number; readonly unicode?: boolean; readonly fixed?: boolean }
  | { readonly kind: 'integer' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number; readonly money?: true }
  /** A binary number, of four bytes where it is single. */
  | { readonly kind: 'float'; readonly single: boolean }
  | { readonly kind: 'datetime'; readonly fraction: number }
  | { readonly kind: 'minute' }
  | { readonly kind: 'date' }
  | { readonly kind: 'bit' }
  | { readonly kind: 'uuid' }
  /** Bytes, as small hexadecimal digits. */
  | { readonly kind: 'binary' }

/** A bound value, always as text in its canonical form (see {@link Raw}); drivers convert it by `type`. */
export interface Binding {
  readonly value: string
  readonly type: BindingType
}

/** `sql` carries the dialect's own placeholders (`?`, `$1`, `@p1`), one for each of `bindings`, in order. */
export interface Query {
  readonly dialect: Dialect
  readonly sql: string
  readonly bindings: readonly Binding[]
  /** The table whose rows are asked for, where it is one of the mapping's: connections are shared out by it. */
  readonly table?: string
}
