import { expect } from 'chai'
import { toOutcome } from '../../src/fhir/outcome.ts'
import { Problem } from '../../src/fhir/problem.ts'

describe('toOutcome', () => {
  it('tells a refusal with its code, reason, way out and parameter', () => {
    const problem = new Problem('parse-value', 'No date.', { expression: ['birthdate'], hint: 'Write 2024-05-31.' })
    expect(toOutcome([problem])).to.deep.equal({
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: 'value',
          details: { coding: [{ system: 'urn:portico:problem', code: 'parse-value' }], text: 'No date.' },
          diagnostics: 'Write 2024-05-31.',
          expression: ['birthdate'],
        },
      ],
    })
  })
  it('warns of what is served all the same, and keeps the order', () => {
    const outcome = toOutcome([new Problem('write-value', 'a'), new Problem('app-internal', 'b')])
    expect(outcome.issue.map((each) => each.severity)).to.deep.equal(['warning', 'fatal'])
  })
})
