/** `over:`, a document that makes a source of each that it names. */
import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { loadMapping } from '../../src/mapping/load.ts'
import { parseSchema } from '../../src/mapping/schema.ts'
import { faults, patient, practitioner } from './clinic.ts'

const faultsOf = (text: string): Promise<readonly string[]> =>
  faults({ 'pat.yaml': patient('gender: male'), 'prac.yaml': practitioner, 'x.yaml': text })

describe('a document over other sources that is wrong', () => {
  const over = (clauses: string): Promise<readonly string[]> =>
    faultsOf(`resource: Provenance\nsource: prv\n${clauses}\ntransmitter: =patient.PCP_ID | ref(prac)`)

  it('is told of sources that there are not, that are named twice, and of none', async () => {
    expect(await over('over: [{ of: [pat, patt] }, { of: pat }, { join: {} }]')).to.deep.equal([
      'x.yaml:3:20 error: "patt" is no source of this mapping (did you mean pat?)',
      'x.yaml:3:35 error: pat is named twice (leave one of them out)',
      'x.yaml:3:42 error: of what sources? (write over: [{ of: [cond, alg], author: =row.PROV_ID | ref(prac) }])',
    ])
  })

  it('is told of unknown clauses and columns, and of another type', async () => {
    expect(
      await over('over: [{ of: pat, authr: x, author: =row.PCP_IDD | ref(prac) }]\nrecordd: =row.DOB | date(yyyymmdd)'),
    ).to.deep.equal([
      'x.yaml:3:19 error: "authr" is no clause of over (did you mean author?)',
      'x.yaml:3:38 error: PAT_MSTR has no column PCP_IDD (did you mean PCP_ID?)',
      'x.yaml:4:1 error: "recordd" is no clause of a source over others (did you mean recorded?)',
    ])
    const [fault] = await faultsOf('resource: Observation\nsource: prv\nover: [{ of: pat }]')
    expect(fault).to.equal('x.yaml:3:1 error: what is over other sources is Provenance (resource: Provenance)')
  })
})

describe('the mapping of the demo', () => {
  it('gives all that is about patients, by US Core, a Provenance', async () => {
    const schema = parseSchema(readFileSync('mappings/clinprd/schema.json', 'utf8'))
    const { mapping } = await loadMapping('mappings/clinprd', { schema, usCore: '6.1.0' })
    const sources = mapping?.sources ?? []
    const about = new Set(sources.map((source) => source.about))
    const personal = sources.filter(
      ({ root, about: other }) => root.kind === 'self' || (root.kind === 'reference' && other === undefined),
    )
    const profiled = personal.filter(({ kinds }) =>
      kinds.some(({ profiles }) => profiles.some((url) => url.includes('/us/core/'))),
    )
    expect(profiled.length).to.be.greaterThan(25)
    expect(
      profiled.map(({ name }) => name).filter((name) => !name.startsWith('prv-') && !about.has(name)),
    ).to.deep.equal([])
  })
})
