import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import { planReferring } from '../../src/plan/include.ts'
import { clinic, contextOf, now, patientCaller, plan } from './clinic.ts'

function refusal(url: string, prefer?: string): readonly unknown[] {
  try {
    plan(url, {}, prefer)
  } catch (error) {
    if (error instanceof Problem) {
      const { hint, operator } = error.details
      return [error.code, error.message, hint, ...(operator === undefined ? [] : [operator])]
    }
    throw error
  }
  return []
}

describe('planning a search', () => {
  before(clinic)

  it('refuses a type that nothing gives', () => {
    expect(refusal('Observaton?code=x')).to.deep.equal([
      'plan-type-unknown',
      'There is no Observaton here.',
      'Did you mean Observation?',
    ])
  })

  it('refuses an unknown parameter by name when handling is strict', () => {
    const [code, message, hint] = refusal('Patient?famly=x')
    expect([code, message]).to.deep.equal(['plan-parameter-unknown', 'Patient has no search parameter famly.'])
    expect(hint).to.match(/^Did you mean family\? Patient offers _id, _lastUpdated, birthdate, family,/)
  })

  it('refuses a parameter that no source maps, in other words', () => {
    expect(refusal('Patient?language=en').slice(0, 2)).to.deep.equal([
      'plan-parameter-not-mapped',
      'No source of Patient maps what language looks at.',
    ])
  })

  it('leaves them out with a warning, and out of the self link, when handling is lenient', () => {
    const { warnings, self } = plan('Patient?famly=x&_id=pat-1&_sort=foo&_include=Patient:foo', {}, 'handling=lenient')
    expect(self).to.equal('http://fhir.test/1/Patient?_id=pat-1')
    expect(warnings).to.deep.equal([
      'Patient has no search parameter famly. It was left out.',
      'Patient cannot be sorted by foo. It was left out.',
      'There is no _include=Patient:foo. It was left out.',
    ])
  })

  it('refuses modifiers that a type of parameter does not have, lenient or not', () => {
    const expected = [
      'plan-modifier-unsupported',
      'The modifier :exact is not offered on gender.',
      'gender takes :missing, :not.',
    ]
    expect(refusal('Patient?gender:exact=x')).to.deep.equal(expected)
    expect(refusal('Patient?gender:exact=x', 'handling=lenient')).to.deep.equal(expected)
    expect(refusal('Observation?patient:Practitioner=x')[0]).to.equal('plan-modifier-unsupported')
    expect(refusal('Patient?gender:missing=maybe').slice(0, 2)).to.deep.equal([
      'plan-value',
      'The value of gender:missing is true or false.',
    ])
  })

  it('refuses what cannot be sorted by or included', () => {
    expect(refusal('Patient?_id=pat-1&_sort=nam')[0]).to.equal('plan-sort-unsupported')
    expect(refusal('Observation?patient=pat-1&_include=Observation:performr')).to.deep.equal([
      'plan-include-unknown',
      'There is no _include=Observation:performr.',
      'Did you mean Observation:performer? Observation has Observation:patient, Observation:performer, Observation:subject.',
    ])
  })

  it('prunes by constants, by ids of other sources and by what is not mapped, and says why', () => {
    const { pruned } = plan('Observation?category=vital-signs&performer=prac-1&patient=pat-1')
    expect(pruned.map(({ source, reason }) => [source.name, reason])).to.deep.equal([
      ['lab', 'category can never be so here'],
      ['vit', 'performer is not mapped here'],
    ])
    expect(plan('Observation?_id=vit-3-8867-4').pruned.map(({ source }) => source.name)).to.deep.equal(['lab'])
  })

  it('keeps what does not map a parameter when its absence is asked for', () => {
    expect(
      plan('Observation?performer:missing=true&patient=pat-1').sources.map(({ source }) => source.name),
    ).to.deep.equal(['lab', 'vit'])
    expect(
      plan('Observation?code:not=8867-4&patient=pat-1&category=vital-signs').sources[0]!.kinds.map(
        ({ kind }) => kind.id,
      ),
    ).to.deep.equal(['9279-1'])
  })

  it('checks on the row only where SQL merely bounds the answer', () => {
    const isChecked = (url: string): readonly boolean[] =>
      plan(url).sources.flatMap(({ kinds }) => kinds.map(({ check }) => check !== undefined))
    expect(isChecked('Observation?patient=pat-1&category=laboratory&value-quantity=5')).to.deep.equal([false])
    expect(isChecked('Patient?birthdate=2020')).to.deep.equal([true])
  })

  it('says where each part was read from', () => {
    const [lab] = plan('Observation?patient=pat-1&category=laboratory').sources
    expect(lab!.trace.map(({ parameter, at }) => `${parameter} ${at}`)).to.deep.equal([
      'patient observation.yaml:5',
      'category observation.yaml:8',
    ])
  })

  it('bounds the page, counts only when asked, and reads what a summary needs', () => {
    expect([plan('Patient?_id=pat-1').count, plan('Patient?_id=pat-1&_count=9999').count]).to.deep.equal([50, 500])
    expect([plan('Patient?_id=pat-1').total, plan('Patient?_id=pat-1&_total=accurate').total]).to.deep.equal([
      'none',
      'accurate',
    ])
    expect(plan('Patient?_id=pat-1&_summary=count').countOnly).to.equal(true)
    expect(plan('Patient?_id=pat-1&_elements=name').elements).to.deep.equal(['id', 'meta', 'name'])
    expect(plan('Patient?_id=pat-1&_summary=true').elements)
      .to.include.members(['id', 'meta', 'name', 'birthDate'])
      .and.not.include('photo')
    expect(refusal('Patient?_id=pat-1&_elements=nam').slice(0, 2)).to.deep.equal([
      'plan-value',
      'Patient has no element nam.',
    ])
  })

  describe('drives every statement', () => {
    const drivers = (url: string): readonly string[] =>
      plan(url).sources.map(({ driver }) => `${driver.by}: ${driver.text}`)

    it('by the patient, an id, an index, the tenant and the next column of one, or a small table', () => {
      expect(drivers('Observation?patient=pat-1')).to.deep.equal([
        "patient: the patient's key LAB.PAT_ID",
        "patient: the patient's key VIT.PAT_ID",
      ])
      expect(drivers('Observation?_id=lab-1')).to.deep.equal(['id: the key LAB.LAB_ID'])
      expect(drivers('Patient?birthdate=1980')).to.deep.equal(['index: an index over PAT.DOB'])
      expect(drivers('Patient?identifier=77')).to.deep.equal(['index: an index over PAT.CHART_NO'])
      expect(drivers('Practitioner?name=x')).to.deep.equal(['scan: all 300 rows of PROV'])
    })

    it('by every branch of an OR, child rows included', () => {
      expect(drivers('Patient?family=doe')).to.deep.equal(['index: keys found in PAT and PAT_NAME'])
      expect(refusal('Patient?name=doe')[0]).to.equal('plan-needs-driver')
    })

    it('by keys from several tables, unless few rows are found without them', () => {
      const [found] = plan('Patient?family=doe').sources
      expect(found?.seeks?.seeks.map(({ kind }) => kind)).to.deep.equal(['own', 'child'])
      expect(plan('Patient?family=doe&birthdate=1980').sources[0]?.seeks).to.equal(undefined)
      expect(plan('Patient?family=doe&_id=pat-1').sources[0]?.seeks).to.equal(undefined)
      expect(plan('Patient?family:exact=Doe').sources[0]?.seeks?.seeks).to.have.length(2)
    })

    it('by no child table that is read through, and no small table of its own', () => {
      const rows = (name: string, count: number) => {
        const { mapping } = contextOf()
        return {
          ...mapping,
          tables: new Map([...mapping.tables, [name, { ...mapping.tables.get(name)!, rows: count }]]),
        }
      }
      const refused = () => plan('Patient?family=doe', { mapping: rows('PAT_NAME', 1001) })
      expect(refused).to.throw(Problem).with.property('code', 'plan-needs-driver')
      expect(plan('Patient?family=doe', { mapping: rows('PAT', 1000) }).sources[0]?.seeks).to.equal(undefined)
    })

    it('or refuses it with what to add', () => {
      expect(refusal('Observation?code=8867-4')).to.deep.equal([
        'plan-needs-driver',
        'Observation?code alone would look at too many records. Add patient or _id.',
        'Add patient or _id.',
        'It would read LAB (600,000 rows): no index serves it (observation.yaml:1).',
      ])
      expect(refusal('Patient?gender=female')[1]).to.match(
        /^Patient\?gender alone would look at too many records\. Add _id, .*birthdate.*\.$/,
      )
      expect(refusal('Observation?patient:not=pat-1')[0]).to.equal('plan-modifier-unsupported')
      expect(refusal('Observation?code:not=1-8&category=laboratory')[0]).to.equal('plan-needs-driver')
    })
  })

  it('pins the present for a search, in the zone of the organization', () => {
    expect(plan('Observation', patientCaller).facts.now).to.equal(now)
  })

  it('reads what refers to charts that were merged into patients of the page', () => {
    const page = plan('Patient?_id=pat-7&_revinclude=Observation:patient')
    const charts = planReferring(page, page.includes[0]!, ['pat-7']).map((each) => JSON.stringify(each.charts))
    expect(charts).to.have.length(2)
    for (const each of charts) expect(each).to.match(/"name":"MRG_TO".*"test":\{"is":"in","values":\["7"\]/)
  })
})
