/** What is asked of the rows: they fit their columns, the dirt is where the manifest says, the shop is plausible. */
import { expect } from 'chai'
import { dirtEntries } from '../../../scripts/demo/database/dirt/all.ts'
import { putFixedRows } from '../../../scripts/demo/database/fixed.ts'
import { putPatient } from '../../../scripts/demo/database/generate/patient.ts'
import { keyOf } from '../../../scripts/demo/database/plant.ts'
import { keyCounter, type Row, type Value } from '../../../scripts/demo/database/rows.ts'
import { npi } from '../../../scripts/demo/database/shop/numbers.ts'
import type { Column } from '../../../scripts/demo/database/table.ts'
import { tableNamed } from '../../../scripts/demo/database/tables.ts'

interface Placed {
  readonly table: string
  readonly row: Row
}

function gatherRows(): Placed[] {
  const gathered: Placed[] = []
  const put = (table: string, row: Row): void => void gathered.push({ table, row })
  const nextKey = keyCounter()
  putFixedRows(put)
  for (let number = 0; number < 120; number++) putPatient({ seed: 1, put, nextKey, number })
  return gathered
}

const rows = gatherRows()

function rowsOf(table: string): Row[] {
  return rows.filter((one) => one.table === table).map(({ row }) => row)
}

function fits(column: Column, value: Value): boolean {
  if (value === null) return column.nullable
  const length = /CHAR\((\d+)\)/.exec(column.type)?.[1]
  if (length !== undefined) return typeof value === 'string' && value.length <= Number(length)
  if (column.type.includes('DATETIME')) return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{3})?$/.test(String(value))
  const scale = /^NUMERIC\((\d+),(\d+)\)/.exec(column.type)
  if (scale === null) return !column.type.includes('INT') || Number.isInteger(value)
  const [digits, decimals] = [Number(scale[1]), Number(scale[2])]
  return (
    typeof value === 'number' &&
    Math.abs(value) < 10 ** (digits - decimals) &&
    Number(value.toFixed(decimals)) === value
  )
}

describe('the rows of CLINPRD', () => {
  it('fit their columns', () => {
    for (const { table, row } of rows) {
      const columns = tableNamed(table).columns
      const misfit = columns.find((column) => !fits(column, row[column.name] ?? null))
      expect(misfit?.name, `${table} ${JSON.stringify(row)}`).to.equal(undefined)
      expect(
        columns.map(({ name }) => name),
        table,
      ).to.include.members(Object.keys(row))
    }
  })

  it('have unique keys', () => {
    const seen = new Set<string>()
    for (const { table, row } of rows) {
      const key = `${table} ${JSON.stringify(keyOf(table, row))}`
      if (seen.has(key)) expect.fail(`${key} is there twice`)
      seen.add(key)
    }
  })
})

describe('the hand-written rows of CLINPRD', () => {
  it('are where the manifest says that something is odd', () => {
    const keys = new Set(rows.map(({ table, row }) => `${table} ${JSON.stringify(keyOf(table, row))}`))
    for (const { table, key } of dirtEntries) expect(keys).to.include(`${table} ${JSON.stringify(key)}`)
  })

  it('fill every column of the vital signs by hand', () => {
    const anchors = rowsOf('VIT_SGN').filter(({ VIT_ID }) => Number(VIT_ID) < 1000)
    const filled = new Set(anchors.flatMap((row) => Object.keys(row).filter((name) => row[name] !== null)))
    expect([...filled]).to.include.members(tableNamed('VIT_SGN').columns.map(({ name }) => name))
  })

  it('use few codes that are in no list', () => {
    const known = new Set(
      rowsOf('CODE_TBL').map((row) => `${row['CD_TYP']} ${String(row['CD_VAL']).trim().toUpperCase()}`),
    )
    const used = rowsOf('ENC_HDR').map((row) => `VISTTYP ${String(row['VIST_TYP']).trim().toUpperCase()}`)
    const unknown = used.filter((code) => !known.has(code)).length
    expect(unknown / used.length).to.be.within(0.001, 0.03)
  })

  it('give national provider identifiers with a right check digit', () => {
    // 1234567893 is the example of the rule's own paper.
    expect(npi(23456789)).to.equal('1234567893')
  })
})
