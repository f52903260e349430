/** `portico check` on a demo clinic that is changed behind the mapping's back. */
import { expect } from 'chai'
import type { Finding } from '../../src/cli/check/finding.ts'
import { makeClinic, run, type Clinic } from './running.ts'

describe('portico check', function () {
  this.timeout(30_000)
  let clinic: Clinic

  beforeEach(async () => {
    clinic = await makeClinic()
  })

  async function find(about: Finding['about']): Promise<readonly Finding[]> {
    const { text } = await run('check', ...clinic.where, '--json')
    const { findings } = JSON.parse(text) as { findings: readonly Finding[] }
    return findings.filter((each) => each.about === about)
  }

  it('finds no error in the demo, and reads well', async () => {
    const { text } = await run('check', ...clinic.where)
    expect(text).to.match(/\n0 errors, \d+ warnings, \d+ notes$/)
    expect(text).to.include('warning ENC_HDR.VIST_TYP: not in the list visit-type: ')
    expect(text).to.not.include('\u001b[')
  })

  it('tells tables, columns, types and indexes that are not as schema.json says', async () => {
    clinic.change('ALTER TABLE PAT_MSTR RENAME COLUMN MARITAL TO MARITAL_CD')
    expect((await find('schema')).map(({ what, message }) => `${what} ${message}`)).to.include(
      'PAT_MSTR.MARITAL is not in the database',
    )
    expect((await run('check', ...clinic.where)).code).to.equal(1)
  })

  it('tells an index that is gone, and a type that is another', async () => {
    const index = clinic.schema.tables['VIT_SGN']?.indexes.find(({ columns }) => columns[0] === 'PAT_ID')
    clinic.change(`DROP INDEX ${index?.name ?? ''}`)
    const found = (await find('schema')).filter(({ severity }) => severity === 'error')
    expect(found.map(({ what }) => what)).to.deep.equal(['VIT_SGN'])
    expect(found[0]?.message).to.match(/^the index \(PAT_ID.* is gone/)
  })

  it('counts the rows of codes in use that no list has', async () => {
    clinic.change("UPDATE PAT_MSTR SET MARITAL = 'Ü' WHERE PAT_ID IN (1, 2)")
    const found = (await find('codes')).find(({ what }) => what === 'PAT_MSTR.MARITAL')
    expect(found?.message).to.include('Ü (2)')
    expect(found?.at).to.match(/^patient\.yaml:\d+$/)
  })

  it('counts the rows that break a claim of system.yaml', async () => {
    clinic.change(
      "UPDATE PAT_MSTR SET LAST_NM = 'Müller' WHERE PAT_ID = 1; UPDATE RSLT_DTL SET TST_CD = TST_CD || ' ' WHERE RSLT_ID = (SELECT MIN(RSLT_ID) FROM RSLT_DTL)",
    )
    const found = (await find('claims')).map(({ what, message, rows }) => [
      what,
      message.split(':').slice(0, 2).join(':'),
      rows,
    ])
    expect(found).to.deep.include(['PAT_MSTR.LAST_NM', 'stored: upper', 1])
    expect(found).to.deep.include(['PAT_MSTR.LAST_NM', 'chars: ascii', 1])
    expect(found.map(([what]) => what)).to.include('RSLT_DTL.TST_CD')
  })

  it('names the index that a search would need', async () => {
    const found = await find('indexes')
    const criticality = found.find(({ what }) => what === 'AllergyIntolerance?criticality (alg)')
    expect(criticality?.hint).to.equal('An index on ALRG_LIST (CRIT_CD) would serve it.')
    expect(found.map(({ what }) => what)).to.not.include('AllergyIntolerance?patient (alg)')
  })

  it('prints every fault of a mapping that does not compile, each with its place', async () => {
    clinic.edit('patient.yaml', 'p.SEX |', 'p.SEXX |')
    clinic.edit('location.yaml', 'resource: Location', 'resource: Locaton')
    const { code, text } = await run('check', ...clinic.where)
    expect(code).to.equal(1)
    expect(text).to.match(/^location\.yaml:\d+:\d+ error: .*/m)
    expect(text).to.match(/^patient\.yaml:\d+:\d+ error: .*SEXX.*/m)
  })
})
