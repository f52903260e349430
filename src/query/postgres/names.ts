/** Names, placeholders and limits as PostgreSQL writes them. https://www.postgresql.org/docs/current/sql-syntax-lexical.html */

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const placeholder = (ordinal: number): string => `$${ordinal}`

export const limit = (count: number): string => `LIMIT ${count}`
