/** Names, placeholders and limits as SQL Server 2012 and later write them. https://learn.microsoft.com/sql/t-sql/queries/select-order-by-clause-transact-sql */

export const quote = (name: string): string => `[${name.replaceAll(']', ']]')}]`

export const placeholder = (ordinal: number): string => `@p${ordinal}`

export const limit = (count: number): string => `OFFSET 0 ROWS FETCH NEXT ${count} ROWS ONLY`
