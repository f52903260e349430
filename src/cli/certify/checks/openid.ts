/** An id token -> the steps on it, its issuer and its keys. https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose'
import { jsonBody, mustAnswer, textOf } from '../answers.ts'
import type { Json, OpenId, Visit } from '../model.ts'
import { Failed, must, need, type Check } from '../verdict.ts'
import { mustAllowOrigin, originOf } from './cross-origin.ts'
import { askFhir, mustBeResource } from './fhir.ts'

const decode = (token: string): OpenId => {
  try {
    return { header: { ...decodeProtectedHeader(token) }, payload: { ...decodeJwt(token) } }
  } catch {
    throw new Failed('the id token is no JWT')
  }
}

const openidOf = (visit: Visit): OpenId => need(visit.openid, 'there is no id token')

const decodeStep = (name: string): Check => ({
  title: 'the id token is a JWT',
  run: ({ visit }) => {
    const token = need(textOf(visit(name).token, 'id_token'), 'there is no id token')
    visit(name).openid = decode(token)
  },
})

const configurationStep = (name: string): Check => ({
  title: 'the OpenID configuration of its issuer is there, as JSON',
  run: async (session) => {
    const openid = openidOf(session.visit(name))
    const issuer = need(textOf(openid.payload, 'iss'), 'the id token has no iss')
    const answer = await session.ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    mustAnswer(answer, 200)
    const type = answer.headers.get('content-type') ?? ''
    must(type.startsWith('application/json'), `its Content-Type is "${type}" and must begin with application/json`)
    openid.configuration = jsonBody(answer)
  },
})

const required = [
  ...['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri', 'response_types_supported'],
  ...['subject_types_supported', 'id_token_signing_alg_values_supported'],
]

/** Throws Failed. */
export const checkOpenidConfiguration = (configuration: Json): void => {
  const missing = required.filter((member) => configuration[member] === undefined)
  must(missing.length === 0, `the OpenID configuration lacks ${missing.join(', ')}`)
  const algorithms = configuration['id_token_signing_alg_values_supported'] as readonly unknown[]
  must(algorithms.includes('RS256'), 'id_token_signing_alg_values_supported must have RS256')
}

const configurationFields = (name: string): Check => ({
  title: 'the OpenID configuration has its required fields, and RS256',
  run: ({ visit }) =>
    checkOpenidConfiguration(need(openidOf(visit(name)).configuration, 'there is no OpenID configuration')),
})

const importAll = async (keys: readonly JWK[]): Promise<void> => {
  for (const key of keys) {
    try {
      await importJWK(key, 'RS256')
    } catch {
      throw new Failed(`the RSA key ${key.kid ?? 'without kid'} cannot be read`)
    }
  }
}

const keysStep = (name: string): Check => ({
  title: 'the JWK set of the issuer can be read, and has an RSA key',
  run: async (session) => {
    const openid = openidOf(session.visit(name))
    const url = need(textOf(openid.configuration, 'jwks_uri'), 'there is no jwks_uri')
    const answer = await session.ask(url)
    mustAnswer(answer, 200)
    const { keys } = jsonBody(answer)
    must(Array.isArray(keys), 'keys must be a list')
    const rsa = (keys as readonly JWK[]).filter(({ kty }) => kty === 'RSA')
    must(rsa.length > 0, 'the JWK set has no RSA key')
    await importAll(rsa)
    openid.keys = rsa
  },
})

/** The key that the header names. Throws Failed. */
export const keyOf = (header: Json, keys: readonly JWK[]): JWK => {
  must(header['alg'] === 'RS256', `the id token is signed with ${String(header['alg'])}, and must be with RS256`)
  const { kid } = header
  must(keys.length === 1 || typeof kid === 'string', 'the id token must name its key by kid')
  const key = kid === undefined ? keys[0] : keys.find((one) => one.kid === kid)
  must(key !== undefined, 'the JWK set has no key of the kid of the id token')
  return key
}

const headerStep = (name: string): Check => ({
  title: 'the id token is signed with RS256, by a key of the set',
  run: ({ visit }) => {
    const openid = openidOf(visit(name))
    openid.key = keyOf(openid.header, need(openid.keys, 'there is no JWK set'))
  },
})

/** Throws Failed unless the signature is good and the claims are those of this client. */
export const checkIdToken = async (token: string, key: JWK, issuer: string, audience: string): Promise<void> => {
  const options = { issuer, audience, algorithms: ['RS256'], clockTolerance: 60 }
  const requiredClaims = ['iss', 'sub', 'aud', 'exp', 'iat']
  try {
    const { payload } = await jwtVerify(token, await importJWK(key, 'RS256'), { ...options, requiredClaims })
    must((payload.sub ?? '') !== '' && (payload.sub ?? '').length < 256, 'sub must have 1 to 255 characters')
  } catch (error) {
    throw error instanceof Failed ? error : new Failed(`the id token is not good: ${(error as Error).message}`)
  }
}

const payloadStep = (name: string): Check => ({
  title: 'the id token has its claims and a good signature',
  run: async ({ visit }) => {
    const { client, token } = visit(name)
    const { key, configuration } = openidOf(visit(name))
    const signing = need(key, 'there is no key of the id token')
    const issuer = need(textOf(configuration, 'issuer'), 'there is no issuer')
    await checkIdToken(textOf(token, 'id_token') ?? '', signing, issuer, client.id)
  },
})

/** `https://host/base/Practitioner/prac-1` -> `Practitioner/prac-1`. Throws Failed. */
export const fhirUserOf = (payload: Json): { readonly type: string; readonly id: string } => {
  const claim = textOf(payload, 'fhirUser') ?? ''
  must(claim !== '', 'the id token has no fhirUser')
  const [type = '', id = ''] = claim.split('/').slice(-2)
  const types = ['Patient', 'Practitioner', 'RelatedPerson', 'Person']
  must(types.includes(type) && id !== '', `fhirUser must end with one of ${types.join(', ')} and its id`)
  return { type, id }
}

const fhirUserStep = (name: string): Check => ({
  title: 'the person of fhirUser can be read',
  run: async (session) => {
    const visit = session.visit(name)
    const { type, id } = fhirUserOf(openidOf(visit).payload)
    mustBeResource(await askFhir(session, visit, `${type}/${id}`, { name: `${type}/{fhirUser}` }), type)
  },
})

const crossOriginUser = (name: string): Check => ({
  title: 'the person of fhirUser can be read by an app in a browser',
  optional: true,
  run: async (session) => {
    const visit = session.visit(name)
    const { type, id } = fhirUserOf(openidOf(visit).payload)
    const headers = { origin: originOf(session) }
    const answer = await askFhir(session, visit, `${type}/${id}`, { name: `${type}/{fhirUser}`, headers })
    mustBeResource(answer, type)
    mustAllowOrigin(answer, originOf(session))
  },
})

/** The group of steps on the id token of a launch. */
export const openid = (name: string, version: string): readonly Check[] => [
  decodeStep(name),
  configurationStep(name),
  configurationFields(name),
  keysStep(name),
  headerStep(name),
  payloadStep(name),
  fhirUserStep(name),
  ...(version === '2.2.0' ? [crossOriginUser(name)] : []),
]

export const idTokenStep = (name: string): Check => ({
  title: 'the token response has an id token',
  run: ({ visit }) => must((textOf(visit(name).token, 'id_token') ?? '') !== '', 'the token response has no id_token'),
})
