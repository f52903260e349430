/** What the steps on scopes let pass, and what they do not: 1.4.08, 1.7.01, 2.2.09, 3.4.10, 9.9.11, 9.14, 9.15. */
import { expect } from 'chai'
import { checkLimited, checkPatientScope, checkUnrestricted } from '../../src/cli/certify/scopes/granted.ts'
import { checkGranularGrant, checkSelection } from '../../src/cli/certify/scopes/granular.ts'
import { checkScopes, type ScopeRules } from '../../src/cli/certify/scopes/received.ts'
import { parseResourceScope } from '../../src/cli/certify/scopes/resource-scope.ts'
import {
  compartmentTypes,
  ehrScope,
  ehrWords,
  granularScopes,
  standaloneScope,
  standaloneWords,
  version1Scope,
} from '../../src/cli/certify/scopes/words.ts'
import { Failed } from '../../src/cli/certify/verdict.ts'

const everything: ReadonlySet<string> = new Set(
  [...standaloneScope.matchAll(/patient\/(\w+)/g)].map(([, type]) => type!),
)
const without = (...types: readonly string[]): ReadonlySet<string> =>
  new Set([...everything].filter((type) => !types.includes(type)))

const patientRules: ScopeRules = {
  context: 'patient',
  words: standaloneWords,
  askedForm: 'v2',
  receivedForm: 'v2',
  types: compartmentTypes,
}

/** The fault, or undefined. */
const faultOf = (check: () => unknown): Failed | undefined => {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof Failed) return error
    throw error
  }
}

const receivedFault = (received: string, served = everything, rules = patientRules, asked = standaloneScope) =>
  faultOf(() => checkScopes(asked, received, rules, served))

describe('the scopes that are asked for', () => {
  it('are four words and 26 types, of version 2', () => {
    expect(standaloneScope.split(' ')).to.have.length(30)
    expect(standaloneScope).to.match(/^launch\/patient openid fhirUser offline_access patient\/Medication\.rs /)
    expect(ehrScope.split(' ').filter((word) => word.startsWith('user/'))).to.have.length(26)
  })

  it('are 24 types where they are of version 1', () => {
    const types = version1Scope.split(' ').filter((word) => /^patient\/\w+\.read$/.test(word))
    expect(types).to.have.length(24).and.not.include('patient/RelatedPerson.read')
  })

  it('have four categories in each of two rounds', () => {
    expect(granularScopes.map((round) => round.length)).to.deep.equal([4, 4])
  })
})

describe('a resource scope', () => {
  it('is read with its query', () => {
    expect(parseResourceScope('patient/Condition.rs?category=http://a.example/b.c|d')).to.deep.equal({
      text: 'patient/Condition.rs?category=http://a.example/b.c|d',
      context: 'patient',
      type: 'Condition',
      access: 'rs',
      query: 'category=http://a.example/b.c|d',
    })
  })

  it('is none without exactly one slash and one dot', () => {
    for (const text of ['openid', 'launch/patient', 'patient/A.r.s', 'a/b/C.rs'])
      expect(parseResourceScope(text), text).to.equal(undefined)
  })
})

describe('the step on the scopes of a launch', () => {
  it('takes what was asked, and extra words', () => {
    expect(receivedFault(standaloneScope)).to.equal(undefined)
    expect(receivedFault(`${standaloneScope} profile email`)).to.equal(undefined)
    expect(receivedFault('openid fhirUser launch/patient offline_access patient/*.rs')).to.equal(undefined)
  })

  it('fails for a word that is missing', () => {
    const fault = receivedFault(standaloneScope.replace(' offline_access', ''))
    expect(fault?.message).to.equal('these scopes were not received: offline_access')
  })

  it('fails for a type that was not granted though it is served', () => {
    const fault = receivedFault(standaloneScope.replace(' patient/Goal.rs', ''))
    expect(fault?.message).to.equal('no scope was granted for Goal')
    expect(fault?.unserved).to.deep.equal([])
  })

  it('names types that are not served, when nothing else is wrong', () => {
    const fault = receivedFault(standaloneScope.replace(' patient/Goal.rs', ''), without('Goal'))
    expect(fault?.message).to.equal('Goal: not served by this deployment')
    expect(fault?.unserved).to.deep.equal(['Goal'])
  })

  it('does not excuse a refused type by one that is not served', () => {
    const received = standaloneScope.replace(' patient/Goal.rs', '').replace(' patient/Patient.rs', '')
    const fault = receivedFault(received, without('Goal'))
    expect(fault?.message).to.equal('no scope was granted for Patient, Goal')
    expect(fault?.unserved).to.deep.equal([])
  })

  it('fails for a scope of the user on a type of the compartment, and takes it on others', () => {
    const user = standaloneScope.replace('patient/Patient.rs', 'user/Patient.rs')
    expect(receivedFault(user)?.message).to.equal('the received scope user/Patient.rs must begin with patient/')
    expect(receivedFault(standaloneScope.replace('patient/Device.rs', 'user/Device.rs'))).to.equal(undefined)
    expect(receivedFault(standaloneScope.replace('patient/Device.rs', 'system/Device.rs'))?.message).to.equal(
      'the received scope system/Device.rs must begin with user/ or patient/',
    )
  })

  it('takes version 1 scopes for nothing where version 2 is wanted', () => {
    const fault = receivedFault(standaloneScope.replace('patient/Goal.rs', 'patient/Goal.read'))
    expect(fault?.message).to.equal('no scope was granted for Goal')
  })

  it('fails for any scope but the user in a launch from the EHR', () => {
    const rules: ScopeRules = { ...patientRules, context: 'user', words: ehrWords }
    expect(receivedFault(ehrScope, everything, rules, ehrScope)).to.equal(undefined)
    const fault = receivedFault(`${ehrScope} patient/Device.rs`, everything, rules, ehrScope)
    expect(fault?.message).to.equal('the received scope patient/Device.rs must begin with user/')
  })

  it('fails for a request of its own that is malformed', () => {
    const fault = receivedFault(standaloneScope, everything, patientRules, `${standaloneScope} patient/Patient.read`)
    expect(fault?.message).to.equal('the scope patient/Patient.read that was asked for is malformed')
  })
})

describe('the step on limited access', () => {
  const allowed = ['Patient', 'Condition', 'Observation']
  const granted = 'launch/patient patient/Patient.rs patient/Condition.rs patient/Observation.rs'

  it('takes exactly what the person allowed', () => {
    expect(faultOf(() => checkLimited(granted, allowed))).to.equal(undefined)
    expect(
      faultOf(() => checkLimited(`${granted} patient/Location.rs`, allowed)),
      'not looked at',
    ).to.equal(undefined)
  })

  it('fails for a type that was refused, by name or by wildcard', () => {
    expect(faultOf(() => checkLimited(`${granted} patient/Goal.r`, allowed))?.message).to.equal(
      'granted although the person refused it: Goal',
    )
    expect(faultOf(() => checkLimited('patient/*.rs', allowed))?.message).to.match(/^granted although .*: Allergy/)
  })

  it('fails for a type that was allowed and is not there', () => {
    const fault = faultOf(() => checkLimited('patient/Patient.rs patient/Condition.rs', allowed))
    expect(fault?.message).to.equal('refused although the person allowed it: Observation')
  })
})

describe('the step on unrestricted access', () => {
  it('takes everything asked, also of version 1', () => {
    expect(faultOf(() => checkUnrestricted(standaloneScope, everything))).to.equal(undefined)
    expect(faultOf(() => checkUnrestricted(version1Scope, everything))).to.equal(undefined)
  })

  it('wants Encounter of the patient, and takes Device of the user', () => {
    const device = standaloneScope.replace('patient/Device', 'user/Device')
    expect(faultOf(() => checkUnrestricted(device, everything))).to.equal(undefined)
    const encounter = standaloneScope.replace('patient/Encounter', 'user/Encounter')
    expect(faultOf(() => checkUnrestricted(encounter, everything))?.message).to.equal(
      'no scope was granted for Encounter',
    )
  })
})

describe('the step on a patient scope in a launch from the EHR', () => {
  it('takes it whole or in two', () => {
    for (const scope of ['launch patient/Patient.rs', 'patient/Patient.r patient/Patient.s'])
      expect(
        faultOf(() => checkPatientScope(scope)),
        scope,
      ).to.equal(undefined)
  })

  it('fails for half of it, for version 1 and for a wildcard', () => {
    for (const scope of ['patient/Patient.r', 'patient/Patient.s', 'patient/Patient.read', 'patient/*.rs'])
      expect(faultOf(() => checkPatientScope(scope))?.message, scope).to.match(/^neither patient\/Patient\.rs nor/)
  })
})

describe('the step on granted categories', () => {
  const [required = []] = granularScopes
  const received = required.join(' ')

  it('takes them whole or in two', () => {
    expect(faultOf(() => checkGranularGrant(received, required))).to.equal(undefined)
    const split = required.flatMap((scope) => [scope.replace('.rs?', '.r?'), scope.replace('.rs?', '.s?')]).join(' ')
    expect(faultOf(() => checkGranularGrant(split, required))).to.equal(undefined)
  })

  it('fails for one that is missing, or half of it', () => {
    const missing = required.slice(1).join(' ')
    expect(faultOf(() => checkGranularGrant(missing, required))?.message).to.equal(`not granted: ${required[0]}`)
    expect(faultOf(() => checkGranularGrant(received.replace('.rs?', '.r?'), required))?.message).to.equal(
      `not granted: ${required[0]}`,
    )
  })

  it('fails for what is wider', () => {
    for (const wide of ['patient/Condition.rs', 'patient/Observation.read', 'patient/*.rs', 'user/Condition.r'])
      expect(faultOf(() => checkGranularGrant(`${received} ${wide}`, required))?.message).to.equal(
        `granted, and wider than a category: ${wide}`,
      )
  })
})

describe('the step on the choice of categories', () => {
  const category = 'rs?category=http://a.example|b'
  const chosen = `openid patient/Patient.rs patient/Condition.${category} patient/Observation.${category}`

  it('takes categories of both, with Patient as a whole', () => {
    expect(faultOf(() => checkSelection(chosen))).to.equal(undefined)
  })

  it('fails for a whole, for no category, and for Patient of version 1', () => {
    const messageOf = (scope: string) => faultOf(() => checkSelection(scope))?.message
    expect(messageOf(`${chosen} patient/Condition.rs`)).to.equal('granted as a whole: patient/Condition.rs')
    expect(messageOf(chosen.replace(/patient\/Observation\S+/, ''))).to.equal('no category of Observation was granted')
    expect(messageOf(chosen.replace('Patient.rs', 'Patient.read'))).to.equal('patient/Patient.rs was not granted')
  })
})
