import { expect } from 'chai'
import { Problem } from '../../../src/fhir/problem.ts'
import { checkBudget } from '../../../src/plan/passes/budget.ts'
import { clinic, plan } from '../clinic.ts'

const many = (count: number, value: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => value(index)).join(',')

const refusal = (url: string): Problem => {
  try {
    plan(url)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error(`${url.slice(0, 40)} was not refused`)
}

describe('the budget of a search', () => {
  before(clinic)

  it('takes 500 values in all, of one parameter or of several', () => {
    expect(plan(`Patient?_id=${many(500, (index) => `pat-${index}`)}`).sources).to.have.length(1)
    const message = 'The search has 501 values; at most 500 are answered at once.'
    expect(refusal(`Patient?_id=${many(501, (index) => `pat-${index}`)}`)).to.include({
      code: 'plan-too-many-values',
      message,
    })
    const two = `Patient?_id=${many(351, (index) => `pat-${index}`)}&family=${many(150, (index) => `a${index}`)}`
    expect(refusal(two).message).to.equal(message)
  })

  it('takes 30 that are compared', () => {
    const dates = (count: number): string => many(count, (index) => `${1950 + index}`)
    expect(plan(`Patient?_id=pat-7&birthdate=${dates(30)}`).sources).to.have.length(1)
    const problem = refusal(`Patient?_id=pat-7&birthdate=${dates(31)}`)
    expect(problem.code).to.equal('plan-too-many-values')
    expect(problem.message).to.equal('The search has 31 dates, numbers or quantities; at most 30 are answered at once.')
    expect(problem.details.expression).to.deep.equal(['birthdate'])
  })

  it('takes fewer that are compared of a type that many sources give', () => {
    const parameters = new Map([['Provenance', new Map([['recorded', { type: 'date', hits: new Map() }]])]])
    const byType = new Map([['Provenance', Array.from({ length: 24 }, () => ({}))]])
    const ask = (count: number) => (): void => {
      const values = Array.from({ length: count }, (_, at) => `${2000 + at}`)
      const request = { type: 'Provenance', parameters: [{ name: 'recorded', values }] }
      checkBudget(request as never, { mapping: { parameters, byType } } as never)
    }
    expect(ask(20)).not.to.throw()
    const message = 'The search has 21 dates, numbers or quantities; at most 20 are answered at once.'
    expect(ask(21)).to.throw(Problem, message).with.property('code', 'plan-too-many-values')
  })

  it('takes fewer texts of a parameter that is many elements', () => {
    const hits = new Map([[{}, Array.from({ length: 20 }, () => ({}))]])
    const parameters = new Map([['Observation', new Map([['value-string', { type: 'string', hits }]])]])
    const ask = (count: number) => (): void => {
      const values = Array.from({ length: count }, (_, at) => `a${at}`)
      const request = { type: 'Observation', parameters: [{ name: 'value-string', values }] }
      checkBudget(request as never, { mapping: { parameters, byType: new Map() } } as never)
    }
    expect(ask(75)).not.to.throw()
    const message =
      'The search has 76 texts to look for, 1520 with each in all of its elements; at most 1500 are answered at once.'
    expect(ask(76)).to.throw(Problem, message).with.property('code', 'plan-too-many-values')
    expect(plan(`Patient?family=${many(500, (index) => `a${index}`)}`).sources).to.have.length(1)
  })

  it('is held before a value is read', () => {
    expect(refusal(`Patient?birthdate=${many(31, () => 'nonsense')}`).code).to.equal('plan-too-many-values')
  })
})
