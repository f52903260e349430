/** A foreign key that schema.json trusts and the database does not have any more is told: references by it are printed unseen. */
import { expect } from 'chai'
import { checkSchema } from '../../src/cli/check/schema.ts'
import type { ForeignKey, Schema } from '../../src/mapping/schema.ts'
import { column, typed } from '../mapping/hand-made.ts'

const key: ForeignKey = { columns: ['DOC'], table: 'PROV', to: ['ID'], trusted: true }

const schemaWith = (...foreignKeys: readonly ForeignKey[]): Schema => ({
  dialect: 'postgres',
  tables: {
    VST: { rows: 1, columns: { DOC: typed('integer') }, primaryKey: ['ID'], unique: [], indexes: [], foreignKeys },
  },
})

const told = (written: Schema, live: Schema): readonly string[] =>
  checkSchema({ columns: new Map([['VST.DOC', { ...column('DOC'), table: 'VST' }]]) }, written, live).map(
    ({ severity, what, message }) => `${severity} ${what}: ${message}`,
  )

describe('check of foreign keys', () => {
  const gone = ['error VST: the foreign key (DOC) to PROV (ID) holds no more: references by it are printed unseen']

  it('tells of one that is gone, or trusted no more', () => {
    expect(told(schemaWith(key), schemaWith())).to.deep.equal(gone)
    expect(told(schemaWith(key), schemaWith({ ...key, trusted: false }))).to.deep.equal(gone)
    expect(told(schemaWith(key), schemaWith({ ...key, table: 'USR' }))).to.deep.equal(gone)
  })

  it('says nothing of one that holds, that is new, or was not trusted', () => {
    expect(told(schemaWith(key), schemaWith(key))).to.deep.equal([])
    expect(told(schemaWith(), schemaWith(key))).to.deep.equal([])
    expect(told(schemaWith({ ...key, trusted: false }), schemaWith())).to.deep.equal([])
  })
})
