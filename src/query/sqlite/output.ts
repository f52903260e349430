/** A column of the SELECT list: the driver makes SQLite's values texts. */

export const output = (sql: string): string => sql

export const operand = (sql: string): string => sql
