/** A statement of T-SQL as a tree: of what Portico may write, no more. */

export interface Query {
  readonly selects: readonly Select[]
  /** Of UNION. */
  readonly all: boolean
  readonly order: readonly { readonly by: Expr; readonly descending: boolean }[]
  readonly fetch: number | undefined
}

export interface Select {
  readonly distinct: boolean
  readonly items: readonly { readonly value: Expr; readonly as: string | undefined }[]
  readonly from: From | undefined
  readonly where: Cond | undefined
  readonly group: readonly Expr[]
  readonly having: Cond | undefined
}

export interface From {
  readonly first: Table
  readonly joins: readonly { readonly word: 'INNER' | 'LEFT'; readonly table: Table; readonly on: Cond }[]
}

/** `from` of several are tables joined in brackets, which have no name of their own. */
export type Table =
  { readonly from: string | Query; readonly alias: string } | { readonly from: From; readonly alias: undefined }

export type Expr =
  | { readonly is: 'column'; readonly table: string | undefined; readonly name: string }
  | { readonly is: 'parameter'; readonly name: string }
  | { readonly is: 'text'; readonly text: string; readonly national: boolean }
  | { readonly is: 'number'; readonly text: string }
  | { readonly is: 'null' }
  | { readonly is: 'star' }
  | { readonly is: 'call'; readonly name: string; readonly of: readonly Expr[] }
  | {
      readonly is: 'convert'
      readonly of: Expr
      readonly type: string
      readonly style: string | undefined
      /** TRY_CONVERT: NULL where the value is none of the type. */
      readonly tries: boolean
    }
  | { readonly is: 'case'; readonly when: readonly (readonly [Cond, Expr])[]; readonly otherwise: Expr }
  | { readonly is: 'binary'; readonly word: string; readonly left: Expr; readonly right: Expr }
  | { readonly is: 'collate'; readonly of: Expr; readonly collation: string }

export type Cond =
  | { readonly is: 'compare'; readonly word: string; readonly left: Expr; readonly right: Expr }
  | {
      readonly is: 'like'
      readonly left: Expr
      readonly pattern: Expr
      readonly escape: string | undefined
      readonly negated: boolean
    }
  | { readonly is: 'empty'; readonly of: Expr; readonly negated: boolean }
  | { readonly is: 'in'; readonly left: Expr; readonly of: readonly Expr[]; readonly negated: boolean }
  | { readonly is: 'exists'; readonly of: Query }
  | { readonly is: 'and' | 'or'; readonly of: readonly Cond[] }
  | { readonly is: 'not'; readonly of: Cond }

/** What SQL Server would say, by the number of its message where it has one. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Refusal'
  }
}
