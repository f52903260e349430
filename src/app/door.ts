/** The settings and the parts of a gateway -> what its front door needs: the realms, the store, the seals and the directories. */
import { randomBytes } from 'node:crypto'
import type { Authorizer } from '../auth/authorizer.ts'
import type { Mapping } from '../mapping/model.ts'
import type { Context } from '../plan/model.ts'
import type { Database } from '../rows/database.ts'
import type { Base, Door, DoorEvent, DoorRealm } from '../smart/gate/door.ts'
import { createDirectory } from '../smart/patients/directory.ts'
import { createSeal, longestStored, type Seal } from '../smart/seal.ts'
import type { FrontDoorSettings } from '../smart/settings.ts'
import type { ContextStore } from '../smart/store/model.ts'
import { createProviderDirectory } from '../smart/upstream/admin.ts'
import { createUpstream } from '../smart/upstream/forward.ts'
import { createSignIn } from '../smart/upstream/sign-in.ts'
import type { Emit } from './events.ts'
import { baseUrl, hasOrganization, isGuarded, realmOf, type Settings, type SurfaceSettings } from './settings.ts'
import { readKeys } from './settings/keys.ts'

/** What travels through browsers and the provider, and what lies in the store. */
export interface DoorSeals {
  readonly sent: Seal
  readonly stored: Seal
}

const sealsOf = (keys: readonly Uint8Array[]): DoorSeals => ({
  sent: createSeal(keys),
  stored: createSeal(keys, Date.now, longestStored),
})

/** By the key of the settings; made up, with a warning, where none is set. */
export function doorSeals({ key, publicUrl }: FrontDoorSettings, emit: Emit): DoorSeals {
  if (key !== undefined) return sealsOf(readKeys(key))
  const isAtHome = new URL(publicUrl).hostname === 'localhost'
  const text =
    'frontDoor.key is not set: what apps were granted ends with this process, and is not understood by another.'
  if (!isAtHome) emit({ kind: 'warning', text })
  return sealsOf([randomBytes(32)])
}

const mark = '{organization}'

/** A FHIR base URL of the surface -> its organization. */
function findBase(settings: Settings, surface: SurfaceSettings): (url: string) => Base | undefined {
  const [before = '', after] = `${settings.server.publicUrl}${surface.path}`.split(mark)
  if (after === undefined) return (url) => (url === before ? {} : undefined)
  return (url) => {
    if (!url.startsWith(before) || !url.endsWith(after)) return undefined
    const organization = url.slice(before.length, url.length - after.length)
    const isExact = organization !== '' && url === baseUrl(settings, surface, decode(organization))
    return isExact ? { organization: decode(organization) } : undefined
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function toRealm(settings: Settings, frontDoor: FrontDoorSettings, surface: SurfaceSettings): DoorRealm {
  const { name, issuer, reach, smart } = surface
  const realm = realmOf(surface)
  return {
    name: realm,
    issuer,
    surface: name,
    reach,
    contexts: smart.contexts,
    findBase: findBase(settings, surface),
    baseOf: (organization) => baseUrl(settings, surface, hasOrganization(surface) ? organization : ''),
    signIn: createSignIn(realm, issuer, frontDoor),
  }
}

export interface DoorParts {
  readonly settings: Settings
  readonly frontDoor: FrontDoorSettings
  readonly database: Database
  readonly mapping: () => Mapping
  readonly authorizer: Authorizer
  readonly seal: Seal
  readonly store: ContextStore
  /** Encrypts page links of the searches for patients, which are never given out. */
  readonly cursorKey: Context['cursorKey']
  readonly emit: (event: DoorEvent) => void
}

/** The provider is asked nothing before the first request. */
export function createDoor(parts: DoorParts): Door {
  const { settings, frontDoor, database, mapping, cursorKey } = parts
  const surfaces = settings.surfaces.filter((surface) => isGuarded(settings, surface))
  const realms = new Map(surfaces.map((each) => [realmOf(each), toRealm(settings, frontDoor, each)]))
  const upstream = createUpstream(frontDoor)
  const token = async (name: string, isRefused?: boolean): Promise<string> => {
    const realm = realms.get(name)
    if (realm === undefined) throw new Error(`there is no realm ${name}`)
    return realm.signIn.ownToken(isRefused)
  }
  return {
    settings: frontDoor,
    realms,
    store: parts.store,
    seal: parts.seal,
    upstream,
    directory: createProviderDirectory({ upstream, settings: frontDoor, token }),
    patients: createDirectory({ mapping, database, limits: settings.limits, cursorKey, realms }),
    organizationName: (organization) => mapping().tenants.get(organization)?.facts['name'] ?? organization,
    authorizer: parts.authorizer,
    emit: parts.emit,
  }
}
