/** Which of the asked scopes may be granted, and how they are spelled then. */
import { expect } from 'chai'
import { resolveScopes } from '../../../src/smart/scopes/resolve.ts'
import { observation, offer, registered } from './sample.ts'

const laboratory = `patient/Observation.rs?category=${observation}|laboratory`

const resolve = (asked: string, ...scopes: readonly string[]) =>
  resolveScopes(asked, scopes.length === 0 ? registered : new Set(scopes), offer)

const table: readonly (readonly [title: string, asked: string, expected: string])[] = [
  [
    'keeps the order of the request',
    'patient/Patient.rs openid launch/patient',
    'patient/Patient.rs openid launch/patient',
  ],
  ['says each scope once', 'openid patient/Patient.rs openid patient/Patient.rs', 'openid patient/Patient.rs'],
  [
    'leaves out what it does not know',
    'openid profile email portico/launch nonsense patient/ patient/Patient.',
    'openid',
  ],
  ['is not upset by blanks', '  openid   fhirUser ', 'openid fhirUser'],
  ['keeps both versions as they were asked', 'patient/Patient.read user/*.rs', 'patient/Patient.read user/*.rs'],
  ['reduces all rights to reading', 'patient/Patient.cruds user/*.*', 'patient/Patient.rs user/*.read'],
  ['keeps the letters that read', 'patient/Patient.crud user/Patient.us', 'patient/Patient.r user/Patient.s'],
  ['leaves out what would only write', 'patient/Patient.write patient/Patient.cud user/*.write', ''],
  ['takes the letters in their order alone', 'patient/Patient.sr patient/Patient.rr', ''],
  ['leaves out types that are not served', 'patient/Coverage.rs patient/Patient.rs', 'patient/Patient.rs'],
  ['leaves out contexts that are not offered', 'system/Patient.rs system/*.read', ''],
  ['keeps a granular scope', laboratory, laboratory],
  [
    'decodes a granular scope',
    `patient/Observation.rs?category=${encodeURIComponent(`${observation}|laboratory`)}`,
    laboratory,
  ],
  ['leaves out a granular scope that is not registered', `patient/Observation.rs?category=laboratory`, ''],
  ['leaves out a granular scope of several arguments', `${laboratory}&status=final`, ''],
  ['leaves out arguments of version 1, which has none', laboratory.replace('.rs?', '.read?'), ''],
  ['leaves out a wildcard with arguments', laboratory.replace('Observation', '*'), ''],
  [
    'leaves out an argument that hides another',
    `patient/Observation.rs?category=x%26category=${observation}|laboratory`,
    '',
  ],
  ['leaves out malformed arguments', 'patient/Observation.rs?category=%E0%A4 patient/Observation.rs?', ''],
  ['leaves out what tries to break out of the list', 'patient/Patient.rs"\tuser/*.rs openid\nuser/*.rs', ''],
]

describe('the scopes that may be granted', () => {
  for (const [title, asked, expected] of table) {
    it(title, () => {
      expect(resolve(asked).join(' ')).to.equal(expected)
    })
  }

  it('are no scopes of users where the surface is for patients', () => {
    const patients = { ...offer, contexts: ['patient'] as const }
    expect(resolveScopes('user/*.rs patient/Patient.rs', registered, patients)).to.deep.equal(['patient/Patient.rs'])
  })

  it('have openid even of a client that is registered for nothing', () => {
    const asked = 'openid fhirUser launch offline_access online_access patient/*.rs'
    expect(resolveScopes(asked, new Set(), offer)).to.deep.equal(['openid'])
  })

  it('are spelled as the client is registered', () => {
    expect(resolve('patient/Patient.rs', 'patient/Patient.read')).to.deep.equal(['patient/Patient.read'])
    expect(resolve('patient/Patient.read', 'patient/Patient.rs')).to.deep.equal(['patient/Patient.rs'])
    expect(resolve('patient/Patient.*', 'patient/Patient.rs')).to.deep.equal(['patient/Patient.rs'])
    const letters = ['patient/Patient.r', 'patient/Patient.s']
    expect(resolve('patient/Patient.read', ...letters)).to.deep.equal(letters)
  })

  it('are never wider than asked because the client is registered for more', () => {
    expect(resolve('patient/Patient.r', 'patient/Patient.rs', 'patient/*.r', 'user/Patient.r')).to.deep.equal([])
    expect(resolve(laboratory, 'patient/Observation.rs')).to.deep.equal([])
  })

  it('never allow writing, even of a client that is registered for it', () => {
    expect(resolve('patient/Patient.cruds user/*.*', 'patient/Patient.cruds', 'user/*.*')).to.deep.equal([])
  })

  it('name the registered types where a wildcard is not registered', () => {
    const types = ['patient/Patient.rs', 'patient/Condition.rs']
    expect(resolve('patient/*.rs', ...types, 'patient/Encounter.r')).to.have.members([...types, 'patient/Encounter.r'])
  })

  it('have several arguments where just that is registered', () => {
    const scope = `${laboratory}&status=final`
    expect(resolve(scope, scope)).to.deep.equal([scope])
    expect(resolve(scope.replace('&status=final', '%26status=final'), scope)).to.deep.equal([])
  })

  it('have operations where just those are registered', () => {
    const system = { contexts: ['system'] as const, types: offer.types }
    const operations = ['system/*.$export', 'system/Group.$export', 'system/*.$bulkdata-status']
    const asked = [...operations, 'system/Coverage.$export', 'system/Patient.$everything', 'patient/Patient.$export']
    expect(resolveScopes(asked.join(' '), new Set(asked.slice(0, 4)), system)).to.deep.equal(operations)
    expect(
      resolve('patient/Encounter.$docref patient/*.$docref', 'patient/Encounter.$docref', 'patient/*.$docref'),
    ).to.deep.equal(['patient/Encounter.$docref'])
  })
})
