/** Limits -> the statements that set up a session. MariaDB and MySQL name the time limit differently. */

export type Flavour = 'mariadb' | 'mysql'

/** As the server's own version text tells. */
export function flavourOf(version: string): Flavour {
  return /mariadb/i.test(version) ? 'mariadb' : 'mysql'
}

export function sessionLimit(flavour: Flavour, milliseconds: number): string {
  return flavour === 'mariadb'
    ? `set session max_statement_time = ${milliseconds / 1000}`
    : `set session max_execution_time = ${Math.ceil(milliseconds)}`
}

/** `net_write_timeout` would end a statement whose reader is slow, after a minute. */
export function sessionSettings(flavour: Flavour, milliseconds: number): readonly string[] {
  return [
    'set session transaction read only',
    "set session time_zone = '+00:00'",
    `set session net_write_timeout = ${Math.max(60, Math.ceil(milliseconds / 1000))}`,
    sessionLimit(flavour, milliseconds),
  ]
}
