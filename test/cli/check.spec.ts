/** `portico check` on a demo clinic that is changed behind the mapping's back. */
import { expect } from 'chai'
import { writeFileSync } from 'node:fs'
import type { Finding } from '../../src/cli/check/finding.ts'
import { makeClinic, run, type Clinic } from './running.ts'

describe('portico check', function () {
  this.timeout(120_000)
  let clinic: Clinic

  beforeEach(async () => {
    clinic = await makeClinic()
  })

  async function find(about: Finding['about']): Promise<readonly Finding[]> {
    const { text } = await run('check', ...clinic.where, '--json')
    const { findings } = JSON.parse(text) as { findings: readonly Finding[] }
    return findings.filter((each) => each.about === about)
  }

  it('finds no error in the demo, reads well, and minds warnings only when it is strict', async () => {
    const { code, text } = await run('check', ...clinic.where)
    expect(code).to.equal(0)
    expect(text).to.match(/\n0 errors, [1-9]\d* warnings, \d+ notes$/)
    expect(text).to.match(/^ {2}note ENC_HDR\.VIST_TYP: not in visit-type: .*; the next alternative is served/m)
    expect(text).to.not.include('\u001b[')
    expect(text.split('\n').length).to.be.at.most(120)
    expect((await run('check', ...clinic.where, '--strict')).code).to.equal(1)
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

  it('leaves out codes of rows that are not served, or that do not come to the list', async () => {
    const before = await find('codes')
    clinic.change(`
      UPDATE ALRG_LIST SET VER_CD = 'E', CRIT_CD = 'ODD1' WHERE ALRG_ID = (SELECT MIN(ALRG_ID) FROM ALRG_LIST);
      UPDATE SOC_HX_ANS SET ANS_CD = 'ODD2' WHERE QSTN_ID IN (SELECT QSTN_ID FROM QSTN_DICT WHERE ANS_TYP = 'N');
      UPDATE CARE_PLN_ITM SET STAT_CD = 'ODD3' WHERE ITM_TYP = 'B'`)
    expect(await find('codes')).to.deep.equal(before)
  })

  it('counts codes of child rows, with the rows that they belong to', async () => {
    clinic.change("UPDATE PAT_CNTC SET ACTV_FLG = 'Y', CNTC_TYP = 'EC', REL_CD = 'ODD' WHERE PAT_ID = 1")
    expect((await find('codes')).find(({ what }) => what === 'PAT_CNTC.REL_CD')?.message).to.match(/: ODD \(\d\)/)
    clinic.change("UPDATE PAT_MSTR SET REC_STAT = 'D' WHERE PAT_ID = 1")
    expect((await find('codes')).map(({ what }) => what)).to.not.include('PAT_CNTC.REL_CD')
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

  it('names the index that a search of a large table would need, and prints one line for each source', async () => {
    const { ALRG_LIST: allergies } = clinic.schema.tables
    const tables = { ...clinic.schema.tables, ALRG_LIST: { ...allergies, rows: 60_000 } }
    writeFileSync(clinic.schemaFile, JSON.stringify({ ...clinic.schema, tables }))
    const found = (await find('indexes')).filter(({ what }) => what.startsWith('AllergyIntolerance?'))
    const criticality = found.find(({ what }) => what === 'AllergyIntolerance?criticality')
    expect(criticality?.hint).to.equal('An index on ALRG_LIST (CRIT_CD) would.')
    expect(found.map(({ what }) => what)).to.not.include('AllergyIntolerance?patient')
    const { text } = await run('check', ...clinic.where)
    expect(text).to.match(
      /^ {2}AllergyIntolerance \(alg\): refused alone, .* all 60,000 rows of ALRG_LIST\n {6}.*criticality/m,
    )
  })

  it('looks at some rows of each source: served, left out and why, and never a value', async () => {
    clinic.change("UPDATE PAT_MSTR SET DOB = 'SECRET' WHERE PAT_ID IN (1, 2); UPDATE IMM_HX SET STAT_CD = '?'")
    const found = await find('sample')
    const births = found.filter(({ what }) => what.startsWith('Patient.birthDate of pat'))
    expect(births.reduce((sum, { rows = 0 }) => sum + rows, 0)).to.be.at.least(2)
    const [graver, ...others] = found.filter(({ severity }) => severity === 'warning')
    expect(others).to.deep.equal([])
    expect(graver?.what).to.match(/^Immunization\.status of imm \(\d+\)$/)
    expect(graver?.message).to.match(/: the resource is left out$/)
    expect(found.map(({ what }) => what)).to.include(`Immunization (imm) 0 served, ${graver?.rows} left out`)
    expect(JSON.stringify(found)).to.not.include('SECRET')
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
