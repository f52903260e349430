/** `proxy:`, which says whose accounts may open a patient's chart. */
import { expect } from 'chai'
import type { Step } from '../../src/mapping/model.ts'
import { stepsOf } from '../../src/mapping/turns.ts'
import { faults, mappingOf, patient, practitioner } from './clinic.ts'

/** The contacts of the small clinic stand in its table of names. */
const rows = '  kin: { from: PAT_NAME_HX k, on: k.PAT_ID = p.PAT_ID, when: { k.NM_TYP: G } }'
const clause = (text: string): string => `${rows}\nproxy: ${text}`
const byKin = '{ each: kin, is: =k.NAME_HX_ID | ref(pat) }'

const stepOf = (step: Step): string => (step.kind === 'if' ? 'when' : step.kind === 'rows' ? step.rows.name : step.kind)

const hitsOf = async (text: string): Promise<readonly string[]> => {
  const { proxy } = await mappingOf(patient('gender: male', clause(text)), practitioner)
  return [...(proxy?.hits.values() ?? [])].flat().map(({ leaf, type, path }) => {
    const columns = leaf.kind === 'hole' ? leaf.lens.columns.map(({ alias, name }) => `${alias}.${name}`) : []
    return `${type} ${columns.join('+')} ${stepsOf(path).map(stepOf).join(',')}`.trim()
  })
}

/** The clause stands on line 12 of the file. */
const faultsOf = (text: string): Promise<readonly string[]> =>
  faults({ 'pat.yaml': patient('gender: male', clause(text)).trimStart(), 'prac.yaml': practitioner })

describe('the proxies of a patient', () => {
  it('are the patients whose keys the rows of contacts hold', async () => {
    expect(await hitsOf(byKin)).to.deep.equal(['Reference k.NAME_HX_ID kin'])
  })

  it('are asked about under a condition of the patient’s own row, which stands outside of the rows', async () => {
    const conditional = '{ when: { p.SEX: { not: X } }, each: kin, is: =k.NAME_HX_ID | ref(pat) }'
    expect(await hitsOf(conditional)).to.deep.equal(['Reference k.NAME_HX_ID when,kin'])
  })

  it('may be named in the patient’s own row, and in several ways', async () => {
    expect(await hitsOf(`[=p.PCP_ID | ref(pat), ${byKin}]`)).to.deep.equal([
      'Reference p.PCP_ID',
      'Reference k.NAME_HX_ID kin',
    ])
  })

  it('are no search parameter, and none where no source says who they are', async () => {
    const mapping = await mappingOf(patient('gender: male', clause(byKin)), practitioner)
    expect(mapping.proxy?.target).to.deep.equal(['Patient'])
    expect([...mapping.parameters.values()].flatMap((each) => [...each.keys()])).to.not.include('proxy')
    expect((await mappingOf(patient('gender: male'), practitioner)).proxy).to.equal(undefined)
  })

  const wrong: readonly (readonly [string, string, string])[] = [
    [
      'an unknown column',
      '{ each: kin, is: =k.NAME_HX_I | ref(pat) }',
      '12:26 error: PAT_NAME_HX has no column NAME_HX_I (did you mean NAME_HX_ID?)',
    ],
    [
      'unknown rows',
      byKin.replace('kin', 'kins'),
      '12:16 error: "kins" is no rows: of this source (did you mean kin?)',
    ],
    [
      'an unknown clause',
      '{ eech: kin, is: =p.PCP_ID | ref(pat) }',
      '12:10 error: "eech" is no clause of proxy (did you mean each?)',
    ],
    [
      'a reference to another type',
      '=p.PCP_ID | ref(prac)',
      '12:9 error: a proxy is a patient (write { each: guardians, is: =g.CNTC_PAT_ID | ref(pat) })',
    ],
    [
      'a plain word',
      'everybody',
      '12:8 error: a proxy is a patient (write { each: guardians, is: =g.CNTC_PAT_ID | ref(pat) })',
    ],
    [
      'a constant behind an expression',
      '=p.PCP_ID | ref(pat) ?? everybody',
      '12:32 error: proxy is a Reference: a bare text cannot fill it (write its children)',
    ],
    [
      'nobody',
      '{ each: kin }',
      '12:8 error: a proxy needs to say who it is (write { each: guardians, is: =g.CNTC_PAT_ID | ref(pat) })',
    ],
    [
      'a condition of the contact’s row where the patient’s is asked',
      '{ each: kin, when: { k.NM_TYP: G }, is: =k.NAME_HX_ID | ref(pat) }',
      '12:29 error: "k.NM_TYP" names no table of this source (aliases here: p)',
    ],
  ]
  for (const [what, text, fault] of wrong)
    it(`are not compiled with ${what}`, async () => {
      expect(await faultsOf(text)).to.deep.equal([`pat.yaml:${fault}`])
    })

  it('are said in the Patient source alone', async () => {
    const elsewhere = practitioner.trimStart().replace('map:', 'proxy: =d.PROV_ID | ref(pat)\nmap:')
    expect(await faults({ 'pat.yaml': patient('gender: male'), 'prac.yaml': elsewhere })).to.deep.equal([
      `prac.yaml:7:1 error: "proxy" says who may open a patient's chart (write it in the Patient source)`,
    ])
  })
})
