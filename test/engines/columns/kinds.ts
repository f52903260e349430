/** The columns that random tables have: each type of an engine, under several collations. */
import type { Dialect } from '../../../src/query/query.ts'

/** What stands in them. */
export type Shape = 'text' | 'number' | 'whole' | 'day' | 'time' | 'uuid' | 'bit'

export interface Kind {
  readonly name: string
  readonly type: string
  readonly shape: Shape
  /** Characters at most. */
  readonly length?: number
  /** Letters beyond those of Latin 1 are not to be had. */
  readonly latin?: true
}

const text = (name: string, type: string, more: Partial<Kind> = {}): Kind => ({ name, type, shape: 'text', ...more })
const other = (name: string, type: string, shape: Shape): Kind => ({ name, type, shape })

const utf8 = 'character set utf8mb4 collate'

/** Declared before the table: PostgreSQL has no collation at hand that ignores case. */
export const preparations: Readonly<Record<string, readonly string[]>> = {
  sqlite: [],
  postgres: [
    `create collation if not exists no_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
    `create collation if not exists no_accent (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
  ],
  mariadb: ["set session sql_mode = 'ALLOW_INVALID_DATES'"],
}

const kinds: Readonly<Record<string, readonly Kind[]>> = {
  sqlite: [
    text('plain', 'varchar(24)'),
    text('nocase', 'varchar(24) collate nocase'),
    text('fixed', 'char(8)', { length: 8 }),
    text('long', 'text collate nocase'),
    other('whole', 'integer', 'whole'),
    other('exact', 'decimal(12,3)', 'number'),
    other('floating', 'real', 'number'),
    other('day', 'date', 'day'),
    other('time', 'datetime', 'time'),
    other('guid', 'uniqueidentifier', 'uuid'),
    other('bit', 'bit', 'bit'),
  ],
  postgres: [
    text('plain', 'varchar(24)', { length: 24 }),
    text('c', 'varchar(24) collate "C"', { length: 24 }),
    text('icu', 'text collate "en-x-icu"'),
    text('nocase', 'varchar(24) collate no_case', { length: 24 }),
    text('noaccent', 'text collate no_accent'),
    text('fixed', 'char(8)', { length: 8 }),
    text('fixedicu', 'char(8) collate "de-x-icu"', { length: 8 }),
    other('whole', 'integer', 'whole'),
    other('exact', 'numeric(12,3)', 'number'),
    other('any', 'numeric', 'number'),
    other('floating', 'double precision', 'number'),
    other('day', 'date', 'day'),
    other('time', 'timestamp(3)', 'time'),
    other('second', 'timestamp(0)', 'time'),
    other('guid', 'uuid', 'uuid'),
    other('bit', 'boolean', 'bit'),
  ],
  mariadb: [
    text('general', `varchar(24) ${utf8} utf8mb4_general_ci`, { length: 24 }),
    text('unicode', `varchar(24) ${utf8} utf8mb4_unicode_ci`, { length: 24 }),
    text('uca', `varchar(24) ${utf8} uca1400_as_ci`, { length: 24 }),
    text('cased', `varchar(24) ${utf8} uca1400_as_cs`, { length: 24 }),
    text('bin', `varchar(24) ${utf8} utf8mb4_bin`, { length: 24 }),
    text('nopad', `varchar(24) ${utf8} utf8mb4_nopad_bin`, { length: 24 }),
    text('latin', 'varchar(24) character set latin1 collate latin1_swedish_ci', { length: 24, latin: true }),
    text('fixed', `char(8) ${utf8} utf8mb4_general_ci`, { length: 8 }),
    text('fixedbin', `char(8) ${utf8} utf8mb4_bin`, { length: 8 }),
    other('whole', 'int', 'whole'),
    other('exact', 'decimal(12,3)', 'number'),
    other('floating', 'double', 'number'),
    other('day', 'date', 'day'),
    other('time', 'datetime(3)', 'time'),
    other('second', 'datetime', 'time'),
    other('guid', 'uuid', 'uuid'),
    other('bit', 'tinyint(1)', 'bit'),
  ],
}

export const kindsOf = (dialect: Dialect): readonly Kind[] => kinds[dialect] ?? []
