/** Values in use that no branch of the mapping names, as `portico check` tells them: codes, and no patient's data. */
import { expect } from 'chai'
import type { Finding } from '../../src/cli/check/finding.ts'
import { makeClinic, run, type Clinic } from './running.ts'

const fahrenheit =
  "- { when: { v.TEMP_UOM: none }, is: '=v.TEMP | quantity([degF])' }\n          - =v.TEMP | unit(v.TEMP_UOM temperature-unit)"
const branches = "- { case: v.TEMP_UOM, C: '=v.TEMP | quantity(Cel)', else: '=v.TEMP | quantity([degF])' }"

describe('portico check, of values that no branch names', function () {
  this.timeout(60_000)
  let clinic: Clinic

  before(async () => {
    clinic = await makeClinic()
    clinic.edit('observation-vitals.yaml', fahrenheit, branches)
    clinic.change(`
      UPDATE VIT_SGN SET TEMP = 37, TEMP_UOM = '?' WHERE VIT_ID IN (SELECT VIT_ID FROM VIT_SGN WHERE PAT_ID = 1 LIMIT 2);
      UPDATE VIT_SGN SET TEMP = 37, TEMP_UOM = 'Z' WHERE VIT_ID IN (SELECT VIT_ID FROM VIT_SGN WHERE PAT_ID = 2 LIMIT 1);
      UPDATE PAT_MSTR SET REC_STAT = 'd' WHERE PAT_ID = 2;
      UPDATE PAT_MSTR SET DEATH_FLG = '7' WHERE PAT_ID = 1;
      UPDATE MED_RPTD SET INFO_SRC = 'A long remark about Jane'`)
  })

  async function find(): Promise<readonly Finding[]> {
    const { text } = await run('check', ...clinic.where, '--json')
    const { findings } = JSON.parse(text) as { findings: readonly Finding[] }
    return findings.filter(({ about }) => about === 'branches')
  }

  it('tells a unit that would be read as Fahrenheit, with its rows that are served and its line', async () => {
    const found = (await find()).filter(({ what }) => what === 'VIT_SGN.TEMP_UOM')
    expect(found.map(({ message }) => message)).to.have.length(1)
    expect(found[0]?.message).to.match(/^no branch names F \(\d+\), \? \(2\); "else" takes them$/)
    expect(found[0]?.at).to.match(/^observation-vitals\.yaml:5\d$/)
    const { text } = await run('check', ...clinic.where)
    expect(text).to.match(/^Values in use that no branch of a case, a when or an is names/m)
    expect(text).to.match(
      /^ {2}note VIT_SGN\.TEMP_UOM: no branch names .*\? \(2\); "else" takes them \(observation-vitals\.yaml:5\d\)$/m,
    )
  })

  it('tells what is neither true nor named, nor what is named anywhere, however its letters are written', async () => {
    const found = await find()
    const deaths = found.find(({ what }) => what === 'PAT_MSTR.DEATH_FLG')
    expect(deaths?.message).to.match(/^no branch names .*\b7 \(1\).*; they are none of those that are asked for$/)
    expect(deaths?.message).to.not.match(/\bY\b/)
    expect(found.filter(({ what, message }) => what === 'PAT_MSTR.REC_STAT' && /\bd \(/.test(message))).to.deep.equal(
      [],
    )
  })

  it('passes over what may be of patients, and says so', async () => {
    const found = await find()
    expect(JSON.stringify(found)).to.not.include('Jane')
    const passed = found.filter(({ message }) => message.startsWith('its values are not looked at'))
    expect(passed.map(({ what, message }) => `${what} ${message.split(': ')[1] ?? ''}`)).to.include.members([
      'MED_RPTD.INFO_SRC long values',
      'RSLT_DTL.RSLT_VAL served as they are',
    ])
  })
})
