/** A code -> the steps on the token request and its answer. https://hl7.org/fhir/smart-app-launch/app-launch.html#obtain-access-token */
import { describe, jsonBody, mustAnswer, textOf } from '../answers.ts'
import { authenticate } from '../app-client.ts'
import type { Answer, Json, Session, SmartVersion, Visit } from '../model.ts'
import { must, need, Omitted, type Check } from '../verdict.ts'
import { wordsOf } from '../scopes/resource-scope.ts'
import { codeOf } from './authorize.ts'
import { mustAllowOrigin, originOf } from './cross-origin.ts'
import { endpointOf } from './discovery.ts'

export interface TokenRequest {
  readonly parameters: Readonly<Record<string, string>>
  /** Another client's id, where it is to be wrong. */
  readonly client?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A form POST to the token endpoint, with what the client proves itself by. */
export const askToken = async (session: Session, visit: Visit, request: TokenRequest): Promise<Answer> => {
  const url = endpointOf(visit, 'token_endpoint')
  const { form, headers } = await authenticate(visit.client, request.parameters, url, request.client)
  return session.ask(url, { form, headers: { accept: 'application/json', ...headers, ...request.headers } })
}

/** The parameters of an honest exchange. */
export const exchangeOf = ({ target }: Session, visit: Visit): Readonly<Record<string, string>> => ({
  grant_type: 'authorization_code',
  code: codeOf(visit),
  redirect_uri: target.redirectUri,
  code_verifier: need(visit.verifier, 'there is no code verifier'),
})

/** Only apps in a browser, which are public, are of another origin. */
const crossOriginHeaders = (session: Session, { client }: Visit): Readonly<Record<string, string>> =>
  client.kind === 'public' && session.target.version === '2.2.0' ? { origin: originOf(session) } : {}

/** A public client of 2.2 asks as from a browser, and must be let. */
export const exchangeStep = (name: string): Check => ({
  title: 'the code is exchanged for a token',
  run: async (session) => {
    const visit = session.visit(name)
    const parameters = exchangeOf(session, visit)
    const answer = await askToken(session, visit, { parameters, headers: crossOriginHeaders(session, visit) })
    visit.tokenAnswer = answer
    mustAnswer(answer, 200)
    jsonBody(answer)
    if (visit.client.kind === 'public' && session.target.version === '2.2.0') mustAllowOrigin(answer, originOf(session))
  },
})

const tokenAnswerOf = (visit: Visit): Answer => {
  const answer = need(visit.tokenAnswer, 'there was no token request')
  return need(answer.status === 200 ? answer : undefined, describe(answer))
}

/** Throws Failed unless the members that OAuth and SMART demand are there, of their types. */
export const checkTokenBody = (body: Json): void => {
  for (const member of ['access_token', 'token_type', 'scope'])
    must((textOf(body, member) ?? '') !== '', `${member} must be text`)
  must(typeof body['expires_in'] === 'number', 'expires_in must be a number')
  must(textOf(body, 'token_type')?.toLowerCase() === 'bearer', 'token_type must be Bearer')
  must(['string', 'undefined'].includes(typeof body['refresh_token']), 'refresh_token must be text')
}

const isRelative = (reference: unknown): boolean =>
  typeof reference === 'string' && /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}/.test(reference)

const isContextItem = (item: unknown): boolean => {
  if (typeof item !== 'object' || item === null) return false
  const { reference, canonical, identifier } = item as Json
  const hasOne = reference !== undefined || canonical !== undefined || identifier !== undefined
  return hasOne && (reference === undefined || isRelative(reference))
}

/** Texts in SMART 2.0, objects in 2.2. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#fhircontext-exp */
export const checkFhirContext = (context: unknown, version: SmartVersion): void => {
  if (context === undefined) return
  must(Array.isArray(context), 'fhirContext must be a list')
  const isItem = version === '2.0.0' ? isRelative : isContextItem
  must(context.every(isItem), `fhirContext has an item that SMART ${version} does not know`)
}

const missingScopes = (visit: Visit, body: Json): readonly string[] => {
  const received = wordsOf(textOf(body, 'scope') ?? '')
  const missing = wordsOf(visit.requestedScope ?? '').filter((word) => !received.includes(word))
  return missing.length === 0 ? [] : [`warning: asked for and not granted: ${missing.join(' ')}`]
}

export const bodyStep = (name: string): Check => ({
  title: 'the token response has its required members',
  run: ({ visit, target }) => {
    const body = jsonBody(tokenAnswerOf(visit(name)))
    visit(name).token = body
    checkTokenBody(body)
    checkFhirContext(body['fhirContext'], target.version)
    return missingScopes(visit(name), body)
  },
})

/** Throws Failed unless nobody may keep the answer. */
export const mustNotBeStored = ({ headers }: Answer): void => {
  for (const [header, word] of [
    ['cache-control', 'no-store'],
    ['pragma', 'no-cache'],
  ] as const)
    must((headers.get(header) ?? '').includes(word), `the token response must have ${header}: ${word}`)
}

const headersStep = (name: string): Check => ({
  title: 'the token response must not be stored by caches',
  run: ({ visit }) => mustNotBeStored(tokenAnswerOf(visit(name))),
})

const crossOriginStep = (name: string): Check => ({
  title: 'the token endpoint can be asked by an app in a browser',
  run: (session) => {
    const visit = session.visit(name)
    if (visit.client.kind !== 'public') throw new Omitted('the client is not public')
    mustAllowOrigin(tokenAnswerOf(visit), originOf(session))
  },
})

/** From the exchange on, as the SMART version has it. */
export const tokenSteps = (name: string, version: SmartVersion): readonly Check[] => [
  exchangeStep(name),
  bodyStep(name),
  headersStep(name),
  ...(version === '2.2.0' ? [crossOriginStep(name)] : []),
]
