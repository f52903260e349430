/** An introspection request -> the provider's answer, with the context of the token's grant. https://hl7.org/fhir/smart-app-launch/token-introspection.html */
import type { Request, Response } from 'express'
import type { UpstreamAnswer } from '../upstream/forward.ts'
import { forwardToProvider } from './ask-tokens.ts'
import type { Door, DoorRealm } from './door.ts'
import { sendJson } from './json.ts'
import { printParameters, readParameters } from './parameters.ts'
import { paths } from './path.ts'
import { Refusal } from './refusal.ts'
import { copyHeaders, onwardHeaders, sendAnswer } from './relay.ts'

type Json = Readonly<Record<string, unknown>>

function readAnswer({ status, body }: UpstreamAnswer): Json | undefined {
  if (status !== 200) return undefined
  const json: unknown = JSON.parse(body.toString())
  return typeof json === 'object' && json !== null ? (json as Json) : undefined
}

/** A token that the store does not know is good for nothing, whatever the provider says of it. */
async function describe({ store }: Door, answer: Json): Promise<Json> {
  const { active, jti } = answer
  const grant = active === true && typeof jti === 'string' ? await store.findByTokenId(jti) : undefined
  if (grant === undefined) return { active: false }
  const { patient, encounter } = grant.context.launch
  const { fhirUser } = grant.context
  return {
    ...answer,
    ...(fhirUser !== undefined && answer['fhirUser'] === undefined && { fhirUser }),
    ...(patient !== undefined && { patient }),
    ...(encounter !== undefined && { encounter }),
  }
}

export async function introspect(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  const parameters = readParameters(String(request.body ?? ''))
  if (parameters?.get('token') === undefined)
    throw new Refusal('invalid_request', 'the request has to be a form with a token')
  const answer = await forwardToProvider(door, {
    method: 'POST',
    path: `/realms/${realm.name}${paths.introspection}`,
    // Keycloak would answer with a JWT where one is asked for.
    headers: {
      ...onwardHeaders(request),
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: printParameters(parameters),
  })
  const json = readAnswer(answer)
  if (json === undefined) return sendAnswer(response, answer)
  copyHeaders(response, answer.headers)
  sendJson(response, 200, await describe(door, json))
}
