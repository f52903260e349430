/** A client that was registered before a type came to be served: what its wildcard is asked as, and what comes of the ticks. */
import { expect } from 'chai'
import { choicesOf, keysOf } from '../../../src/smart/scopes/choices.ts'
import { grantedScopes } from '../../../src/smart/scopes/granted.ts'
import { offer } from './sample.ts'

const client: ReadonlySet<string> = new Set(['patient/*.rs', 'patient/Patient.rs', 'patient/Condition.rs'])
const choose = (scopes: string) => choicesOf(scopes.split(' '), client, offer)

const grant = (scopes: string, unticked: readonly string[]) => {
  const ticked = new Set(keysOf(choose(scopes)).filter((key) => !unticked.includes(key)))
  return grantedScopes(scopes.split(' '), choose(scopes), ticked, client)
}

describe('the choices of a client that is not registered for each type', () => {
  it('stay one for each type that a client is registered for, beside those that came to be served since', () => {
    const [group] = choose('patient/*.rs offline_access').groups
    expect(group?.choices.map(({ type, rest }) => [type, rest])).to.deep.equal([
      ['Condition', undefined],
      ['Patient', undefined],
      ['*', ['AllergyIntolerance', 'Encounter', 'Observation']],
    ])
    expect(grant('patient/*.rs patient/Patient.rs', [])).to.deep.equal(['patient/*.rs', 'patient/Patient.rs'])
    // The others can only be given together with all.
    for (const left of ['patient/*', 'patient/Condition']) {
      const expected = ['patient/Condition.rs', 'patient/Patient.rs'].filter((each) => !each.startsWith(`${left}.`))
      expect(grant('patient/*.rs', [left]), left).to.deep.equal(expected)
    }
    expect(grant('patient/*.rs', ['patient/*', 'patient/Condition', 'patient/Patient'])).to.deep.equal([])
  })
})
