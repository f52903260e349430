import { expect } from 'chai'
import type { ProfileElement } from '../../src/fhir/definition.ts'
import { isFilled, stepsOf } from '../../src/cli/coverage/path.ts'

describe('whether an element is filled', () => {
  const goal = { resourceType: 'Goal', startDate: '2025-11-03', target: [{ dueDate: '2026-05-03' }] }
  const cases: readonly (readonly [string, object, boolean])[] = [
    ['Goal.start', goal, true],
    ['Goal.target.due', goal, true],
    ['Goal.target.detail', goal, false],
    ['Observation.value', { resourceType: 'Observation', valueQuantity: { value: '1' } }, true],
    ['Observation.value', { resourceType: 'Observation', valueSet: 'x' }, false],
  ]
  for (const [path, resource, is] of cases)
    it(`${path} of ${Object.keys(resource).join(', ')}: ${is}`, () =>
      expect(isFilled(resource, stepsOf({ path } as ProfileElement, []))).to.equal(is))
})
