/** The name of a dialect -> its rules. */
import { mariadb } from './mariadb/rules.ts'
import { mssql } from './mssql/rules.ts'
import { postgres } from './postgres/rules.ts'
import type { Dialect } from './query.ts'
import type { Rules } from './rules.ts'
import { sqlite } from './sqlite/rules.ts'

const dialects: Readonly<Record<Dialect, Rules>> = { sqlite, postgres, mariadb, mssql }

export const rulesOf = (dialect: Dialect): Rules => dialects[dialect]

/** How many keys one statement may ask for beside a search's own values; longer lists are read in parts. */
export const maximumKeys = (dialect: Dialect, parts = 1): number =>
  Math.min(500, Math.floor((rulesOf(dialect).maximumBindings * 0.75) / parts))
