/** The text of one statement while it is written: names quoted, values bound in the order in which its text has them. */
import { Problem } from '../fhir/problem.ts'
import type { Column, Facts } from '../mapping/model.ts'
import { bindingType } from './column-type.ts'
import { rulesOf } from './dialects.ts'
import type { Binding, Dialect, Query } from './query.ts'
import type { Rules } from './rules.ts'

export interface Statement {
  readonly rules: Rules
  /** Of the request, for what joins ask of the clock and of who asks. */
  readonly facts?: Facts
  /** `"p"."PAT_ID"`, as it can be compared. */
  name(column: Column): string
  /** The same as it stands, which may be of a type that can be read and measured only. */
  plain(column: Column): string
  /** Binds a value as the column's type and gives what stands for it until `finish`, wherever it comes to stand. Throws Problem plan-too-many-values. */
  bind(column: Column, value: string): string
  /** Parts may be put together in another order than they were written in, and stand in the text more than once. */
  finish(sql: string): Query
}

const names: Readonly<Record<Dialect, WeakMap<Column, string>>> = {
  sqlite: new WeakMap(),
  postgres: new WeakMap(),
  mariadb: new WeakMap(),
  mssql: new WeakMap(),
}

const plainName = ({ quote }: Rules, column: Column): string =>
  column.missing ? 'NULL' : `${quote(column.alias)}.${quote(column.name)}`

function columnName(rules: Rules, column: Column): string {
  const known = names[rules.dialect].get(column)
  if (known !== undefined) return known
  const plain = plainName(rules, column)
  const name = column.missing ? plain : rules.operand(plain, column)
  names[rules.dialect].set(column, name)
  return name
}

/** A driver's own words for it come late, and from the middle of a page. Thrown at once: the rest of a long statement is work for nothing. */
function tooMany({ maximumBindings }: Rules): Problem {
  const message = `The search asks for too many values at once; this database takes ${maximumBindings}.`
  return new Problem('plan-too-many-values', message, { hint: 'Ask for fewer values of a parameter at a time.' })
}

/** Stands for a bound value. No name, no literal and no text of a mapping has these characters. */
const mark = (index: number): string => `\u0001${index}\u0002`
const marks = /\u0001(\d+)\u0002/g

/** Each mark becomes the dialect's placeholder, numbered as the text has them: an engine that only has `?` takes values in that order. */
function place(rules: Rules, sql: string, bound: readonly Binding[]): Pick<Query, 'sql' | 'bindings'> {
  const bindings: Binding[] = []
  const text = sql.replace(marks, (_, index: string) => rules.placeholder(bindings.push(bound[Number(index)]!)))
  if (bindings.length > rules.maximumBindings) throw tooMany(rules)
  return { sql: text, bindings }
}

/** `table`: whose rows are asked for. */
export function startStatement(dialect: Dialect, table?: string, facts?: Facts): Statement {
  const rules = rulesOf(dialect)
  const bound: Binding[] = []
  return {
    rules,
    ...(facts && { facts }),
    name: (column) => columnName(rules, column),
    plain: (column) => plainName(rules, column),
    bind: (column, value) => {
      if (bound.length === rules.maximumBindings) throw tooMany(rules)
      return mark(bound.push({ value, type: bindingType(column) }) - 1)
    },
    finish: (sql) => ({ dialect, ...place(rules, sql, bound), ...(table !== undefined && { table }) }),
  }
}
