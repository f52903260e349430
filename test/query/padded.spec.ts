/** Lists of many lengths -> few statements, that ask for the same. */
import { expect } from 'chai'
import { padded } from '../../src/query/padded.ts'
import type { Dialect } from '../../src/query/query.ts'
import { compileRows } from '../../src/query/rows.ts'
import { clinic, patientCaller, plan } from '../plan/clinic.ts'

const dialects: readonly Dialect[] = ['sqlite', 'postgres', 'mariadb', 'mssql']
const lengths = Array.from({ length: 500 }, (_, at) => at + 1)
const valuesOf = (length: number): readonly string[] => Array.from({ length }, (_, at) => String(at))

describe('a list of values', () => {
  before(clinic)

  it('has one of a few lengths, and no value more or less', () => {
    const all = lengths.map((length) => padded(valuesOf(length)))
    expect(new Set(all.map(({ length }) => length)).size).to.be.at.most(20)
    for (const [at, list] of all.entries()) expect([...new Set(list)]).to.deep.equal(valuesOf(at + 1))
    expect(Math.max(...all.map(({ length }, at) => length - (at + 1)))).to.be.below(64)
    expect(padded([])).to.deep.equal([])
  })

  for (const dialect of dialects)
    it(`makes one statement for lists of similar lengths, by ids, by codes and of known keys, on ${dialect}`, () => {
      const [whole] = plan('Observation?patient=pat-7', patientCaller).sources
      const texts = (length: number): readonly string[] => {
        const ids = valuesOf(length).map((each) => `lab-${Number(each) + 1}`)
        const codes = valuesOf(length).map((each) => `c${each}`)
        const sources = [`_id=${ids.join()}`, `code=${codes.join()}`].map(
          (query) => plan(`Observation?patient=pat-7&${query}`, patientCaller).sources[0],
        )
        const keys = valuesOf(length).map((each) => [each])
        const queries = sources.flatMap((source) => (source ? [compileRows(source, [], dialect).query] : []))
        return [...queries, compileRows(whole!, [], dialect, { keys }).query].map(({ sql }) => sql)
      }
      expect(new Set([65, 70, 100, 128].map((length) => texts(length).join('\n'))).size).to.equal(1)
      expect(new Set([17, 32].map((length) => texts(length).join('\n'))).size).to.equal(1)
      expect(texts(70)).to.not.deep.equal(texts(200))
    })
})
