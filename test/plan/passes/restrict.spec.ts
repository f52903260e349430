import { expect } from 'chai'
import { Problem } from '../../../src/fhir/problem.ts'
import type { SourcePlan } from '../../../src/plan/model.ts'
import { planRead } from '../../../src/plan/read.ts'
import { planReferring, planTargets } from '../../../src/plan/include.ts'
import { compileRows } from '../../../src/query/rows.ts'
import { clinic, contextOf, patientCaller, plan, type Caller } from '../clinic.ts'

/** The WHERE with its values in place, short enough to state: what is asked of the rows, however the statement begins. */
function whereOf(source: SourcePlan): string {
  const { sql, bindings } = compileRows(source, [], 'postgres').query
  const where = / WHERE (.*) ORDER BY /.exec(sql.replace(/\(SELECT .* "portico_chart"/, ''))?.[1] ?? ''
  return where
    .replaceAll('"portico_patient"', 'patient')
    .replaceAll('"portico_survivor"', 'survivor')
    .replaceAll('"', '')
    .replace(/\$(\d+)/g, (_, ordinal: string) => bindings[Number(ordinal) - 1]?.value ?? '')
}

const wheres = (url: string, caller: Caller): readonly string[] => plan(url, caller).sources.map(whereOf)

function problemOf(run: () => unknown): Problem {
  try {
    run()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('nothing was refused')
}

const living = '(patient.REC_STAT IS NULL OR patient.REC_STAT <> D)'
const laboratory = 'Observation?category=laboratory'

const unmerged = '(patient.REC_STAT IS NULL OR patient.REC_STAT <> M)'
/** The survivor of a merged chart is there. */
const there = `(${unmerged} OR survivor.PAT_ID IS NOT NULL)`
/** Filed under the patient's chart, or under one that was merged into it. */
const filed = (key: number): string =>
  `((${unmerged} AND patient.PAT_ID = ${key}) OR (patient.REC_STAT = M AND survivor.PAT_ID = ${key}))`
/** The same of rows under the charts that the statement begins with. */
const charted = (key: number): string => `${there} AND (${unmerged} OR survivor.PAT_ID = ${key})`

describe('what a caller may see', () => {
  before(clinic)

  it('is the compartment of the one patient with patient scopes', () => {
    expect(wheres(laboratory, patientCaller)).to.deep.equal([`patient.ORG_ID = 1 AND ${charted(7)} AND ${living}`])
    expect(wheres('Patient', patientCaller)).to.deep.equal([
      'p.ORG_ID = 1 AND p.PAT_ID = 7 AND (p.REC_STAT IS NULL OR p.REC_STAT <> D)',
    ])
  })

  it('stays the compartment when another patient is asked for', () => {
    expect(wheres(`${laboratory}&patient=pat-8`, patientCaller)).to.deep.equal([])
    expect(wheres('Patient?_id=pat-8', patientCaller)).to.deep.equal([])
  })

  it('is the organization with user and system scopes, and nothing of them on the surface of patients', () => {
    const url = `${laboratory}&patient=pat-8`
    expect(wheres(url, { scope: 'user/Observation.rs' })).to.deep.equal([
      `patient.ORG_ID = 1 AND ${charted(8)} AND ${living}`,
    ])
    const there = { scope: 'user/Observation.rs', surface: 'patients' }
    expect(problemOf(() => plan(url, there)).code).to.equal('auth-scope')
    expect(wheres(url, { ...there, patient: 'pat-7' })).to.deep.equal([])
  })

  it('is nothing without a patient, and nothing for a patient of no source', () => {
    expect(problemOf(() => plan(laboratory, { scope: 'patient/*.rs', surface: 'patients' })).code).to.equal(
      'auth-scope',
    )
    expect(wheres(laboratory, { ...patientCaller, patient: 'prac-7' })).to.deep.equal([])
    expect(wheres(laboratory, { ...patientCaller, patient: 'pat-07' })).to.deep.equal([])
  })

  it('names type and interaction when a type is not granted', () => {
    const problem = problemOf(() => plan('Practitioner?name=x', { scope: 'system/Observation.rs' }))
    expect([problem.code, problem.status, problem.message]).to.deep.equal([
      'auth-scope',
      403,
      'No scope of the token allows to search Practitioner.',
    ])
    const context = contextOf({ scope: 'system/Practitioner.s' })
    expect(problemOf(() => planRead('Practitioner', 'prac-1', context)).message).to.equal(
      'No scope of the token allows to read Practitioner.',
    )
  })

  it('holds what is shared, of the organization, and never what is not for patients', () => {
    expect(wheres('Practitioner', patientCaller)).to.deep.equal(['p.ORG_ID = 1'])
    expect(wheres('Group', patientCaller)).to.deep.equal([])
    expect(wheres('Group', {})).to.deep.equal(['g.ORG_ID = 1'])
  })

  it('is no more than the arguments of a granular scope, whichever of several holds', () => {
    const category = 'http://terminology.hl7.org/CodeSystem/observation-category'
    const labs = { ...patientCaller, scope: `patient/Observation.rs?category=${category}|laboratory` }
    expect(plan('Observation', labs).sources.map(({ source }) => source.name)).to.deep.equal(['lab'])
    expect(plan('Observation?category=vital-signs', labs).sources).to.deep.equal([])
    const two = { ...labs, scope: `${labs.scope} patient/Observation.rs?code=http://loinc.org|8867-4` }
    expect(
      plan('Observation?category=vital-signs', two).sources.map(({ kinds }) => kinds.map(({ kind }) => kind.id)),
    ).to.deep.equal([['8867-4']])
  })

  it('is nothing by a granular scope whose argument cannot be asked', () => {
    expect(wheres(laboratory, { ...patientCaller, scope: 'patient/Observation.rs?nonsense=1' })).to.deep.equal([])
  })

  it('joins a compartment and an organization-wide argument by OR', () => {
    const scope = 'patient/Observation.rs user/Observation.rs?code=http://loinc.org|1-8'
    expect(wheres(`${laboratory}&_id=lab-3`, { scope, patient: 'pat-7' })).to.deep.equal([
      `patient.ORG_ID = 1 AND ${there} AND (${filed(7)} OR l.TST_CD = 1-8) AND l.LAB_ID = 3 AND ${living}`,
    ])
  })

  it('begins with the charts of the patients whose data is asked for, wherever they are filed', () => {
    const fromOf = (url: string, caller: Caller): string => {
      const [source] = plan(url, caller).sources
      return compileRows(source!, [], 'postgres').query.sql.replace(/^.*? FROM | INNER JOIN "PAT" .*$/g, '')
    }
    const charts = (keys: string): string =>
      `(SELECT "portico_patient"."PAT_ID" AS "k1" FROM "PAT" "portico_patient" WHERE "portico_patient"."ORG_ID" = $1 AND "portico_patient"."PAT_ID" ${keys} UNION SELECT`
    expect(fromOf(laboratory, patientCaller)).to.contain(charts('= $2'))
    expect(fromOf(`${laboratory}&patient=pat-3,pat-4`, {})).to.contain(charts('IN ($2, $3)'))
    expect(fromOf(`${laboratory}&_id=lab-3`, {})).to.equal('"LAB" "l"')
  })

  it('is asked for at the same cost, whoever is named beside', () => {
    const queries = (url: string) =>
      plan(url, patientCaller).sources.map((each) => compileRows(each, [], 'postgres').query)
    const own = queries(laboratory)
    expect(queries(`${laboratory}&patient=pat-7`)).to.deep.equal(own)
    expect(queries(`${laboratory}&patient=pat-7,pat-8`)).to.deep.equal(own)
  })

  it('confirms no id: what is out of reach is as little there as what never was', () => {
    const message = 'There is no such Patient, or none that the caller may see.'
    const context = contextOf(patientCaller)
    for (const id of ['pat-8', 'pat-007', 'pat-0', 'prac-7', 'nonsense']) {
      const problem = problemOf(() => planRead('Patient', id, context))
      expect([problem.code, problem.message], id).to.deep.equal(['plan-not-found', message])
    }
    expect(whereOf(planRead('Patient', 'pat-7', context).source)).to.contain('p.PAT_ID = 7')
  })

  it('reads the one kind that an id names', () => {
    const { source } = planRead('Observation', 'vit-12-9279-1', contextOf(patientCaller))
    expect(source.kinds.map(({ kind }) => kind.id)).to.deep.equal(['9279-1'])
    expect(whereOf(source)).to.equal(
      `v.VIT_ID = 12 AND patient.ORG_ID = 1 AND ${there} AND ${filed(7)} AND ${living} AND v.RESP <> 0`,
    )
  })

  it('plans what a grant may read of a source once, and each grant by itself', () => {
    const context = contextOf(patientCaller)
    const where = (id: string, asked = context): string => whereOf(planRead('Observation', id, asked).source)
    expect(where('vit-12-9279-1')).to.equal(where('vit-12-9279-1'))
    expect(where('vit-13-9279-1')).to.contain('v.VIT_ID = 13').and.to.contain(filed(7))
    expect(where('vit-13-9279-1', contextOf({ ...patientCaller, patient: 'pat-8' }))).to.contain(filed(8))
    expect(where('vit-13-9279-1', contextOf({ scope: 'system/*.rs' }))).not.to.contain('patient.PAT_ID')
  })

  it('restricts what is included like anything else', async () => {
    const mapping = await clinic()
    const asked = plan('Observation?_include=Observation:patient&_include=Observation:performer', patientCaller)
    expect(whereOf(planTargets(asked, mapping.byName.get('pat')!, [['7'], ['8']])!)).to.contain('p.PAT_ID = 7')
    expect(planTargets(asked, mapping.byName.get('pat')!, [['8']])).to.equal(undefined)
    const narrow = plan('Observation?_include=Observation:performer', {
      ...patientCaller,
      scope: 'patient/Observation.rs',
    })
    expect(planTargets(narrow, mapping.byName.get('prac')!, [['1']])).to.equal(undefined)
  })

  it('restricts what refers to the page, and reads it by the references', () => {
    const asked = plan('Patient?_id=pat-7&_revinclude=Observation:patient', patientCaller)
    const referring = planReferring(asked, asked.includes[0]!, ['pat-7', 'pat-8'])
    expect(referring.map(whereOf)[0]).to.equal(`patient.ORG_ID = 1 AND ${charted(7)} AND ${living}`)
    const narrow = plan('Patient?_id=pat-7&_revinclude=Observation:patient', {
      ...patientCaller,
      scope: 'patient/Patient.rs',
    })
    expect(planReferring(narrow, narrow.includes[0]!, ['pat-7'])).to.deep.equal([])
  })

  it('is nobody’s where rows of several organizations name none', async () => {
    const mapping = await clinic()
    const { tenant: _, ...source } = mapping.byName.get('pat')!
    const context = {
      ...contextOf(),
      mapping: { ...mapping, byType: new Map([['Patient', [source]]]), sources: [source] },
    }
    expect(problemOf(() => planRead('Patient', 'pat-7', context)).code).to.equal('plan-not-found')
  })
})
