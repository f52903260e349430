/** What a client bound to groups sees, held against the compartments of the groups' members: a suite over a clinic. */
import { expect } from 'chai'
import { parseScopes } from '../../../src/auth/scope.ts'
import { Problem } from '../../../src/fhir/problem.ts'
import { always } from '../../../src/mapping/cond.ts'
import type { Source } from '../../../src/mapping/model.ts'
import { parseSearch } from '../../../src/parse/search.ts'
import type { Context } from '../../../src/plan/model.ts'
import { planRead } from '../../../src/plan/read.ts'
import { isSearched } from '../../../src/plan/question/offered.ts'
import { planSearch } from '../../../src/plan/search.ts'
import { compileTable } from '../../../src/query/table.ts'
import { readAllRows } from '../../../src/search/read-rows.ts'
import { runRead } from '../../../src/search/run-read.ts'
import { runSearch } from '../../../src/search/run-search.ts'
import { amongPatients, asPatient, openDesk } from '../../../src/smart/patients/desk.ts'
import { doctor, maria, partsOf, patientPerson, portal, sevocity, type Clinic } from './clinic.ts'

interface Bundle {
  readonly total?: number
  readonly entry?: readonly {
    readonly resource: { readonly resourceType: string; readonly id: string }
    readonly search?: { readonly mode?: string }
  }[]
  readonly link: readonly { readonly relation: string; readonly url: string }[]
}

async function page({ database }: Clinic, context: Context, type: string, query: string): Promise<Bundle> {
  let text = ''
  for await (const piece of runSearch(planSearch(parseSearch({ type, query }), context), database)) text += piece
  return JSON.parse(text) as Bundle
}

const idsIn = ({ entry = [] }: Bundle): readonly string[] =>
  entry
    .filter(({ search }) => search?.mode !== 'outcome')
    .map(({ resource }) => `${resource.resourceType}/${resource.id}`)

async function pages(clinic: Clinic, context: Context, type: string, query = ''): Promise<readonly Bundle[]> {
  const all: Bundle[] = []
  let next: string | undefined = `${query}&_count=200`
  while (next !== undefined) {
    const bundle: Bundle = await page(clinic, context, type, next)
    all.push(bundle)
    const url = bundle.link.find(({ relation }) => relation === 'next')?.url
    next = url === undefined ? undefined : new URL(url).search.slice(1)
  }
  return all
}

/** Of all pages. */
const search = async (...asked: Parameters<typeof pages>): Promise<readonly string[]> =>
  (await pages(...asked)).flatMap(idsIn)

/** Whole resources, by their names. */
async function resources(...asked: Parameters<typeof pages>): Promise<ReadonlyMap<string, object>> {
  const entries = (await pages(...asked)).flatMap(({ entry = [] }) => entry)
  const matches = entries.filter(({ search }) => search?.mode === 'match')
  return new Map(matches.map(({ resource }) => [`${resource.resourceType}/${resource.id}`, resource]))
}

const isShared = ({ root }: Source): boolean => root.kind === 'shared'

/** Now, for who was taken off a list years ago, and for whose time on it ends in the next century. */
const isOn = (removed: string | null): boolean => {
  const day = (removed ?? '').trim()
  return day === '' || day > new Date().toISOString().slice(0, 10).replaceAll('-', '')
}

/** Of organization 1, as the table has them, whoever they are. */
async function listedIn({ mapping, database }: Clinic, codes: readonly string[]): Promise<readonly string[]> {
  const [member] = mapping.sources.flatMap(({ members = [] }) => members)
  const rows = member!.rows!
  const column = (name: string) => ({ ...member!.column, name })
  const columns = ['ORG_ID', 'LIST_CD', 'PAT_ID', 'RMV_DT'].map(column)
  const query = compileTable({ table: rows.table, columns, where: always }, database.dialect)
  const all = await readAllRows(database, query)
  const meant = all.filter(
    ([org, code, , removed = null]) => String(org) === '1' && codes.includes(String(code).trim()) && isOn(removed),
  )
  return [...new Set(meant.map(([, , patient]) => `pat-${String(patient)}`))]
}

export function describeGroups(open: () => Promise<Clinic>): void {
  const bound = (clinic: Clinic, groups: readonly string[] | undefined, scope = 'user/*.rs'): Context => {
    const context = amongPatients(openDesk({ ...partsOf(clinic), ...(groups && { groups }) }, 'app'), '1')!
    return { ...context, grant: { ...context.grant, rules: parseScopes(scope) } }
  }

  /** What is in the compartments of these patients, and what is nobody's. */
  const compartments = async (clinic: Clinic, patients: readonly string[], type: string) => {
    const ids = patients.map((id) => search(clinic, asPatient(openDesk(partsOf(clinic), 'app'), '1', id)!, type))
    return new Set((await Promise.all(ids)).flat())
  }

  for (const groups of [['DIABREG'], ['PEDREG', 'DIABREG'], ['PCP00001']])
    it(`shows a client bound to ${groups.join(' and ')} what is its members’, of each type, and counts no more`, async () => {
      const clinic = await open()
      const listed = await listedIn(clinic, groups)
      expect(listed.length, 'members').to.be.greaterThan(1)
      for (const type of [...clinic.mapping.byType.keys()].filter(isSearched)) {
        const expected = await compartments(clinic, listed, type)
        const seen = await resources(clinic, bound(clinic, groups), type)
        expect([...seen.keys()].sort(), type).to.deep.equal([...expected].sort())
        const whole = await resources(clinic, bound(clinic, undefined), type)
        for (const [name, resource] of seen) expect(resource, name).to.deep.equal(whole.get(name))
        const { total } = await page(clinic, bound(clinic, groups), type, '_summary=count')
        expect(total, `${type} in all`).to.equal(expected.size)
      }
    })

  it('takes no one for a member who was taken off, is another organization’s, or whose chart was merged away', async () => {
    const clinic = await open()
    const seen = await search(clinic, bound(clinic, ['DIABREG']), 'Patient')
    expect(seen).to.include.members(['Patient/pat-1', 'Patient/pat-23', 'Patient/pat-24'])
    for (const id of ['pat-4', 'pat-3', 'pat-2', 'pat-25', 'pat-26']) expect(seen, id).not.to.include(`Patient/${id}`)
  })

  it('shows what was filed under a chart that was merged away to who may see the survivor’s', async () => {
    const clinic = await open()
    expect(await search(clinic, bound(clinic, ['DIABREG']), 'Encounter')).to.include('Encounter/enc-933')
    expect(await search(clinic, bound(clinic, ['PCP00001']), 'Encounter')).not.to.include('Encounter/enc-933')
  })

  it('shows nobody’s data to a client whose groups are empty, unknown, or none', async () => {
    const clinic = await open()
    for (const groups of [[], ['NOSUCH'], [''], ["DIABREG' OR '1'='1"], ['%'], ['DIAB']])
      for (const [type, sources] of clinic.mapping.byType) {
        if (!isSearched(type)) continue
        const seen = await search(clinic, bound(clinic, groups), type)
        if (!sources.some(isShared)) expect(seen, `${type} of ${JSON.stringify(groups)}`).to.deep.equal([])
      }
  })

  it('shows nothing where the mapping does not say who is in a group', async () => {
    const clinic = await open()
    const bare = (source: Source): Source => {
      const { members: _, root, ...rest } = source
      if (root.kind !== 'reference') return { ...rest, root }
      const { members: __, merge, ...own } = root
      const { members: ___, ...merged } = merge ?? {}
      return { ...rest, root: { ...own, ...(merge && { merge: merged as typeof merge }) } }
    }
    const sources = clinic.mapping.sources.map(bare)
    const byType = new Map(
      [...clinic.mapping.byType.keys()].map((type) => [type, sources.filter(({ resource }) => resource === type)]),
    )
    const mapping = { ...clinic.mapping, sources, byType, byName: new Map(sources.map((each) => [each.name, each])) }
    for (const type of ['Patient', 'Encounter', 'Observation'])
      expect(await search(clinic, { ...bound(clinic, ['DIABREG']), mapping }, type)).to.deep.equal([])
  })

  it('reads what is its members’, and finds nothing else', async () => {
    const clinic = await open()
    const context = bound(clinic, ['PEDREG', 'DIABREG'])
    const read = async (name: string): Promise<boolean> => {
      const [type = '', id = ''] = name.split('/')
      try {
        return (await runRead(planRead(type, id, context), clinic.database)) !== undefined
      } catch (error) {
        if (error instanceof Problem && error.code === 'plan-not-found') return false
        throw error
      }
    }
    for (const type of ['Patient', 'Encounter', 'Condition']) {
      const seen = new Set(await search(clinic, context, type))
      for (const each of await search(clinic, bound(clinic, undefined), type))
        expect(await read(each), each).to.equal(seen.has(each))
    }
  })

  it('includes no one else, forwards and backwards, and finds no one by a parameter', async () => {
    const clinic = await open()
    const context = bound(clinic, ['DIABREG'])
    const members = new Set(await search(clinic, context, 'Patient'))
    const visits = new Set(await search(clinic, context, 'Encounter'))
    const forwards = await search(clinic, context, 'Encounter', '_include=Encounter:subject')
    expect(forwards.filter((each) => each.startsWith('Patient/')).every((each) => members.has(each))).to.equal(true)
    const backwards = await search(clinic, context, 'Patient', '_revinclude=Encounter:patient')
    expect(backwards.filter((each) => each.startsWith('Encounter/')).sort()).to.deep.equal([...visits].sort())
    for (const query of ['patient=pat-25', 'patient=pat-4', '_id=enc-932'])
      expect(await search(clinic, context, 'Encounter', query), query).to.deep.equal([])
    expect(await search(clinic, context, 'Patient', '_id=pat-25,pat-24')).to.deep.equal(['Patient/pat-24'])
  })

  it('binds the scopes of one patient too', async () => {
    const clinic = await open()
    const of = (patient: string): Context => {
      const context = bound(clinic, ['PEDREG'], 'patient/*.rs')
      return { ...context, grant: { ...context.grant, reach: 'patient', patient } }
    }
    expect(await search(clinic, of('pat-25'), 'Patient')).to.deep.equal(['Patient/pat-25'])
    expect(await search(clinic, of('pat-24'), 'Patient')).to.deep.equal([])
  })

  it('lets a person choose among the members whose charts they may open, whether they are members themselves or not', async () => {
    const { directory } = await open()
    const within = (groups: readonly string[] | undefined) => directory.within(groups)
    const own = async (groups: readonly string[] | undefined) =>
      (await within(groups).own(maria, '1')).map(({ id }) => id)
    expect(await own(undefined)).to.deep.equal(['pat-23', 'pat-24', 'pat-25'])
    expect(await own(['DIABREG'])).to.deep.equal(['pat-23', 'pat-24'])
    expect(await own(['PEDREG'])).to.deep.equal(['pat-25'])
    expect(await own([])).to.deep.equal([])
    expect(await within(['PEDREG']).mayOpen(maria, portal, '1', 'pat-25')).to.equal(true)
    for (const id of ['pat-23', 'pat-24'])
      expect(await within(['PEDREG']).mayOpen(maria, portal, '1', id)).to.equal(false)
    expect(await within(['DIABREG']).mayOpen(patientPerson(['pat-4']), portal, '1', 'pat-4')).to.equal(false)
  })

  it('lets staff find, open and be launched with members alone', async () => {
    const directory = (await open()).directory.within(['PEDREG'])
    const found = await directory.search(doctor, '1', { name: 'delgado' }, 10)
    expect(found.patients.map(({ id }) => id)).to.deep.equal(['pat-25'])
    expect(await directory.mayOpen(doctor, sevocity, '1', 'pat-25')).to.equal(true)
    expect(await directory.mayOpen(doctor, sevocity, '1', 'pat-24')).to.equal(false)
    expect(await directory.find('1', 'pat-24')).to.equal(undefined)
    expect(await directory.hasEncounter('1', 'pat-25', 'enc-932')).to.equal(true)
    expect(await directory.hasEncounter('1', 'pat-24', 'enc-931')).to.equal(false)
  })
}
