/** A query -> SQL Server's own plan, as text, without running it. */
import sql from 'mssql'
import type { Query } from '../../query/query.ts'

/**
 * SHOWPLAN_TEXT must stand alone in its batch and on one session: a transaction holds the session. Under it nothing runs.
 */
export async function explainText(pool: sql.ConnectionPool, query: Query): Promise<string> {
  const transaction = new sql.Transaction(pool)
  await transaction.begin()
  try {
    await new sql.Request(transaction).batch('set showplan_text on')
    const { recordsets } = await new sql.Request(transaction).batch(declared(query))
    return planLines(recordsets as unknown as readonly (readonly unknown[][])[])
  } finally {
    await new sql.Request(transaction).batch('set showplan_text off').catch(() => undefined)
    await transaction.rollback()
  }
}

/** The bindings as declared variables: under SHOWPLAN a call of sp_executesql would show nothing but itself. */
export function declared(query: Query): string {
  const names = query.bindings.map(({ value, type }, index) => {
    const mark = type.kind === 'text' && type.unicode === true ? 'N' : ''
    const quoted = `${mark}'${value.replaceAll("'", "''")}'`
    return `declare @p${index + 1} ${typeName(type.kind, value, mark.toLowerCase())} = ${quoted};`
  })
  return [...names, query.sql].join('\n')
}

function typeName(kind: Query['bindings'][number]['type']['kind'], value: string, mark: string): string {
  const plain = {
    integer: 'bigint',
    minute: 'smalldatetime',
    date: 'date',
    bit: 'bit',
    uuid: 'uniqueidentifier',
  } as const
  return kind in plain ? plain[kind as keyof typeof plain] : `${mark}varchar(${Math.max(1, value.length)})`
}

/** The first result repeats the statement; the second is the plan, a line a row. */
function planLines(recordsets: readonly (readonly unknown[][])[]): string {
  return recordsets
    .slice(1)
    .flatMap((rows) => rows.map(([line]) => String(line)))
    .join('\n')
}
