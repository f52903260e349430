/** Turns a compact text of columns into the definition of one legacy table, in the words of SQL Server. */

/** A column as the legacy SQL Server has it: `type` is the written type, such as `VARCHAR(8)` or `NUMERIC(7,2)`. */
export interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly identity: boolean
  readonly fallback?: string
}

export interface Index {
  readonly columns: readonly string[]
  readonly unique: boolean
}

export interface ForeignKey {
  readonly column: string
  readonly table: string
  readonly target: string
}

/** The years a table comes from: 1 (1995-99) to 5 (2016-22); each had its own habits. */
export type Era = 1 | 2 | 3 | 4 | 5

export interface Table {
  readonly name: string
  readonly era: Era
  readonly key: readonly string[]
  readonly columns: readonly Column[]
  readonly indexes: readonly Index[]
  readonly foreignKeys: readonly ForeignKey[]
}

interface Written {
  readonly era: Era
  /** Columns of the primary key, separated by blanks. */
  readonly key: string
  /**
   * `NAME TYPE` separated by commas. `!` after the type: not null; `@` an identity; `=1` a default.
   * `+ADDR` stands for the five address columns and `+AUD` for the four audit columns.
   */
  readonly columns: string
  /** Columns separated by blanks, one index an entry, `unique` in front of a unique one. */
  readonly indexes?: readonly string[]
  /** `COLUMN TABLE.COLUMN`, one an entry. */
  readonly foreignKeys?: readonly string[]
}

const groups: Readonly<Record<string, string>> = {
  '+ADDR': 'ADDR1 VARCHAR(35), ADDR2 VARCHAR(35), CITY VARCHAR(25), ST CHAR(2), ZIP VARCHAR(9)',
  '+AUD': 'CRT_USR_ID INT, CRT_DTTM SMALLDATETIME, LAST_UPD_USR_ID INT, LAST_UPD_DTTM DATETIME',
}

/** Builds a table's definition; throws when a column cannot be read, so that a slip shows at once. */
export function table(name: string, written: Written): Table {
  const key = written.key.split(' ')
  return {
    name,
    era: written.era,
    key,
    columns: splitColumns(written.columns).map((text) => column(text, key)),
    indexes: (written.indexes ?? []).map(index),
    foreignKeys: (written.foreignKeys ?? []).map(foreignKey),
  }
}

function splitColumns(text: string): string[] {
  const whole = text.replace(/\+[A-Z]+/g, (group) => groups[group] ?? group)
  return whole.split(/,(?![^(]*\))/).map((part) => part.trim())
}

function column(text: string, key: readonly string[]): Column {
  const match = /^(\w+) ([A-Z]\w*(?:\([\w,]+\))?)(!?)(@?)(?:=(.+))?$/.exec(text)
  if (match === null) throw new Error(`Cannot read the column '${text}'`)
  const [, name = '', type = '', required, identity, fallback] = match
  const nullable = required === '' && !key.includes(name)
  return { name, type, nullable, identity: identity === '@', ...(fallback === undefined ? {} : { fallback }) }
}

function index(text: string): Index {
  const unique = text.startsWith('unique ')
  return { unique, columns: text.replace('unique ', '').split(' ') }
}

function foreignKey(text: string): ForeignKey {
  const [column = '', target = ''] = text.split(' ')
  const [table = '', targetColumn = ''] = target.split('.')
  return { column, table, target: targetColumn }
}
