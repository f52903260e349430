/** `groups:`, which says which groups of patients a patient is in. */
import { expect } from 'chai'
import { faults, mappingOf, patient, practitioner, vitals } from './clinic.ts'
import type { Member } from '../../src/mapping/model.ts'

/** The lists of the small clinic stand in its table of names. */
const rows = '  lists: { from: PAT_NAME_HX l, on: l.PAT_ID = p.PAT_ID, when: { l.NM_TYP: L } }'
const clause = (text: string): string => `${rows}\ngroups: ${text}`
const byList = '{ each: lists, when: { l.END_DT: { not: past } }, is: =l.LAST_NM }'

const print = ({ rows, column }: Member): string => {
  const on = rows?.on.map(
    ({ left, right }) => `${left.alias}.${left.name}=${'alias' in right ? `${right.alias}.${right.name}` : '?'}`,
  )
  return [`${column.alias}.${column.name}`, ...(on ?? [])].join(' ')
}
const printAll = (members: readonly Member[] | undefined): readonly string[] | undefined => members?.map(print)

/** The clause stands on line 12 of the file. */
const faultsOf = (text: string): Promise<readonly string[]> =>
  faults({ 'pat.yaml': patient('gender: male', clause(text)).trimStart(), 'prac.yaml': practitioner })

describe('the groups of a patient', () => {
  it('are named by rows of lists, or by columns of the patient’s own row', async () => {
    const { byName } = await mappingOf(patient('gender: male', clause(`[${byList}, =p.LANG_CD]`)), practitioner)
    expect(printAll(byName.get('pat')?.members)).to.deep.equal(['l.LAST_NM l.PAT_ID=p.PAT_ID', 'p.LANG_CD'])
  })

  it('are asked of the patient’s row in the statements of other sources, and of that of a merged chart’s survivor', async () => {
    const { byName } = await mappingOf(
      patient('gender: male', clause(`[${byList}, =p.LANG_CD]`)),
      vitals('map: { status: final, code: loinc|8867-4 }'),
    )
    const root = byName.get('vit')?.root
    if (root?.kind !== 'reference') throw new Error('vitals are of a patient')
    expect(printAll(root.members)).to.deep.equal([
      'l.LAST_NM l.PAT_ID=portico_patient.PAT_ID',
      'portico_patient.LANG_CD',
    ])
    expect(printAll(root.merge?.members)).to.deep.equal([
      'l.LAST_NM l.PAT_ID=portico_survivor.PAT_ID',
      'portico_survivor.LANG_CD',
    ])
  })

  it('are not known where no clause says', async () => {
    const { byName } = await mappingOf(patient('gender: male'), vitals('map: { status: final, code: loinc|8867-4 }'))
    expect([...byName.values()].map(({ members }) => members)).to.deep.equal([undefined, undefined])
  })

  const wrong: readonly (readonly [string, string, string])[] = [
    [
      'an unknown column',
      '{ each: lists, is: =l.LST_NM }',
      '12:29 error: PAT_NAME_HX has no column LST_NM (did you mean LAST_NM?)',
    ],
    [
      'unknown rows',
      '{ each: list, is: =l.LAST_NM }',
      '12:17 error: "list" is no rows: of this source (did you mean lists?)',
    ],
    [
      'an unknown clause',
      '{ eech: lists, is: =p.LANG_CD }',
      '12:11 error: "eech" is no clause of groups (did you mean each?)',
    ],
    [
      'a lens',
      '{ each: lists, is: =l.LAST_NM | title }',
      '12:28 error: a group is named by a column (write { each: lists, is: =l.LIST_CD })',
    ],
    ['a word', 'everybody', '12:9 error: a group is named by a column (write { each: lists, is: =l.LIST_CD })'],
    ['no name', '{ each: lists }', '12:9 error: a group is named by a column (write { each: lists, is: =l.LIST_CD })'],
  ]
  for (const [what, text, fault] of wrong)
    it(`are not compiled with ${what}`, async () => {
      expect(await faultsOf(text)).to.deep.equal([`pat.yaml:${fault}`])
    })

  it('hang on no table that is joined to the patient’s: other statements do not join it', async () => {
    const joined = patient('gender: male', clause('{ each: lists, is: =o.HL7_OID }')).replace(
      '\nkey:',
      '\njoin: { o: ORG_MSTR o on o.ORG_ID = p.ORG_ID }\nkey:',
    )
    expect(await faults({ 'pat.yaml': joined.trimStart() })).to.deep.equal([
      'pat.yaml:13:9 error: ORG_MSTR.HL7_OID is not known where other sources refer to the patient (name columns of PAT_MSTR and of the rows)',
    ])
  })

  it('are said in the Patient source alone', async () => {
    const elsewhere = practitioner.trimStart().replace('map:', 'groups: =d.PROV_ID\nmap:')
    expect(await faults({ 'pat.yaml': patient('gender: male'), 'prac.yaml': elsewhere })).to.deep.equal([
      `prac.yaml:7:1 error: "groups" says which groups a patient is in (write it in the Patient source)`,
    ])
  })
})
