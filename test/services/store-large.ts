/** A piece of bytes, many times over -> one page of a document of the demo, as large as that. */
import Sqlite from 'better-sqlite3'
import mysql from 'mysql2/promise'
import pg from 'pg'

const page = { document: 12, number: 9 }

function storeSqlite(url: string, piece: Buffer, count: number): void {
  const database = new Sqlite(url.slice('sqlite:'.length))
  const whole = Buffer.alloc(piece.length * count)
  for (let at = 0; at < count; at++) piece.copy(whole, at * piece.length)
  database
    .prepare('INSERT INTO DOC_BLOB (DOC_ID, PG_NO, BLOB_DATA) VALUES (?, ?, ?)')
    .run(page.document, page.number, whole)
  database.close()
}

async function storePostgres(url: string, piece: Buffer, count: number): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  const insert = `INSERT INTO "DOC_BLOB" ("DOC_ID", "PG_NO", "BLOB_DATA") SELECT $1, $2, decode(repeat($3, $4), 'hex')`
  await client.query(insert, [page.document, page.number, piece.toString('hex'), count]).finally(() => client.end())
}

/** The server makes no value larger than its packets, which whoever stored such a page had raised. */
async function storeMariadb(url: string, piece: Buffer, count: number): Promise<void> {
  const first = await mysql.createConnection(url)
  const [[before]] = await first.query<mysql.RowDataPacket[]>('SELECT @@global.max_allowed_packet AS size')
  await first.query(`SET GLOBAL max_allowed_packet = ${1024 * 1024 * 1024}`)
  await first.end()
  const second = await mysql.createConnection(url)
  const insert = 'INSERT INTO DOC_BLOB (DOC_ID, PG_NO, BLOB_DATA) VALUES (?, ?, REPEAT(?, ?))'
  await second.query(insert, [page.document, page.number, piece, count])
  await second.query(`SET GLOBAL max_allowed_packet = ${Number(before!['size'])}`)
  await second.end()
}

export async function storeLarge(url: string, piece: Buffer, count: number): Promise<void> {
  if (url.startsWith('sqlite:')) storeSqlite(url, piece, count)
  else if (url.startsWith('postgres')) await storePostgres(url, piece, count)
  else await storeMariadb(url, piece, count)
}
