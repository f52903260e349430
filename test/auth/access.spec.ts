/** How far the scopes of a grant reach, by what its surface allows. */
import { expect } from 'chai'
import { access, allowsOperation, type Interaction } from '../../src/auth/access.ts'
import type { Grant } from '../../src/auth/grant.ts'
import { parseScopes } from '../../src/auth/scope.ts'

const grant = (surface: string, scope: string, patient?: string): Grant => ({
  surface,
  reach: surface === 'sevocity' ? 'organization' : 'patient',
  organization: '1',
  subject: 'someone',
  client: 'demo-app',
  rules: parseScopes(scope),
  expires: 0,
  ...(patient !== undefined && { patient }),
})

/** The contexts of the rules on each side, which is enough to tell them apart here. */
const reach = (of: Grant, type = 'Condition', interaction: Interaction = 'read') => {
  const { patient, other } = access(of, type, interaction)
  return [patient.map((rule) => rule.context), other.map((rule) => rule.context)]
}

describe('access', () => {
  it('lets user and system scopes of the staff reach the organization, patient scopes the launch patient', () => {
    const all = grant('sevocity', 'user/*.rs system/*.rs patient/*.rs', 'pat-1')
    expect(reach(all)).to.deep.equal([['patient'], ['user', 'system']])
  })

  it('confines every scope on any other surface to the compartment of the launch patient', () => {
    for (const surface of ['patients', 'another']) {
      const all = grant(surface, 'user/*.rs system/*.rs patient/*.rs', 'pat-1')
      expect(reach(all)).to.deep.equal([['user', 'system', 'patient'], []])
    }
  })

  it('grants nothing to patient scopes without a launch patient', () => {
    expect(reach(grant('sevocity', 'patient/*.rs user/Patient.rs'))).to.deep.equal([[], []])
    expect(reach(grant('patients', 'patient/*.rs user/*.rs system/*.rs'))).to.deep.equal([[], []])
  })

  it('tells types and interactions apart', () => {
    const some = grant('sevocity', 'user/Condition.r user/Patient.s user/Encounter.read')
    expect(reach(some, 'Condition', 'read')).to.deep.equal([[], ['user']])
    expect(reach(some, 'Condition', 'search')).to.deep.equal([[], []])
    expect(reach(some, 'Patient', 'search')).to.deep.equal([[], ['user']])
    expect(reach(some, 'Encounter', 'search')).to.deep.equal([[], ['user']])
    expect(reach(some, 'Observation', 'read')).to.deep.equal([[], []])
  })

  it('allows by an operation scope the operation, of that type, and no read or search', () => {
    const some = grant('sevocity', 'system/Group.$export user/DocumentReference.$docref')
    expect(allowsOperation(some, 'Group', 'export')).to.equal(true)
    expect(allowsOperation(some, 'DocumentReference', 'docref')).to.equal(true)
    expect(allowsOperation(some, 'DocumentReference', 'export')).to.equal(false)
    expect(allowsOperation(some, 'Patient', 'export')).to.equal(false)
    for (const interaction of ['read', 'search'] as const) {
      expect(reach(some, 'Group', interaction)).to.deep.equal([[], []])
    }
  })

  it('allows an operation on the whole base by a scope for every type alone', () => {
    expect(allowsOperation(grant('sevocity', 'system/*.$export'), '*', 'export')).to.equal(true)
    expect(allowsOperation(grant('sevocity', 'system/*.$export'), 'Group', 'export')).to.equal(true)
    expect(allowsOperation(grant('sevocity', 'system/Group.$export'), '*', 'export')).to.equal(false)
  })

  it('allows no operation by scopes for reading and searching', () => {
    const all = grant('sevocity', 'system/*.cruds system/*.* user/*.rs patient/*.read', 'pat-1')
    expect(allowsOperation(all, 'Group', 'export')).to.equal(false)
  })

  it('confines operations as it does all else', () => {
    const docref = 'patient/DocumentReference.$docref system/*.$docref'
    const of = (one: Grant) => reach(one, 'DocumentReference', '$docref')
    expect(of(grant('sevocity', docref, 'pat-1'))).to.deep.equal([['patient'], ['system']])
    expect(of(grant('patients', docref, 'pat-1'))).to.deep.equal([['patient', 'system'], []])
    expect(allowsOperation(grant('patients', docref), 'DocumentReference', 'docref')).to.equal(false)
  })
})
