/** 9.3, 9.4, 9.6 and 9.7: what must not work. */
import { randomUUID } from 'node:crypto'
import { mustAnswer } from '../answers.ts'
import type { Edition, Group, Session, Visit } from '../model.ts'
import { codeOf, codeStep, redirectStep, sendPerson } from '../checks/authorize.ts'
import { wellKnown } from '../checks/discovery.ts'
import { askFhir, patientOf } from '../checks/fhir.ts'
import { bareLaunch, beginner } from '../checks/launch.ts'
import { after } from '../checks/prepare.ts'
import { refreshTokenOf } from '../checks/refresh.ts'
import { askToken, exchangeOf } from '../checks/token.ts'
import { standaloneScope } from '../scopes/words.ts'
import { must, need, numbered, type Check } from '../verdict.ts'
import { patientPlan } from './standalone.ts'

const revoked = 'revoked'

const revokeStep = after(
  [wellKnown(beginner(revoked, 'confidential')), ...bareLaunch(patientPlan(revoked, standaloneScope))],
  {
    title: 'the patient takes the access back, within the hour',
    run: async ({ target, visit }) => {
      await target.operator.revoke({ client: visit(revoked).client.id })
      visit(revoked).isRevoked = true
    },
  },
)

const revokedVisit = ({ visit }: Session): Visit => {
  need(visit(revoked).isRevoked, 'the access was not taken back')
  return visit(revoked)
}

const readAfterRevocation: Check = {
  title: 'the patient cannot be read any more',
  run: async (session) => {
    const visit = revokedVisit(session)
    const answer = await askFhir(session, visit, `Patient/${patientOf(visit)}`, { name: 'Patient/{patient}' })
    mustAnswer(answer, 401, 403, 404)
  },
}

const refreshAfterRevocation: Check = {
  title: 'the token cannot be refreshed any more',
  run: async (session) => {
    const visit = revokedVisit(session)
    const parameters = { grant_type: 'refresh_token', refresh_token: refreshTokenOf(visit) }
    mustAnswer(await askToken(session, visit, { parameters }), 400, 401)
  },
}

/** 9.3. */
export const revocationGroup = (): Group => ({
  id: '9.3',
  title: 'Token revocation',
  steps: numbered('9.3', [revokeStep, readAfterRevocation, refreshAfterRevocation]),
})

const audience = 'audience'

const wrongAudience = (id: string): Check =>
  after([wellKnown(beginner(audience, 'confidential'))], {
    title: 'an authorization request for another FHIR server ends, back at the app or on a page',
    id,
    run: async (session) => {
      const plan = patientPlan(
        audience,
        standaloneScope,
        'The page must say that something is wrong, or send you back.',
      )
      const redirect = await sendPerson(session, { ...plan, audience: 'https://inferno.healthit.gov/invalid_aud' })
      const visit = session.visit(audience)
      visit.redirect = redirect.kind === 'redirect' ? redirect.url.searchParams : new URLSearchParams()
      if (redirect.kind === 'page') return [`a page with status ${redirect.status}: ${redirect.words}`]
      must(redirect.url.searchParams.get('state') === visit.state, 'the app was sent another state back than it gave')
      return []
    },
  })

const noCode: Check = {
  title: 'the app is given no code for it',
  id: '04',
  run: ({ visit }) => {
    const parameters = need(visit(audience).redirect, 'the authorization request did not end')
    must(!parameters.has('code'), 'the app was given a code')
    return [parameters.get('error') ?? 'no error came back']
  },
}

/** 9.4. */
export const audienceGroup = ({ version }: Edition): Group => ({
  id: '9.4',
  title: 'Invalid audience',
  steps: numbered('9.4', [wrongAudience(version === '2.2.0' ? '03' : '02'), noCode]),
})

const invalid = 'invalid-token-request'

const badCode: Check = {
  title: 'a code that nobody gave is refused with 400',
  run: async (session) => {
    const visit = session.visit(invalid)
    const parameters = { ...exchangeOf(session, visit), code: 'BAD_CODE' }
    mustAnswer(await askToken(session, visit, { parameters }), 400)
  },
}

const badClient: Check = {
  title: 'a good code is refused to another client',
  run: async (session) => {
    const visit = session.visit(invalid)
    const parameters = exchangeOf(session, visit)
    mustAnswer(await askToken(session, visit, { parameters, client: 'BAD_CLIENT_ID' }), 400, 401)
  },
}

/** 9.6. */
export const invalidTokenGroup = ({ version }: Edition): Group => {
  const prefix = version === '2.2.0' ? '9.17' : '9.6'
  return {
    id: prefix,
    title: 'Invalid token request',
    steps: numbered(prefix, [
      wellKnown(beginner(invalid, 'confidential'), '06'),
      redirectStep(patientPlan(invalid, standaloneScope)),
      codeStep(invalid),
      badCode,
      badClient,
    ]),
  }
}

interface BadVerifier {
  readonly words: string
  /** Undefined: none is sent. */
  verifier(visit: Visit): string | undefined
}

const badVerifiers: readonly BadVerifier[] = [
  { words: 'no code_verifier', verifier: () => undefined },
  { words: 'an empty code_verifier', verifier: () => '' },
  { words: 'a wrong code_verifier', verifier: () => `${randomUUID()}-${randomUUID()}` },
  { words: 'the challenge as code_verifier', verifier: ({ challenge }) => challenge },
]

const pkce = 'invalid-pkce'

const badExchange = ({ words, verifier }: BadVerifier): Check => ({
  title: `the exchange with ${words} is refused`,
  run: async (session) => {
    const visit = session.visit(pkce)
    const sent = verifier(visit)
    const parameters = {
      grant_type: 'authorization_code',
      code: codeOf(visit),
      redirect_uri: session.target.redirectUri,
      ...(sent !== undefined && { code_verifier: sent }),
    }
    mustAnswer(await askToken(session, visit, { parameters }), 400, 401)
  },
})

/** 9.7: four launches. */
export const pkceGroup = ({ version }: Edition): Group => {
  const prefix = version === '2.2.0' ? '9.18' : '9.7'
  const plan = patientPlan(pkce, standaloneScope)
  const launches = badVerifiers.flatMap((bad) => [redirectStep(plan), codeStep(pkce), badExchange(bad)])
  return {
    id: prefix,
    title: 'Invalid PKCE',
    steps: numbered(prefix, [wellKnown(beginner(pkce, 'confidential'), '13'), ...launches]),
  }
}
