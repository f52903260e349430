/** What SQL Server's functions and comparisons do, as documented, for an embedded database. https://learn.microsoft.com/sql/t-sql/language-reference */
import type Sqlite from 'better-sqlite3'
import { Refusal } from './model.ts'

type Value = string | number | bigint | Buffer | null

const fold = (text: string, mode: string): string => (mode === 'ci' ? text.toLowerCase() : text)
const key = (text: string, mode: string): string => fold(text.replace(/ +$/, ''), mode)

/** One character of a pattern, or a set of them, as a regular expression; `[a-z]` in the order of code points. */
const part = /\[(\^?)([^\]]+)\]|([\s\S])/gu
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
const inSet = (text: string): string => text.replace(/[\\^[\]]/g, '\\$&')

function expressionOf(pattern: string, escape: string): RegExp {
  let source = ''
  for (let at = 0; at < pattern.length; at = part.lastIndex) {
    part.lastIndex = at
    const [, negated, set, single = ''] = part.exec(pattern)!
    if (set !== undefined) source += `[${negated}${inSet(set)}]`
    else if (single === escape) source += escaped(pattern[part.lastIndex++] ?? '')
    else source += single === '%' ? '[\\s\\S]*' : single === '_' ? '[\\s\\S]' : escaped(single)
  }
  return new RegExp(`^${source}$`, 'u')
}

const patterns = new Map<string, RegExp>()

function matches(text: string, pattern: string, escape: string, mode: string): boolean {
  const name = `${mode}${escape}\0${pattern}`
  const known = patterns.get(name) ?? expressionOf(fold(pattern, mode), escape)
  patterns.set(name, known)
  return known.test(fold(text, mode)) || known.test(fold(text.replace(/ +$/, ''), mode))
}

/** The first place where the pattern, which begins and ends with `%`, is found; from 1 on. */
function patindex(pattern: string, text: string, mode: string): number {
  const inner = pattern.replace(/^%/, '')
  for (let at = 0; at < text.length; at++) if (matches(text.slice(at), inner, '', mode)) return at + 1
  return 0
}

function substring(text: string, from: number, length: number): string {
  if (length < 0) throw new Refusal('Msg 537: an invalid length was passed to SUBSTRING')
  return text.slice(Math.max(0, from - 1), Math.max(0, from - 1 + length))
}

const stuff = (text: string, at: number, length: number, other: string): string =>
  text.slice(0, at - 1) + other + text.slice(at - 1 + length)

const moment = /^(\d{4})-?(\d\d)-?(\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?$/

const limits: Readonly<Record<string, readonly [string, string]>> = {
  smalldatetime: ['1900-01-01 00:00:00', '2079-06-06 23:59:30'],
  datetime: ['1753-01-01 00:00:00', '9999-12-31 23:59:59.998'],
}

/** Steps of 1/300 of a second, shown as .000, .003 and .007. */
const ticked = (nanoseconds: number): string =>
  String(Math.round((Math.round((nanoseconds / 1e9) * 300) / 300) * 1000)).padStart(3, '0')

/** As the type holds it: `yyyy-mm-dd hh:mm:ss.fffffff`. Refuses what it cannot. */
function time(text: string, native: string): string {
  const [, year, month, day, clock = '00:00', seconds = '00', fraction = ''] = moment.exec(text) ?? []
  const real = new Date(`${year}-${month}-${day}T${clock}:${seconds}Z`)
  if (year === undefined || Number.isNaN(real.getTime()) || real.getUTCDate() !== Number(day))
    throw new Refusal(`Msg 241: ${native} of a text that is no moment`)
  const plain = `${year}-${month}-${day} ${clock}:${seconds}`
  const [least, most] = limits[native] ?? ['0001-01-01', '9999-12-31 23:59:59.9999999']
  const whole = `${plain}.${fraction.padEnd(7, '0')}`
  if (whole < least || whole > `${most}0`) throw new Refusal(`Msg 242: ${plain} is no value of ${native}`)
  if (native === 'date') return `${year}-${month}-${day} 00:00:00.0000000`
  if (native !== 'datetime') return whole
  const ticks = ticked(Number(`${fraction.padEnd(9, '0')}`))
  if (ticks !== '1000') return `${plain}.${ticks}0000`
  return `${new Date(real.getTime() + 1000).toISOString().slice(0, 19).replace('T', ' ')}.0000000`
}

const digitsOf = (native: string): number => Number(/\((\d)\)/.exec(native)?.[1] ?? (native === 'datetime' ? 3 : 7))

function timeText(text: string, native: string, style: string): string {
  const whole = time(text, native)
  if (style === '23') return whole.slice(0, 10)
  return style === '120' ? whole.slice(0, 19) : whole.slice(0, 20 + digitsOf(native)).replace(/\.$/, '')
}

const isTime = (native: string): boolean => /^(date|datetime2?|smalldatetime|datetimeoffset)\b/.test(native)

function numberText(value: Value, native: string): string {
  const scale = /money/.test(native) ? 4 : Number(/,(\d+)\)/.exec(native)?.[1] ?? 0)
  return /^(decimal|numeric|money|smallmoney)/.test(native) ? Number(value).toFixed(scale) : String(value)
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Of a longer text the beginning is taken. */
function uuidOf(text: string, tries: number): Value {
  const begun = text.slice(0, 36)
  if (uuid.test(begun)) return begun.toLowerCase()
  if (tries === 1) return null
  throw new Refusal('Msg 8169: a uniqueidentifier of a text that is none')
}

function bytesOf(text: string, tries: number): Value {
  if (/^(?:[0-9a-f]{2})*$/i.test(text)) return Buffer.from(text, 'hex')
  if (tries === 1) return null
  throw new Refusal('Msg 8114: bytes of a text that is no hexadecimal number')
}

function convert(value: Value, from: string, to: string, style: string, tries: number): Value {
  if (value === null) return null
  if (to === 'uniqueidentifier') return uuidOf(String(value), tries)
  if (/binary/.test(to) && typeof value === 'string' && style === '2') return bytesOf(value, tries)
  if (from === 'uniqueidentifier' && /char/.test(to)) return String(value).toUpperCase()
  if (/char/.test(to) && Buffer.isBuffer(value) && style === '2') return value.toString('hex').toUpperCase()
  if (isTime(to)) return time(String(value), to.replace(/\(.*/, ''))
  if (!/char/.test(to)) return value
  if (isTime(from)) return timeText(String(value), from, style)
  if (Buffer.isBuffer(value)) return value
  return typeof value === 'string' ? value : numberText(value, from)
}

/** Registers them. NULL gives NULL. */
export function addSemantics(database: Sqlite.Database): void {
  const add = (name: string, run: (...values: never[]) => Value | boolean): void =>
    void database.function(name, { deterministic: true, varargs: true }, (...values: unknown[]) => {
      if (values.includes(null)) return null
      const found = run(...(values as never[]))
      return typeof found === 'boolean' ? Number(found) : found
    })
  add('t_key', (value: Value, mode: string) => key(String(value), mode))
  add('t_time', (value: string, native: string) => time(String(value), native))
  add('t_number', (value: Value) => Number(value))
  add('t_like', (value: Value, pattern: string, escape: string, mode: string) =>
    matches(String(value), pattern, escape, mode),
  )
  add('t_lower', (value: Value) => String(value).toLowerCase())
  add('t_upper', (value: Value) => String(value).toUpperCase())
  add('t_len', (value: Value) => String(value).replace(/ +$/, '').length)
  add('t_reverse', (value: Value) => [...String(value)].reverse().join(''))
  add('t_stuff', (text: string, at: number, length: number, other: string) => stuff(text, at, length, other))
  add('t_substring', substring)
  add('t_patindex', (pattern: string, value: Value, mode: string) => patindex(pattern, String(value), mode))
  database.function('t_convert', { deterministic: true, varargs: true }, (...values: unknown[]) =>
    convert(...(values as [Value, string, string, string, number])),
  )
}
