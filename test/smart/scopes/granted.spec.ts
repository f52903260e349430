/** What a person is asked, and what comes of their ticks. */
import { expect } from 'chai'
import fc from 'fast-check'
import { parseScopes } from '../../../src/auth/scope.ts'
import { choicesOf, keysOf } from '../../../src/smart/scopes/choices.ts'
import { covers } from '../../../src/smart/scopes/covers.ts'
import { grantedScopes } from '../../../src/smart/scopes/granted.ts'
import { resolveScopes } from '../../../src/smart/scopes/resolve.ts'
import { concern, condition, observation, offer, registered } from './sample.ts'

const split = (text: string) => text.split(' ')
const choose = (scopes: string, clients = registered) => choicesOf(split(scopes), clients, offer)

/** What is left when a person takes away `unticked` from all that is shown ticked. */
function grant(scopes: string, unticked: readonly string[], clients = registered) {
  const choices = choose(scopes, clients)
  const ticked = new Set(keysOf(choices).filter((key) => !unticked.includes(key)))
  return grantedScopes(split(scopes), choices, ticked, clients)
}

const part = (type: string, query: string, access = 'rs') => `patient/${type}.${access}?category=${query}`
const conditions = [`${condition}|encounter-diagnosis`, `${condition}|problem-list-item`, `${concern}|health-concern`]

describe('the choices of a consent', () => {
  it('are one for each type, with the parts of problems and observations', () => {
    const [group, ...others] = choose('openid launch/patient patient/Patient.rs patient/Condition.rs').groups
    expect(others).to.deep.equal([])
    expect(group?.choices).to.deep.equal([
      { key: 'patient/Patient', context: 'patient', type: 'Patient', whole: 'rs', categories: [], operations: [] },
      {
        key: 'patient/Condition',
        context: 'patient',
        type: 'Condition',
        whole: 'rs',
        categories: conditions.map((value) => ({
          key: `patient/Condition?category=${value}`,
          query: `category=${value}`,
          letters: 'rs',
        })),
        operations: [],
      },
    ])
  })

  it('expand a wildcard into the types that are served', () => {
    const [group] = choose('patient/*.rs').groups
    expect(group?.choices.map(({ type }) => type)).to.deep.equal(offer.types)
  })

  it('join what was asked twice in different words', () => {
    const [group] = choose('patient/Patient.r patient/Patient.s patient/Patient.read patient/*.s').groups
    expect(group?.choices.filter(({ type }) => type === 'Patient').map(({ whole }) => whole)).to.deep.equal(['rs'])
  })

  it('have only the parts that were asked of a type asked in parts', () => {
    const [group] = choose(part('Observation', `${observation}|survey`)).groups
    expect(group?.choices[0]).to.not.have.property('whole')
    expect(group?.choices[0]?.categories.map(({ query }) => query)).to.deep.equal([`category=${observation}|survey`])
  })

  it('keep patient and user apart', () => {
    const { groups } = choose('user/Patient.rs patient/Patient.rs')
    expect(groups.map(({ context, choices }) => [context, choices.length])).to.deep.equal([
      ['patient', 1],
      ['user', 1],
    ])
  })

  it('show no parts to whom the client could not be given them', () => {
    const client = new Set(['patient/Condition.rs', part('Condition', `${condition}|problem-list-item`, 'r')])
    expect(choose('patient/Condition.rs', client).groups[0]?.choices[0]?.categories).to.deep.equal([])
  })

  it('are one where a client has the wildcard alone', () => {
    const client = new Set(['patient/*.rs', 'user/Patient.rs'])
    expect(keysOf(choose('patient/*.rs', client))).to.deep.equal(['patient/*'])
    expect(grant('patient/*.rs', [], client)).to.deep.equal(['patient/*.rs'])
    expect(grant('patient/*.rs', ['patient/*'], client)).to.deep.equal([])
  })

  it('tell what comes with any grant', () => {
    expect(choose('fhirUser launch/patient launch/encounter').facts).to.deep.equal(['identity', 'patient', 'encounter'])
    expect(choose('patient/Patient.rs')).to.include({ offline: false }).and.deep.include({ facts: [] })
    expect(choose('offline_access').offline).to.equal(true)
  })

  it('have nothing of the scopes of systems', () => {
    expect(choose('system/*.rs').groups).to.deep.equal([])
    expect(grantedScopes(['system/*.rs'], choose('system/*.rs'), new Set(['system/*', '*']), registered)).to.deep.equal(
      [],
    )
  })
})

describe('the scopes that a person grants', () => {
  const asked =
    'openid fhirUser launch/patient offline_access patient/Patient.rs patient/Condition.rs patient/Encounter.read'

  it('are those asked when all is ticked, wildcards too', () => {
    expect(grant(asked, [])).to.deep.equal(split(asked))
    expect(grant('patient/*.rs user/*.read', [])).to.deep.equal(['patient/*.rs', 'user/*.read'])
  })

  it('leave out the types and the access without the person that are not ticked', () => {
    expect(grant(asked, ['patient/Condition', 'offline_access']).join(' ')).to.equal(
      'openid fhirUser launch/patient patient/Patient.rs patient/Encounter.read',
    )
  })

  it('are only what comes with any grant when nothing is ticked', () => {
    const granted = grantedScopes(split(asked), choose(asked), new Set(), registered)
    expect(granted).to.deep.equal(['openid', 'fhirUser', 'launch/patient'])
  })

  it('have no access without the person to nothing', () => {
    const none = (scopes: string) =>
      grantedScopes(split(scopes), choose(scopes), new Set(['offline_access']), registered)
    expect(none('openid offline_access patient/Patient.rs')).to.deep.equal(['openid'])
    expect(none('openid offline_access'), 'where no records were asked').to.deep.equal(['openid', 'offline_access'])
  })

  it('name the ticked types in the form of the wildcard', () => {
    const others = ['AllergyIntolerance', 'Condition', 'Encounter', 'Observation']
    expect(grant('patient/*.rs', ['patient/Patient'])).to.deep.equal(others.map((type) => `patient/${type}.rs`))
    expect(grant('patient/*.read', ['patient/Patient'])).to.deep.equal(others.map((type) => `patient/${type}.read`))
    expect(grant('patient/*.r', ['patient/Patient'])).to.deep.equal(others.map((type) => `patient/${type}.r`))
  })

  it('cut a type into the parts that are ticked', () => {
    const unticked = [`patient/Condition?category=${conditions[1]}`]
    const expected = [part('Condition', conditions[0] ?? ''), part('Condition', conditions[2] ?? '')]
    expect(grant('patient/Condition.rs', unticked)).to.deep.equal(expected)
    // Version 1 has no parts.
    expect(grant('patient/Condition.read', unticked)).to.deep.equal(expected)
    expect(grant('patient/*.read', unticked)).to.include.members(expected).and.not.include('patient/Condition.read')
  })

  it('have no granular scope with a letter that was not asked', () => {
    const unticked = [`patient/Condition?category=${conditions[0]}`, `patient/Condition?category=${conditions[1]}`]
    expect(grant('patient/Condition.r', unticked)).to.deep.equal([part('Condition', conditions[2] ?? '', 'r')])
    expect(grant('patient/Condition.r patient/Condition.s', unticked)).to.deep.equal([
      part('Condition', conditions[2] ?? ''),
    ])
  })

  it('have nothing of a type without its own tick or without any part', () => {
    expect(grant('patient/Condition.rs', ['patient/Condition'])).to.deep.equal([])
    expect(
      grant(
        'patient/Condition.rs',
        conditions.map((value) => `patient/Condition?category=${value}`),
      ),
    ).to.deep.equal([])
  })

  it('drop a part that was asked on its own and is not ticked, and the whole with it', () => {
    const [vital, laboratory] = [`${observation}|vital-signs`, `${observation}|laboratory`]
    const scopes = `${part('Observation', laboratory)} ${part('Observation', vital)}`
    const unticked = [`patient/Observation?category=${vital}`]
    expect(grant(scopes, unticked)).to.deep.equal([part('Observation', laboratory)])
    const wide = grant(`${scopes} patient/Observation.rs`, unticked)
    expect(wide).to.include(part('Observation', laboratory)).and.not.include('patient/Observation.rs')
    expect(wide).to.not.include(part('Observation', vital))
  })

  it('have an operation of a type only with all of the type', () => {
    const scopes = 'patient/Condition.$docref patient/Condition.rs patient/Encounter.$docref'
    expect(grant(scopes, [])).to.deep.equal(split(scopes))
    const without = grant(scopes, [`patient/Condition?category=${conditions[0]}`, 'patient/Encounter'])
    expect(without.filter((scope) => scope.includes('$'))).to.deep.equal([])
  })

  it('take no notice of keys that were never shown', () => {
    const ticked = new Set(['patient/*', 'user/Patient', 'patient/Observation', 'offline_access', '*', 'system/*.rs'])
    expect(grantedScopes(['patient/Patient.rs'], choose('patient/Patient.rs'), ticked, registered)).to.deep.equal([])
  })

  it('hold what Inferno asks of a limited launch', () => {
    const types = ['Patient', 'Condition', 'Observation']
    const granted = grant('patient/*.rs', ['patient/AllergyIntolerance', 'patient/Encounter'])
    expect(granted).to.have.members(types.map((type) => `patient/${type}.rs`))
  })
})

describe('one scope covers another', () => {
  const table: readonly (readonly [asked: string, granted: string, isCovered: boolean])[] = [
    ['patient/*.rs', 'patient/Patient.r', true],
    ['patient/*.read', 'patient/Patient.rs', true],
    ['patient/Patient.cruds', 'patient/Patient.read', true],
    ['patient/Patient.r patient/Patient.s', 'patient/Patient.rs', true],
    ['patient/Observation.rs', part('Observation', `${observation}|survey`), true],
    [part('Observation', 'a|b'), `${part('Observation', 'a|b')}&status=final`, true],
    ['openid', 'openid', true],
    ['openid', 'fhirUser', false],
    ['patient/Patient.r', 'patient/Patient.rs', false],
    ['patient/Patient.rs', 'patient/*.rs', false],
    ['patient/Patient.rs', 'user/Patient.rs', false],
    ['patient/*.rs', 'patient/Patient.cruds', false],
    [part('Observation', `${observation}|survey`), 'patient/Observation.rs', false],
    [part('Observation', 'a|b'), part('Observation', 'a|c'), false],
    ['patient/*.rs', 'patient/Patient.$everything', false],
  ]
  for (const [asked, granted, isCovered] of table) {
    it(`${isCovered ? 'when' : 'not when'} ${asked} was asked and ${granted} would be granted`, () => {
      expect(covers(split(asked), granted)).to.equal(isCovered)
    })
  }
})

/** All that `rules` of a token reach, said by the gateway's own reading of scopes. */
const isReached = (rule: ReturnType<typeof parseScopes>[number], letter: 'read' | 'search', wide: readonly string[]) =>
  parseScopes(wide.join(' ')).some(
    (each) =>
      each.context === rule.context &&
      (each.type === '*' || each.type === rule.type) &&
      each[letter] &&
      each.parameters.every(({ name, value }) =>
        rule.parameters.some((parameter) => parameter.name === name && parameter.value === value),
      ),
  )

const queries = [`category=${condition}|problem-list-item`, `category=${observation}|survey`, 'status=final']
const anyScope = fc.oneof(
  fc.constantFrom('openid', 'fhirUser', 'offline_access', 'launch/patient', 'patient/Patient.rs"', ''),
  fc
    .tuple(
      fc.constantFrom('patient', 'user', 'system'),
      fc.constantFrom('*', ...offer.types, 'Coverage'),
      fc.constantFrom('rs', 'r', 's', 'read', '*', 'write', 'cruds', 'cud', '$export'),
      fc.option(fc.constantFrom(...queries, ...queries.map(encodeURIComponent)), { nil: undefined, freq: 3 }),
    )
    .map(([context, type, access, query]) => `${context}/${type}.${access}${query === undefined ? '' : `?${query}`}`),
)

describe('whatever is asked and ticked', () => {
  const clients = fc.oneof(
    fc.constant(registered),
    fc.uniqueArray(anyScope).map((scopes) => new Set(scopes)),
  )

  it('grants only what is covered by what was asked and is registered', () => {
    fc.assert(
      fc.property(
        fc.array(anyScope, { maxLength: 8 }),
        clients,
        fc.infiniteStream(fc.boolean()),
        (asked, client, coins) => {
          const scopes = resolveScopes(asked.join(' '), client, offer)
          const choices = choicesOf(scopes, client, offer)
          const hostile = [...asked, 'patient/*', 'user/*', 'system/*', 'patient/Coverage']
          const ticked = new Set([...keysOf(choices), ...hostile].filter(() => coins.next().value === true))
          const granted = grantedScopes(scopes, choices, ticked, client)
          for (const scope of granted) {
            expect(scope === 'openid' || client.has(scope), scope).to.equal(true)
            expect(covers(asked, scope), scope).to.equal(true)
            for (const rule of parseScopes(scope))
              for (const letter of ['read', 'search'] as const)
                if (rule[letter]) expect(isReached(rule, letter, asked), scope).to.equal(true)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('grants nothing of a choice that is not ticked, and all that may be granted when all is', () => {
    fc.assert(
      fc.property(fc.array(anyScope, { maxLength: 8 }), fc.nat(), (asked, at) => {
        const scopes = resolveScopes(asked.join(' '), registered, offer)
        const choices = choicesOf(scopes, registered, offer)
        const keys = keysOf(choices)
        expect(grantedScopes(scopes, choices, new Set(keys), registered)).to.deep.equal(scopes)
        const without = keys[at % Math.max(keys.length, 1)] ?? 'nothing'
        const granted = grantedScopes(scopes, choices, new Set(keys.filter((key) => key !== without)), registered)
        const [place = '', query] = without.split('?')
        const [context, type] = place.split('/')
        for (const rule of parseScopes(granted.join(' '))) {
          const touches = rule.context === context && (rule.type === type || rule.type === '*')
          const isOther = rule.parameters.length > 0 && query !== undefined
          expect(touches && !isOther, `${without} in ${granted.join(' ')}`).to.equal(false)
          const names = rule.parameters.map(({ name, value }) => `${name}=${value}`).join('&')
          if (touches) expect(names).to.not.equal(query)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
