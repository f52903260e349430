/** A statement -> the legacy database of a door under test as the clinic's own program would leave it. */
import Database from 'better-sqlite3'

export const changeDatabase = (url: string, sql: string): void => {
  const database = new Database(url.replace(/^sqlite:/, ''))
  database.exec(sql)
  database.close()
}
