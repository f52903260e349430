/** What a mapping's faults say beside what is wrong: where, and what was meant. */
import { expect } from 'chai'
import { faults, patient, practitioner } from './clinic.ts'

/** Faults of one line in the map of a source `x` that starts at line 1; the line is the seventh. */
const faultsOfMap = (line: string): Promise<readonly string[]> =>
  faults({
    'pat.yaml': patient('gender: male'),
    'prac.yaml': practitioner,
    'x.yaml': `resource: Patient\nsource: x\nfrom: PAT_MSTR p\nkey: p.PAT_ID\npatient: p.PAT_ID\nmap:\n  ${line}`,
  })

describe('a fault of a mapping', () => {
  it('tells what is wrong with a code list by the line of its file', async () => {
    const lists = `
tenants: { from: ORG_MSTR o, key: o.ORG_ID, zone: =o.TZ_NM }
systems: { sex: "http://x.example/sex" }
codes: { sx: { file: codes/sx.csv, else: drop } }
`
    const csv = 'local,system,code,display\n# a comment\nF,sex,female,\n\nM,sexx,male,\nX,sex,"two  blanks",\n'
    const found = await faults({ 'pat.yaml': patient('gender: male'), 'system.yaml': lists, 'codes/sx.csv': csv })
    expect(found.filter((each) => each.startsWith('codes'))).to.deep.equal([
      'codes/sx.csv:5:1 error: the row names the system "sexx" (did you mean sex?)',
      'codes/sx.csv:6:1 error: "two  blanks" is no code (a code has single blanks inside, and none around it)',
    ])
  })

  it('says what may stand there, or what was meant', async () => {
    const found = await faultsOfMap('name: { family: =p.LAST_NM | frobnicate }')
    expect(found.filter((each) => each.includes('frobnicate')).join()).to.match(
      /^x\.yaml:7:32 error: "frobnicate" is no lens \(known: title, upper, .*, ref, .*\)$/,
    )
    expect(await faultsOfMap('name: [{ each: split(p.LAST_NM, ;), is: { text: =it } }]')).to.include(
      'x.yaml:7:18 error: "split(p.LAST_NM" is no rows: of this source (YAML ends a text without quotes at a comma or a bracket: write each: "split(p.COL ;)")',
    )
    expect(await faultsOfMap('name: [{ each: splitt(p.LAST_NM ;), is: { text: =it } }]')).to.include(
      'x.yaml:7:18 error: "splitt(p.LAST_NM ;)" is no rows: of this source (did you mean split(...)?)',
    )
  })
})
