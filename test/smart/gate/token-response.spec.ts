/** What the provider answered, read; and what the app is told beside it. */
import { expect } from 'chai'
import jsonwebtoken from 'jsonwebtoken'
import type { LaunchContext } from '../../../src/smart/model.ts'
import { contextMembers, readIssued } from '../../../src/smart/gate/token-response.ts'

const token = (claims: object): string => jsonwebtoken.sign(claims, 'any', { noTimestamp: true })
const claims = { jti: 'j', exp: 2_000_000_000, sub: 's', azp: 'app' }

describe('the provider’s token response', () => {
  const read = (body: object) => readIssued(JSON.stringify(body))

  it('is read with the claims of its access token', () => {
    const issued = read({ access_token: token(claims), expires_in: 300, refresh_token: 'r', refresh_expires_in: 900 })
    expect(issued).to.deep.include({ accessSeconds: 300, refreshToken: 'r', refreshSeconds: 900 })
    expect(issued?.claims).to.deep.include(claims)
  })

  it('may have a refresh token without an end, or none', () => {
    expect(read({ access_token: token(claims), refresh_token: 'r', refresh_expires_in: 0 })).not.to.have.property(
      'refreshSeconds',
    )
    expect(read({ access_token: token(claims) })).not.to.have.any.keys('refreshToken', 'refreshSeconds')
    expect(read({ access_token: token(claims) })?.accessSeconds).to.equal(60)
  })

  it('is none without a JWT that has an id and an end', () => {
    const { jti: _, ...nameless } = claims
    const { exp: __, ...endless } = claims
    for (const body of [
      {},
      { access_token: 'opaque' },
      { access_token: 7 },
      { access_token: token(nameless) },
      { access_token: token(endless) },
    ])
      expect(read(body), JSON.stringify(body)).to.equal(undefined)
    for (const text of ['', 'null', '[]', '"x"', '{', '<html>']) expect(readIssued(text), text).to.equal(undefined)
  })
})

describe('what an app is told of its launch', () => {
  const launch: LaunchContext = {
    patient: 'p',
    encounter: 'e',
    intent: 'i',
    needPatientBanner: false,
    smartStyleUrl: 'https://x/style.json',
    fhirContext: [{ reference: 'Encounter/e' }, { canonical: 'https://x/q', type: 'Questionnaire' }],
  }

  it('is all of it for the scope launch', () => {
    expect(contextMembers(launch, 'openid launch patient/*.rs', '2.2.0')).to.deep.equal({
      patient: 'p',
      encounter: 'e',
      intent: 'i',
      need_patient_banner: false,
      smart_style_url: 'https://x/style.json',
      fhirContext: launch.fhirContext,
    })
  })

  it('has references as texts in version 2.0.0, and what has none is left out', () => {
    expect(contextMembers(launch, 'launch', '2.0.0')['fhirContext']).to.deep.equal(['Encounter/e'])
  })

  it('is the patient alone for launch/patient, the encounter alone for launch/encounter', () => {
    const { smartStyleUrl: _, ...unstyled } = launch
    expect(contextMembers(unstyled, 'launch/patient', '2.2.0')).to.deep.equal({ patient: 'p' })
    expect(contextMembers(unstyled, 'launch/encounter', '2.2.0')).to.deep.equal({ encounter: 'e' })
    expect(contextMembers(unstyled, 'openid patient/*.rs launches', '2.2.0')).to.deep.equal({})
  })

  it('is nothing where the launch said nothing', () => {
    expect(contextMembers({}, 'launch launch/patient launch/encounter', '2.2.0')).to.deep.equal({})
  })
})
