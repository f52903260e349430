/** What ties rows is what every engine can compare, and all alike; else the mapping does not compile, and says what to write. */
import { expect } from 'chai'
import type { Column, JoinTerm } from '../../src/mapping/model.ts'
import type { ColumnSchema } from '../../src/mapping/schema.ts'
import { tieFault } from '../../src/mapping/source/tie.ts'
import { faults, patient } from './clinic.ts'
import { column, typed, varchar } from './hand-made.ts'

const types: Readonly<Record<string, ColumnSchema>> = {
  text: varchar,
  char: typed('char', { length: 8 }),
  whole: typed('integer'),
  round: typed('decimal', { scale: 0 }),
  exact: typed('decimal', { scale: 2 }),
  float: typed('real'),
  day: typed('date'),
  time: typed('datetime'),
  uuid: typed('uuid'),
  bytes: typed('binary'),
  bit: typed('bit', { native: 'tinyint(1)' }),
  truth: typed('bit', { native: 'boolean' }),
  other: typed('other', { native: 'interval' }),
  unknown: typed('varchar', { native: 'unknown' }),
}

const make = (name: string): Column => column(name, { schema: types[name]! })
const isRefused = (term: JoinTerm): boolean => tieFault(term) !== undefined

describe('the two sides of what ties rows', () => {
  const pairs = Object.keys(types).flatMap((one) => Object.keys(types).map((other) => [one, other] as const))
  const numbers = ['whole', 'round', 'exact', 'float', 'bit']
  const [texts, times] = [
    // Of a type that is none of these there is its text.
    ['text', 'char', 'other'],
    ['day', 'time'],
  ]
  const likes = [
    numbers,
    texts,
    times,
    ...['text', 'char'].flatMap((text) => ['whole', 'round', 'uuid', 'bytes'].map((each) => [text, each])),
    ['uuid', 'bytes'],
    ...['whole', 'round'].map((each) => ['other', each]),
  ]
  const isLike = (one: string, other: string): boolean =>
    one === other || likes.some((kinds) => kinds.includes(one) && kinds.includes(other))
  const isAny = (one: string, other: string): boolean => [one, other].includes('unknown')

  it('are equal where they are of one kind, whole numbers and texts, or uuids', () => {
    for (const [one, other] of pairs)
      expect(isRefused({ left: make(one), right: make(other) }), `${one} = ${other}`).to.equal(
        !isAny(one, other) && !isLike(one, other),
      )
  })

  it('are less or greater where they are of one kind that has an order', () => {
    const orders = [numbers.filter((each) => each !== 'bit'), texts, times]
    for (const [one, other] of pairs)
      expect(isRefused({ left: make(one), than: '<', right: make(other) }), `${one} < ${other}`).to.equal(
        !isAny(one, other) && !orders.some((kinds) => kinds.includes(one) && kinds.includes(other)),
      )
  })

  it('are a constant that the column can hold', () => {
    const held: readonly (readonly [string, string, boolean])[] = [
      ...[['text', 'x', true] as const, ['whole', '12', true] as const, ['whole', 'x', false] as const],
      ...[['whole', '1.5', false] as const, ['exact', '1.5', true] as const, ['float', 'x', false] as const],
      ...[['day', '2020-01-31', true] as const, ['day', 'soon', false] as const, ['time', '20200131', true] as const],
      ...[['bit', '1', true] as const, ['bit', '2', false] as const, ['truth', 'Y', false] as const],
      ...[['uuid', '0f8fad5b-d9cb-469f-a165-708677289501', true] as const, ['uuid', '1', false] as const],
      ...[['bytes', '0aff', true] as const, ['bytes', 'xy', false] as const, ['unknown', 'x', true] as const],
    ]
    for (const [name, constant, isTaken] of held)
      expect(isRefused({ left: make(name), right: { constant } }), `${name} = '${constant}'`).to.equal(!isTaken)
  })

  it('are a text with columns in it where the column holds texts', () => {
    const right = { pieces: ['K=', make('whole')] }
    expect(isRefused({ left: make('text'), right })).to.equal(false)
    expect(isRefused({ left: make('whole'), right })).to.equal(true)
  })

  it('are told with their line, in joins, child rows and exists', async () => {
    const of = (more: string) => faults({ 'pat.yaml': patient('gender: female').replace(/rows:\n.*/, more) })
    const message =
      'n.PAT_ID (integer) and p.DEATH_DTTM (datetime) cannot be held against each other (tie columns of one kind; { sql: "select CAST(PAT_ID AS ...) PAT_ID, ... from PAT_NAME_HX", as: n, unique: [...] } makes it the other\'s)'
    const table = 'from: PAT_NAME_HX n, on: n.PAT_ID = p.DEATH_DTTM'
    expect(await of(`rows: { n: { ${table} } }`)).to.deep.equal([`pat.yaml:10:39 error: ${message}`])
    expect(await of(`join: { n: { ${table}, newest: n.END_DT } }`)).to.deep.equal([`pat.yaml:10:39 error: ${message}`])
    expect(await of(`where: { exists: { ${table} } }`)).to.deep.equal([`pat.yaml:10:45 error: ${message}`])
  })
})
