/** A launch -> the steps from the app to the authorization page and back. https://hl7.org/fhir/smart-app-launch/app-launch.html#obtain-authorization-code */
import { randomUUID } from 'node:crypto'
import type { Choice, PersonKind, Redirect, Session, Visit } from '../model.ts'
import { createPkce } from '../pkce.ts'
import { Failed, must, need, type Check } from '../verdict.ts'
import { endpointOf } from './discovery.ts'

export interface LaunchPlan {
  /** The visit's name. */
  readonly name: string
  readonly scope: string
  readonly grant: Choice
  readonly method: 'GET' | 'POST'
  readonly person: PersonKind
  readonly advice: string
  /** The FHIR base, unless it is to be a wrong one. */
  readonly audience?: string
}

const parametersOf = (plan: LaunchPlan, visit: Visit, redirectUri: string): URLSearchParams => {
  const { verifier, challenge } = createPkce()
  // What an earlier launch of the same visit brought back is not this one's.
  delete visit.redirect
  visit.state = randomUUID()
  visit.verifier = verifier
  visit.challenge = challenge
  visit.requestedScope = plan.scope
  return new URLSearchParams({
    response_type: 'code',
    client_id: visit.client.id,
    redirect_uri: redirectUri,
    scope: plan.scope,
    state: visit.state,
    aud: plan.audience ?? visit.base,
    ...(visit.ehr !== undefined && { launch: visit.ehr.launch }),
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
}

/** Sends the person to the authorization endpoint and gives where they end. Throws what the operator throws. */
export const sendPerson = (session: Session, plan: LaunchPlan): Promise<Redirect> => {
  const { target } = session
  const visit = session.visit(plan.name)
  return target.operator.authorize({
    method: plan.method,
    endpoint: endpointOf(visit, 'authorization_endpoint'),
    parameters: parametersOf(plan, visit, target.redirectUri),
    person: plan.person,
    grant: plan.grant,
    redirectUri: target.redirectUri,
    advice: plan.advice,
  })
}

const parametersBack = (redirect: Redirect, visit: Visit): URLSearchParams => {
  if (redirect.kind === 'page')
    throw new Failed(`the browser was not sent back to the app: status ${redirect.status}, ${redirect.words}`)
  const parameters = redirect.url.searchParams
  must(parameters.get('state') === visit.state, 'the app was sent another state back than it gave')
  return parameters
}

export const redirectStep = (plan: LaunchPlan): Check => ({
  title: 'the browser comes back to the app, with its state',
  run: async (session) => {
    const redirect = await sendPerson(session, plan)
    const visit = session.visit(plan.name)
    visit.redirect = parametersBack(redirect, visit)
  },
})

/** Throws Failed for an error, Skipped where no browser came back. */
export const codeOf = (visit: Visit): string => {
  const parameters = need(visit.redirect, 'the browser did not come back to the app')
  const error = parameters.get('error')
  must(error === null, `the authorization server says ${error}: ${parameters.get('error_description') ?? ''}`)
  const code = parameters.get('code')
  must(code !== null && code !== '', 'the app was given no code')
  return code
}

export const codeStep = (name: string): Check => ({
  title: 'the app is given a code, and no error',
  run: ({ visit }) => void codeOf(visit(name)),
})
