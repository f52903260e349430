/** The parameters of an authorization request -> what is asked, or why it is refused. https://hl7.org/fhir/smart-app-launch/app-launch.html#obtain-authorization-code */
import type { Client, Launch } from '../model.ts'
import { resolveScopes } from '../scopes/resolve.ts'
import type { Base, Door, DoorRealm } from './door.ts'
import { checkGroups } from './groups.ts'
import type { AppRequest } from './interaction.ts'
import { wordsOf, type Parameters } from './parameters.ts'
import { isRegistered } from './redirect-uri.ts'
import { PageRefusal, Refusal } from './refusal.ts'

/** Keycloak passes over a longer `scope` without a word: https://github.com/keycloak/keycloak RequestParameters */
const longestScope = 3_900
const longestState = 1_500
/** Bytes of it as JSON, which is how it is sealed: quotes and other alphabets take more than one. */
const longestPrinted = 2_000

const isTooLong = (state: string): boolean =>
  state.length > longestState || Buffer.byteLength(JSON.stringify(state)) > longestPrinted

/** Clients of the provider itself, whose tokens are good for nothing here. */
const isOwn = (door: Door, client: string): boolean =>
  client === door.settings.client.id || client === 'account-console' || client === 'account'

/** Whether the request is none of an app's: it goes to the provider as it is, and what comes of it opens no chart. */
export const isForProvider = (door: Door, parameters: Parameters): boolean =>
  isOwn(door, parameters.get('client_id') ?? '')

export interface Identified {
  readonly client: Client
  readonly redirectUri: string
}

/** Who asks, and where the answer goes. Rejects with a {@link PageRefusal}: until both are known there is nobody to tell. */
export async function identify(door: Door, realm: DoorRealm, parameters: Parameters): Promise<Identified> {
  const id = parameters.get('client_id')
  const client = id === undefined ? undefined : await door.directory.client(realm.name, id)
  if (client === undefined) throw new PageRefusal('invalid_client', 'The app is not registered here.')
  const redirectUri = parameters.get('redirect_uri')
  if (redirectUri === undefined)
    throw new PageRefusal('invalid_request', 'The app does not say where to send you back.')
  if (!isRegistered(redirectUri, client.redirectUris))
    throw new PageRefusal('invalid_request', 'The app wants you sent to an address that is not registered for it.')
  // One that does not pass through the provider could not be given back with an error either.
  if (isTooLong(parameters.get('state') ?? ''))
    throw new PageRefusal(
      'invalid_request',
      `The app sends a state of more than ${longestState} characters, or of ${longestPrinted} bytes.`,
    )
  return { client, redirectUri }
}

function checkForm(parameters: Parameters): void {
  if (parameters.get('response_type') !== 'code')
    throw new Refusal('unsupported_response_type', 'response_type has to be code')
  if (parameters.has('request')) throw new Refusal('request_not_supported', 'request objects are not taken here')
  if (parameters.has('request_uri'))
    throw new Refusal('request_uri_not_supported', 'requests by reference are not taken here')
  for (const name of ['claims', 'registration'])
    if (parameters.has(name)) throw new Refusal('invalid_request', `${name} is not taken here`)
  const mode = parameters.get('response_mode') ?? 'query'
  if (mode !== 'query' && mode !== 'fragment')
    throw new Refusal('invalid_request', 'response_mode has to be query or fragment')
}

/** https://www.rfc-editor.org/rfc/rfc7636: never `plain`, which is also what a challenge without a method means. */
function checkPkce({ needsPkce }: Client, parameters: Parameters): void {
  const challenge = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  if (challenge === undefined && method === undefined && !needsPkce) return
  if (challenge === undefined) throw new Refusal('invalid_request', 'code_challenge is missing')
  if (method !== 'S256') throw new Refusal('invalid_request', 'code_challenge_method has to be S256')
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge))
    throw new Refusal('invalid_request', 'code_challenge is none of method S256')
}

/** A token is for the FHIR server that the app believes to speak to, or there is none: else a false server could pass it on. */
function checkAudience({ patients }: Door, realm: DoorRealm, parameters: Parameters): Base {
  const aud = parameters.get('aud')
  if (aud === undefined) throw new Refusal('invalid_request', 'aud is missing: it names the FHIR base URL')
  const base = realm.findBase(aud.replace(/\/$/, ''))
  const exists = base?.organization === undefined || patients.hasOrganization(base.organization)
  if (base === undefined || !exists)
    throw new Refusal('invalid_request', 'aud is not a FHIR base URL that this server gives access to')
  return base
}

async function findLaunch(door: Door, realm: DoorRealm, client: Client, value: string, base: Base): Promise<Launch> {
  const launch = await door.store.findLaunch(value)
  const isMeant =
    launch?.realm === realm.name &&
    launch.client === client.id &&
    (base.organization === undefined || base.organization === launch.organization)
  // The same words for all: who guesses learns nothing.
  const refusal = new Refusal('invalid_request', 'launch is unknown, was used, has ended, or is for another app')
  if (!isMeant) throw refusal
  const taken = await door.store.takeLaunch(value)
  if (taken === undefined) throw refusal
  return taken
}

async function readLaunch(
  door: Door,
  realm: DoorRealm,
  client: Client,
  parameters: Parameters,
  base: Base,
): Promise<Launch | undefined> {
  const value = parameters.get('launch')
  const isAsked = wordsOf(parameters.get('scope')).includes('launch')
  if (value === undefined && !isAsked) return undefined
  if (value === undefined) throw new Refusal('invalid_request', 'the scope launch comes with the parameter launch')
  if (!isAsked) throw new Refusal('invalid_scope', 'the parameter launch comes with the scope launch')
  return findLaunch(door, realm, client, value, base)
}

function readScopes({ patients }: Door, realm: DoorRealm, client: Client, parameters: Parameters): readonly string[] {
  const asked = parameters.get('scope') ?? ''
  if (asked.length > longestScope)
    throw new Refusal('invalid_scope', `scope has more than ${longestScope} characters: ask with wildcards`)
  const offer = { contexts: realm.contexts.filter((each) => each !== 'system'), types: patients.types() }
  const scopes = resolveScopes(asked, new Set(client.scopes), offer)
  if (scopes.length === 0) throw new Refusal('invalid_scope', 'none of the scopes can be granted to this app')
  return scopes
}

const onwardNames = ['nonce', 'code_challenge', 'code_challenge_method', 'response_mode', 'ui_locales'] as const

const onwardOf = (parameters: Parameters): Readonly<Record<string, string>> =>
  Object.fromEntries(
    onwardNames.flatMap((name) => {
      const value = parameters.get(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )

/** It goes on to the provider, which would refuse the gate for it. https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest */
function checkMaxAge(parameters: Parameters): void {
  const asked = parameters.get('max_age')
  if (asked !== undefined && !/^\d{1,9}$/.test(asked))
    throw new Refusal('invalid_request', 'max_age has to be a whole number of seconds')
}

/** Without a visit there is none to tell of: the scope would promise one. */
const withEncounter = (scopes: readonly string[], launch: Launch | undefined): readonly string[] =>
  launch?.context.encounter === undefined ? scopes.filter((each) => each !== 'launch/encounter') : scopes

/** All checks that need no person. Rejects with a {@link Refusal}. A launch is used up by the request that passes all others. */
export async function checkRequest(
  door: Door,
  realm: DoorRealm,
  { client, redirectUri }: Identified,
  parameters: Parameters,
): Promise<AppRequest> {
  checkGroups(door, client)
  checkForm(parameters)
  checkMaxAge(parameters)
  checkPkce(client, parameters)
  const { organization } = checkAudience(door, realm, parameters)
  const scopes = readScopes(door, realm, client, parameters)
  const base = organization === undefined ? {} : { organization }
  const launch = await readLaunch(door, realm, client, parameters, base)
  const state = parameters.get('state')
  return {
    client: client.id,
    redirectUri,
    scopes: withEncounter(scopes, launch),
    onward: onwardOf(parameters),
    isSilent: wordsOf(parameters.get('prompt')).includes('none'),
    ...base,
    ...(state !== undefined && { state }),
    ...(launch !== undefined && { launch }),
  }
}
