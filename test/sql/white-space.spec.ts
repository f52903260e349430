/** SQL Server's expression for a text without white space around it, by what its functions are documented to do, on the embedded database. */
import { expect } from 'chai'
import Sqlite from 'better-sqlite3'
import { withoutBlanks } from '../../src/mapping/equality/blanks.ts'
import { stripped } from '../../src/query/mssql/text.ts'

/** PATINDEX of `%[^...]%`: where the first character stands that is not in the brackets, from 1 on; 0 where none is. */
function patindex(pattern: string, text: string): number {
  const others = new Set(pattern.slice('%[^'.length, -']%'.length))
  return [...text].findIndex((each) => !others.has(each)) + 1
}

function openFunctions(): Sqlite.Database {
  const database = new Sqlite(':memory:')
  const make = (name: string, run: (...values: never[]) => unknown): void =>
    void database.function(name, { deterministic: true, varargs: true }, (...values) =>
      values.includes(null) ? null : run(...(values as never[])),
    )
  make('PATINDEX', patindex)
  make('REVERSE', (text: string) => [...text].reverse().join(''))
  make('LEN', (text: string) => text.replace(/ +$/, '').length)
  make('SUBSTR_OF', (text: string, from: number, length: number) => {
    if (length < 0) throw new Error('an invalid length was passed to SUBSTRING')
    return text.slice(from - 1, from - 1 + length)
  })
  return database
}

const asSqlite = (sql: string): string =>
  sql
    .replaceAll(' + ', ' || ')
    .replaceAll(' || 1 ', ' + 1 ')
    .replaceAll(' COLLATE Latin1_General_BIN2', '')
    .replace('SUBSTRING(', 'SUBSTR_OF(')

describe('a text without white space around it on SQL Server', () => {
  const blanks = [' ', '\t', '\n', '\v', '\f', '\r', '\u00a0']
  const cores = ['', 'A', 'A B', 'a\tb', '.', ' . ', 'é', "O'B"]
  const around = ['', ...blanks, '  ', '\t \u00a0', ' \r\n ']

  it('is what the row takes it for, and asks no function newer than 2012', () => {
    const database = openFunctions()
    const sql = stripped('@text')
    expect(sql).to.not.match(/\bTRIM\(|STRING_|TRANSLATE|CONCAT_WS/)
    const statement = database.prepare(`SELECT ${asSqlite(sql)}`).pluck()
    for (const core of cores)
      for (const before of around)
        for (const behind of around) {
          const text = before + core + behind
          expect(statement.get({ text }), JSON.stringify(text)).to.equal(withoutBlanks(text))
        }
    expect(statement.get({ text: null })).to.equal(null)
    database.close()
  })
})
