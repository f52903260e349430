/** What a realm is made from: the settings of the front door, the surfaces whose tokens it gives, and the types that the mapping serves. */
import type { FrontDoorSettings } from '../settings.ts'
import type { ScopeContext } from './scopes.ts'

/** The surface's part. One realm may serve several. */
export interface RealmSurface {
  readonly issuer: string
  /** What all its base URLs begin with: the audience of its tokens. */
  readonly root: string
  /** The scope contexts that reach data there. */
  readonly contexts: readonly ScopeContext[]
}

export interface RealmInput {
  readonly realm: string
  /** Of the authorization server, without a slash at the end. */
  readonly publicUrl: string
  readonly title: string
  readonly audiences: readonly string[]
  readonly contexts: readonly ScopeContext[]
  readonly types: readonly string[]
  /** The front door's own client. */
  readonly client: FrontDoorSettings['client']
  readonly lifetimes: FrontDoorSettings['lifetimes']
  readonly passwordGrant: boolean
}

type Door = Pick<FrontDoorSettings, 'publicUrl' | 'client' | 'brand' | 'lifetimes' | 'passwordGrant'>

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

/** One for each realm that a surface names below the front door's address, in the surfaces' order. Surfaces of other issuers are left out. */
export function realmInputs(
  door: Door,
  surfaces: readonly RealmSurface[],
  types: readonly string[],
): readonly RealmInput[] {
  const begin = `${door.publicUrl}/realms/`
  const ours = surfaces.filter(({ issuer }) => issuer.startsWith(begin))
  return distinct(ours.map(({ issuer }) => issuer)).map((issuer) => {
    const own = ours.filter((surface) => surface.issuer === issuer)
    return {
      realm: issuer.slice(begin.length),
      publicUrl: door.publicUrl,
      title: door.brand.name,
      audiences: distinct(own.map(({ root }) => root)),
      contexts: distinct(own.flatMap(({ contexts }) => contexts)),
      types,
      client: door.client,
      lifetimes: door.lifetimes,
      passwordGrant: door.passwordGrant,
    }
  })
}
