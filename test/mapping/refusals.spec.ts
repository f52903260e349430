import { expect } from 'chai'
import { faults, patient, practitioner, system, vitals } from './clinic.ts'

/** What is wrong with a source, by itself in `x.yaml`. */
const faultsOf = (text: string): Promise<readonly string[]> =>
  faults({ 'pat.yaml': patient('gender: male'), 'prac.yaml': practitioner, 'x.yaml': text.replace(/^\n/, '') })

/** Faults of one line in the map of a source `x` that starts at line 1; the line is the seventh. */
const faultsOfMap = (line: string): Promise<readonly string[]> =>
  faultsOf(`resource: Patient\nsource: x\nfrom: PAT_MSTR p\nkey: p.PAT_ID\npatient: p.PAT_ID\nmap:\n  ${line}`)

describe('a mapping that is wrong', () => {
  it('is told all of it in one run, in the order of files and lines', async () => {
    const found = await faultsOf(`
resource: Observation
source: x
from: VIT_SGNS v
---
resource: Observaton
source: 2x
from: VIT_SGN v
---
resource: Observation
source: y
from: VIT_SGN v
kee: v.VIT_ID
patient: =v.PATENT_ID | ref(pat)
map: { status: fnal, code: loinc|1, value: { string: =w.X }, efective: x }`)
    expect(found).to.deep.equal([
      'x.yaml:3:7 error: the database has no table VIT_SGNS (did you mean VIT_SGN?)',
      'x.yaml:5:11 error: "Observaton" is no resource type (did you mean Observation?)',
      'x.yaml:6:9 error: a source needs a name of small letters and digits (write source: pat)',
      'x.yaml:9:1 error: a source needs a key (write key: alias.COLUMN)',
      'x.yaml:12:1 error: "kee" is no clause of a source (did you mean key?)',
      'x.yaml:13:11 error: VIT_SGN has no column PATENT_ID (did you mean PAT_ID?)',
      'x.yaml:14:16 error: "fnal" is no code of the value set of Observation.status (did you mean final?)',
      'x.yaml:14:55 error: "w.X" names no table of this source (aliases here: v)',
      'x.yaml:14:62 error: Observation has no element "efective" (did you mean effective?)',
    ])
  })

  it('is told where a text that ties rows has no one spelling, or ties nothing', async () => {
    const tied = (on: string) =>
      faultsOf(`
resource: Observation
source: x
from: VIT_SGN v
key: v.VIT_ID
patient: =v.PAT_ID | ref(pat)
rows: { others: { from: CODE_TBL c, on: "${on}" } }
map: { status: final, code: { text: =v.LAB_TXT } }`)
    expect(await tied("c.CD_VAL = 'a and b' and c.CD_TYP = 'VIT_ID={v.VIT_ID} and {v.LAB_TXT}'")).to.deep.equal([])
    expect(await tied("c.CD_VAL = 'WT={v.WT}'")).to.deep.equal([
      'x.yaml:6:41 error: WT has no one spelling in a text (use columns of whole numbers or texts)',
    ])
    expect(await tied("c.CD_VAL = 'WT={v.WTT}'")).to.deep.equal([
      'x.yaml:6:41 error: VIT_SGN has no column WTT (did you mean WT?)',
    ])
    expect(await tied("c.CD_VAL = 'a' = 'b'")).to.deep.equal([
      `x.yaml:6:41 error: "c.CD_VAL = 'a' = 'b'" ties nothing of c (write: c.KEY = other.KEY)`,
    ])
  })

  const lines: readonly (readonly [string, string, string])[] = [
    [
      'an unknown column',
      'birthDate: =p.DOBB | date(yyyymmdd)',
      '7:15 error: PAT_MSTR has no column DOBB (did you mean DOB?)',
    ],
    [
      'a name of JavaScript’s own as a column',
      'language: =p.constructor',
      '7:14 error: PAT_MSTR has no column constructor',
    ],
    [
      'an element of nothing',
      'telecom: {}',
      '7:12 error: Patient.telecom is empty (map what is inside, or leave it out)',
    ],
    ['an unknown lens', 'birthDate: =p.DOB | dat(yyyymmdd)', '7:23 error: "dat" is no lens (did you mean date?)'],
    ['a name of JavaScript’s own as a lens', 'language: =p.SEX | toString', '7:22 error: "toString" is no lens'],
    [
      'an unknown list',
      'gender: =p.SEX | codes(sexes)',
      '7:20 error: "sexes" is no code list of system.yaml (did you mean sex?)',
    ],
    [
      'an unknown source',
      'generalPractitioner: =p.PCP_ID | ref(prak)',
      '7:36 error: "prak" is no source of this mapping (did you mean prac?)',
    ],
    [
      'too many arguments',
      'gender: =p.SEX | codes(sex race)',
      '7:20 error: codes(sex race) is not how codes is written (write codes(list), and a day as second column where the list has days)',
    ],
    [
      'an argument of another form',
      'birthDate: =p.DOB | date(mmddyyyy)',
      '7:23 error: date(mmddyyyy) is not how date is written (write date(yyyymmdd), or date for a column of that type)',
    ],
    ['too many columns', 'gender: =p.SEX p.DOB | codes(sex)', '7:26 error: the list sex has no days (name one column)'],
    [
      'two columns for one text',
      'language: =p.SEX p.DOB',
      '7:20 error: 2 columns stand where 1 should (alternatives are written =a ?? b)',
    ],
    [
      'a comma that split an item',
      'name: [{ family: =p.LAST_NM | part(, 1) }]',
      '7:20 error: the brackets of "=p.LAST_NM | part(" do not pair (a comma split this item: quote it)',
    ],
    ['a word in no value set', 'gender: man', '7:11 error: "man" is no code of the value set of Patient.gender'],
    [
      'a text in a complex element',
      'name: Doe',
      '7:9 error: Patient.name is a HumanName: a bare text cannot fill it (write its children)',
    ],
    [
      'a list where nothing repeats',
      'birthDate: [=p.DOB | date(yyyymmdd), =p.DEATH_DT | date(yyyymmdd)]',
      '7:14 error: Patient.birthDate does not repeat: a list cannot fill it (for alternatives write { first: [...] })',
    ],
    [
      'a lens of another type',
      'birthDate: =p.SEX | codes(sex)',
      '7:23 error: Patient.birthDate is a date; this gives a coded value',
    ],
    [
      'an element without its heart',
      'identifier: [{ type: { text: =p.SEX } }]',
      '7:16 error: Patient.identifier is a Identifier without value, by which it lives (map value)',
    ],
    [
      'a required element',
      'link: [{ other: =p.PCP_ID | ref(pat) }]',
      '7:10 error: Patient.link.type is required (map type)',
    ],
    ['an unknown test', 'active: { when: { p.SEX: { above: A } }, is: "true" }', '7:30 error: "above" is no test'],
    [
      'an empty condition',
      'active: { when: {}, is: "true" }',
      '7:19 error: a condition that asks nothing (write { p.REC_STAT: A })',
    ],
    [
      'a blank in a condition',
      'active: { when: { p.SEX: }, is: "true" }',
      '7:28 error: a value or a list of values is expected here (for no value write none)',
    ],
    [
      'an element beside a control word',
      'maritalStatus: { first: [{ text: =p.SEX }], text: x }',
      '7:47 error: "text" cannot stand beside first (put it inside what first says)',
    ],
    [
      'unknown child rows',
      'name: [{ each: nams, family: =p.LAST_NM }]',
      '7:18 error: "nams" is no rows: of this source',
    ],
    [
      'a type that a choice does not have',
      'deceased: { date: =p.DOB | date(yyyymmdd) }',
      '7:13 error: "date" is no type of Patient.deceased',
    ],
    [
      'a fact that no tenant has',
      'identifier: [{ system: "urn:{tenant.oidd}", value: =p.SSN }]',
      '7:26 error: "oidd" is no fact of the tenants (did you mean oid?)',
    ],
    ['an unknown code system', 'maritalStatus: snomed|1', '7:18 error: "snomed" is no code system of system.yaml'],
    ['a piece outside of each', 'language: =it', '7:14 error: "it" stands only inside an each (name a column)'],
    [
      'an aggregate outside of a group',
      'language: =first(p.SEX)',
      '7:14 error: first(...) looks over the rows of a group (this source has no group:)',
    ],
  ]
  for (const [what, line, expected] of lines)
    it(`refuses ${what}`, async () => {
      const found = await faultsOfMap(line)
      expect(
        found.some((each) => each.startsWith(`x.yaml:${expected}`)),
        found.join('\n'),
      ).to.equal(true)
      expect(found.filter((each) => !each.startsWith('x.yaml'))).to.deep.equal([])
    })

  it('refuses YAML that is none, and keys given twice', async () => {
    expect(await faultsOf('resource: [Patient')).to.deep.include(
      'x.yaml:1:19 error: Flow sequence in block collection must be sufficiently indented and end with a ] (a comma or bracket may have split an item: quote it)',
    )
    expect(await faultsOf('resource: Patient\nresource: Patient')).to.include(
      'x.yaml:2:1 error: Map keys must be unique',
    )
  })

  it('refuses a source that does not say whose data it is', async () => {
    expect(
      await faultsOf(
        'resource: Observation\nsource: x\nfrom: VIT_SGN v\nkey: v.VIT_ID\nmap: { status: final, code: loinc|1 }',
      ),
    ).to.deep.equal([
      'x.yaml:1:1 error: source x does not say whose data it is (write patient: =alias.PAT_ID | ref(pat), or shared, or never)',
    ])
  })

  it('refuses a Patient source with merges, referred to, that does not say what becomes of results: once', async () => {
    const silent = patient('gender: male').replace(/^merged.*\n/m, '')
    const body = 'map: { status: final, code: loinc|1-8 }'
    const files = {
      'a.yaml': silent,
      'b.yaml': vitals(body),
      'c.yaml': vitals(body).replace('source: vit', 'source: vit2'),
    }
    expect(await faults(files)).to.deep.equal([
      'a.yaml:2:1 error: PAT_MSTR has MRG_TO_PAT_ID, and other sources refer to pat: what becomes of the results of merged patients? (write merged: { when: ..., into: ..., results: survivor } or results: hide)',
    ])
    expect(await faults({ 'a.yaml': silent })).to.deep.equal([])
  })

  it('refuses child rows that are chosen by the clock', async () => {
    const moving = patient('gender: male').replace('order: n.NAME_HX_ID', 'when: { n.END_DT: past }')
    expect(await faults({ 'pat.yaml': moving })).to.deep.equal([
      'pat.yaml:11:64 error: past cannot choose child rows (put it beside each: { each: names, when: { n.END_DT: past } })',
    ])
  })

  it('refuses two sources of one name, and references to the rows of several resources', async () => {
    const kinds = vitals('kinds: { a: { map: { status: final, code: loinc|1-8 } } }')
    const refers = vitals('map: { status: final, code: loinc|1-8, hasMember: =v.VIT_ID | ref(vit) }').replace(
      'source: vit',
      'source: vit2',
    )
    const files = { 'a.yaml': patient('gender: male'), 'b.yaml': kinds, 'c.yaml': refers, 'd.yaml': kinds }
    expect(await faults(files)).to.deep.equal([
      'c.yaml:7:63 error: the rows of vit give several resources each: a key alone names none',
      'd.yaml:2:1 error: the source name vit stands in b.yaml too (ids begin with it: choose another)',
    ])
  })

  it('refuses what system.yaml gets wrong', async () => {
    const wrong = `
tenant: x
columns: { "PAT_MSTR.LAST_NAME": { stored: uper }, NM: {} }
codes:
  a: { file: codes/none.csv, else: drop }
  b: { table: CODE_TBL c, local: c.CD_VAL, in: snomd, els: drop }
  c: { like: z }
`
    const found = await faults({ 'pat.yaml': patient('gender: male'), 'system.yaml': wrong })
    expect(found.filter((each) => each.startsWith('system.yaml'))).to.deep.equal([
      'system.yaml:2:1 error: "tenant" is no clause of system.yaml (did you mean tenants?)',
      'system.yaml:2:1 error: system.yaml says no tenants (write tenants: { from: ..., key: ..., zone: ... }, or tenants: { one: { key: ..., zone: ... } })',
      'system.yaml:3:12 error: the database has no column PAT_MSTR.LAST_NAME (did you mean LAST_NM?)',
      'system.yaml:3:44 error: "uper" is not what stored can be (did you mean upper?)',
      'system.yaml:3:52 error: "NM" names no column (write "TABLE.COLUMN", or * for either)',
      'system.yaml:5:14 error: there is no file codes/none.csv',
      'system.yaml:6:6 error: a code list says what becomes of other codes (write else: drop, text, local, bad, or a code)',
      'system.yaml:6:48 error: the list names the system "snomd"',
      'system.yaml:6:55 error: "els" is no clause of a code list (did you mean else?)',
      'system.yaml:7:6 error: "z" is no code list (did you mean a?)',
      'system.yaml:7:6 error: the code list c comes from nowhere (write file: or table:)',
      'system.yaml:7:6 error: a code list says what becomes of other codes (write else: drop, text, local, bad, or a code)',
    ])
  })

  const references: Readonly<Record<string, string>> = {
    'generalPractitioner: =p.PCP_ID | ref(prac by LAST_NM)':
      'x.yaml:7:36 error: LAST_NM may name several rows of PROV_MSTR, and a join takes one (its keys: (PROV_ID)',
    'generalPractitioner: =p.PCP_ID | ref(prac by NPI)': 'x.yaml:7:36 error: PROV_MSTR has no column NPI',
    'generalPractitioner: =p.PCP_ID | ref(prac of PROV_ID)':
      'x.yaml:7:36 error: a reference names a source, and perhaps a column (write ref(source by COLUMN))',
    'generalPractitioner: =p.PCP_ID p.ORG_ID | ref(prac by PROV_ID)':
      'x.yaml:7:45 error: the key of prac has 1 columns, here are 2',
  }
  for (const [line, told] of Object.entries(references)) {
    it(`refuses a reference by a column that names no one row: ${line}`, async () => {
      expect((await faultsOfMap(line)).join('\n')).to.include(told)
    })
  }

  it('refuses narrowed searches that lead nowhere', async () => {
    const narrowed = patient(
      'name: [{ family: =p.LAST_NM }]',
      'search: { name: [name.family, name.gven], nam: [name.family] }',
    )
    expect(await faults({ 'pat.yaml': narrowed })).to.deep.equal([
      'pat.yaml:12:31 error: name.gven leads to nothing that this source maps (name elements of its map)',
      'pat.yaml:12:43 error: "nam" is no search parameter of Patient (did you mean name?)',
    ])
  })

  it('warns of tenants without a zone when they are read', async () => {
    const zoneless = system.replace('CST: America/Chicago', 'CST: America/Chigaco')
    expect(await faults({ 'pat.yaml': patient('gender: male'), 'system.yaml': zoneless })).to.deep.equal([
      'system.yaml:2:10 warning: 1 of 2 rows of ORG_MSTR are no tenants: they have no key of their own, or no zone that is known (nothing of theirs is served)',
    ])
  })
})
