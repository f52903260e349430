/** A FHIR base -> the steps on its SMART configuration. https://hl7.org/fhir/smart-app-launch/conformance.html */
import { jsonBody, mustAnswer, textOf } from '../answers.ts'
import type { Answer, Json, Session, Visit } from '../model.ts'
import { must, need, type Check } from '../verdict.ts'
import { mustAllowOrigin, originOf } from './cross-origin.ts'

export const standaloneCapabilities: readonly string[] = [
  ...['launch-standalone', 'client-public', 'client-confidential-symmetric', 'client-confidential-asymmetric'],
  ...['sso-openid-connect', 'context-standalone-patient', 'permission-offline', 'permission-patient'],
  ...['authorize-post', 'permission-v2', 'permission-v1'],
]

export const ehrCapabilities: readonly string[] = [
  ...['launch-ehr', 'client-confidential-symmetric', 'client-confidential-asymmetric', 'sso-openid-connect'],
  ...['context-banner', 'context-style', 'context-ehr-patient', 'context-ehr-encounter', 'permission-offline'],
  ...['permission-user', 'authorize-post', 'permission-v2', 'permission-v1'],
]

const askConfiguration = ({ ask }: Session, base: string, headers = {}): Promise<Answer> =>
  ask(`${base}/.well-known/smart-configuration`, { headers: { accept: 'application/json', ...headers } })

/** A relative endpoint is one below the base. */
export const endpointOf = ({ base, configuration }: Visit, member: string): string => {
  const value = need(textOf(configuration, member), `the SMART configuration names no ${member}`)
  return new URL(value, `${base}/`).href
}

/** Reads the configuration into the visit. */
export const wellKnown = (begin: (session: Session) => Visit, id?: string): Check => ({
  title: 'the SMART configuration is there, as JSON, for everybody',
  ...(id !== undefined && { id }),
  run: async (session) => {
    const visit = begin(session)
    const answer = await askConfiguration(session, visit.base)
    mustAnswer(answer, 200)
    visit.configuration = jsonBody(answer)
    const type = answer.headers.get('content-type') ?? ''
    must(type.startsWith('application/json'), `its Content-Type is "${type}" and must begin with application/json`)
  },
})

const mustBeText = (configuration: Json, member: string): void =>
  must((textOf(configuration, member) ?? '') !== '', `${member} must be text`)

const listOf = (configuration: Json, member: string): readonly unknown[] => {
  const value = configuration[member]
  must(Array.isArray(value) && value.length > 0, `${member} must be a list that is not empty`)
  return value as readonly unknown[]
}

/** Throws Failed. */
export const checkConfiguration = (configuration: Json): void => {
  for (const member of ['authorization_endpoint', 'token_endpoint']) mustBeText(configuration, member)
  const capabilities = listOf(configuration, 'capabilities')
  must(
    capabilities.every((one) => typeof one === 'string'),
    'capabilities must be a list of texts',
  )
  const grantTypes = listOf(configuration, 'grant_types_supported')
  must(grantTypes.includes('authorization_code'), 'grant_types_supported must have authorization_code')
  const methods = listOf(configuration, 'code_challenge_methods_supported')
  must(methods.includes('S256'), 'code_challenge_methods_supported must have S256')
  must(!methods.includes('plain'), 'code_challenge_methods_supported must not have plain')
  if (capabilities.includes('sso-openid-connect'))
    for (const member of ['issuer', 'jwks_uri']) mustBeText(configuration, member)
}

const fields = (name: string): Check => ({
  title: 'the SMART configuration has its required fields, and no plain PKCE',
  run: ({ visit }) => checkConfiguration(need(visit(name).configuration, 'there is no SMART configuration')),
})

/** Throws Failed. */
export const checkCapabilities = (configuration: Json, required: readonly string[]): void => {
  const capabilities = listOf(configuration, 'capabilities')
  const missing = required.filter((capability) => !capabilities.includes(capability))
  must(missing.length === 0, `these capabilities are missing: ${missing.join(', ')}`)
}

const capabilities = (name: string, required: readonly string[]): Check => ({
  title: 'the SMART configuration names the capabilities of this scenario',
  run: ({ visit }) => checkCapabilities(need(visit(name).configuration, 'there is no SMART configuration'), required),
})

const crossOriginConfiguration = (name: string): Check => ({
  title: 'the SMART configuration can be read by an app in a browser',
  optional: true,
  run: async (session) => {
    const origin = originOf(session)
    const answer = await askConfiguration(session, session.visit(name).base, { origin })
    mustAnswer(answer, 200)
    mustAllowOrigin(answer, origin)
  },
})

const crossOriginMetadata = (name: string): Check => ({
  title: 'the CapabilityStatement can be read by an app in a browser',
  optional: true,
  run: async (session) => {
    const origin = originOf(session)
    const headers = { accept: 'application/fhir+json', origin }
    const answer = await session.ask(`${session.visit(name).base}/metadata`, { headers })
    mustAnswer(answer, 200)
    mustAllowOrigin(answer, origin)
  },
})

/** The group of steps, as the SMART version has it. */
export const discovery = (
  name: string,
  begin: (session: Session) => Visit,
  version: string,
  required?: readonly string[],
): readonly Check[] => [
  wellKnown(begin),
  fields(name),
  ...(version === '2.2.0' ? [crossOriginConfiguration(name), crossOriginMetadata(name)] : []),
  ...(required === undefined ? [] : [capabilities(name, required)]),
]
