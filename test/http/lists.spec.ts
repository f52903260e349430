/** Lists of patients are Groups: for who works here, and not for the patients on them. https://hl7.org/fhir/R4/group.html */
import { expect } from 'chai'
import { backendOf, entriesOf, idsOf, type Caller, type Resource } from './client.ts'

interface Member {
  readonly entity: { readonly reference?: string }
  readonly inactive: boolean
  readonly period?: { readonly start?: string; readonly end?: string }
}

const membersOf = (group: Resource | undefined): readonly Member[] => group?.['member'] as readonly Member[]

describe('lists of patients', () => {
  let caller: Caller

  before(async function () {
    this.timeout(30_000)
    caller = await backendOf(1)
  })

  it('are found by a member, by their code, and named by the code table where that names them', async () => {
    const [group, ...others] = entriesOf(await caller.search('/Group?member=Patient/pat-1'))
    expect([group?.id, others]).to.deep.equal(['grp-1.DIABREG', []])
    expect(group).to.include({ name: 'Diabetes registry', type: 'person', actual: true, active: true })
    expect(idsOf(await caller.search('/Group?identifier=DIABREG'))).to.deep.equal(['grp-1.DIABREG'])
    const { json } = await caller.get<Resource>('/Group/grp-1.PCP00001')
    expect(json).to.include({ id: 'grp-1.PCP00001' }).and.not.have.property('name', 'Diabetes registry')
  })

  it('say who was taken off, and from when on somebody will be', async () => {
    const { json } = await caller.get<Resource>('/Group/grp-1.DIABREG')
    const of = (id: string): Member | undefined =>
      membersOf(json).find(({ entity }) => entity.reference === `Patient/${id}`)
    expect(of('pat-4')).to.deep.include({ inactive: true, period: { start: '2019-04-12', end: '2023-09-30' } })
    expect(of('pat-24')).to.deep.include({ inactive: false, period: { start: '2019-04-12', end: '2098-12-31' } })
    expect(of('pat-23')).to.deep.include({ inactive: false, period: { start: '2019-04-12' } })
  })

  it('name nobody of another organization, by whose slip of the pen it may be', async () => {
    const { json } = await caller.get<Resource>('/Group/grp-1.DIABREG')
    expect(membersOf(json).map(({ entity }) => entity.reference)).to.not.include('Patient/pat-3')
    expect((await caller.get('/Group/grp-2.DIABREG')).status).to.equal(404)
  })
})
