/** What is asked of the directory on every database: a suite over a clinic. */
import { expect } from 'chai'
import type { PatientEntry } from '../../../src/smart/model.ts'
import { directoryOf, doctor, large, maria, patientPerson, portal, sevocity, type Clinic } from './clinic.ts'

export const idsOf = (patients: readonly PatientEntry[]): readonly string[] => patients.map(({ id }) => id)

const family: readonly PatientEntry[] = [
  {
    ...{ id: 'pat-23', name: 'Delgado, Maria Elena', birthDate: '1986-04-12', gender: 'female', chart: '0000900023' },
    isSelf: true,
  },
  {
    ...{ id: 'pat-24', name: 'Delgado, Lucas', birthDate: '2015-09-07', gender: 'male', chart: '0000900024' },
    isSelf: false,
  },
  {
    ...{ id: 'pat-25', name: 'Delgado, Sofia', birthDate: '2019-02-21', gender: 'female', chart: '0000900025' },
    isSelf: false,
  },
]

export function describeDirectory(clinic: () => Promise<Clinic>): void {
  it('lists a mother and the children whose guardian she is, herself first', async () => {
    const { directory } = await clinic()
    expect(await directory.own(maria, '1')).to.deep.equal(family)
  })

  it('lets her open just these charts', async () => {
    const { directory } = await clinic()
    for (const { id } of family) expect(await directory.mayOpen(maria, portal, '1', id), id).to.equal(true)
    // A stranger, a grown aunt, a restricted, a deleted and a merged chart, one that she only cares for, her own old chart.
    for (const id of ['pat-1', 'pat-20', 'pat-10', 'pat-9', 'pat-7', 'pat-4', 'pat-26'])
      expect(await directory.mayOpen(maria, portal, '1', id), id).to.equal(false)
  })

  it('lists the same by the keys that the contacts give, where there are ten thousand patients', async () => {
    const { mapping, database } = await clinic()
    expect(await directoryOf({ mapping: large(mapping), database }).own(maria, '1')).to.deep.equal(family)
  })

  it('lists a patient who is nobody’s guardian alone', async () => {
    const { directory } = await clinic()
    expect(idsOf(await directory.own(patientPerson(['pat-1']), '1'))).to.deep.equal(['pat-1'])
    expect(idsOf(await directory.own(patientPerson(['pat-24']), '1'))).to.deep.equal(['pat-24'])
  })

  it('finds patients for staff by the words of a name, a birth date and a chart number', async () => {
    const { directory } = await clinic()
    const search = async (asked: Parameters<typeof directory.search>[2]) =>
      idsOf((await directory.search(doctor, '1', asked, 10)).patients)
    expect(await search({ name: 'delgado' })).to.have.members(['pat-23', 'pat-24', 'pat-25'])
    expect(await search({ name: 'lucas  DELG' })).to.deep.equal(['pat-24'])
    expect(await search({ name: 'Delgado, Sofia' })).to.deep.equal(['pat-25'])
    expect(await search({ name: 'delgado', birthDate: '1986-04-12' })).to.deep.equal(['pat-23'])
    expect(await search({ chart: '0000900025' })).to.deep.equal(['pat-25'])
    expect(await search({ name: 'lucas', chart: '0000900025' })).to.deep.equal([])
  })

  it('says that there are more than were asked for', async () => {
    const { directory } = await clinic()
    const two = await directory.search(doctor, '1', { name: 'delgado' }, 2)
    expect([two.patients.length, two.more]).to.deep.equal([2, true])
    const three = await directory.search(doctor, '1', { name: 'delgado' }, 3)
    expect([three.patients.length, three.more]).to.deep.equal([3, false])
  })

  it('opens to staff every chart of their organization that is in use, and no other', async () => {
    const { directory } = await clinic()
    const open = (id: string, organization = '1') => directory.mayOpen(doctor, sevocity, organization, id)
    for (const id of ['pat-1', 'pat-10', 'pat-24']) expect(await open(id), id).to.equal(true)
    for (const id of ['pat-2', 'pat-7', 'pat-9', 'pat-26', 'pat-999']) expect(await open(id), id).to.equal(false)
    expect(await open('pat-2', '2')).to.equal(false)
  })

  it('knows whose an encounter is', async () => {
    const { directory } = await clinic()
    expect(await directory.hasEncounter('1', 'pat-1', 'enc-1')).to.equal(true)
    expect(await directory.hasEncounter('1', 'pat-4', 'enc-1')).to.equal(false)
    expect(await directory.hasEncounter('2', 'pat-1', 'enc-1')).to.equal(false)
    expect(await directory.hasEncounter('1', 'pat-1', 'enc-999999')).to.equal(false)
  })
}
