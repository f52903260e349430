/** A column of the SELECT list: the protocol gives texts. */

export const output = (sql: string): string => sql

export const operand = (sql: string): string => sql
