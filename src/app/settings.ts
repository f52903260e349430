/** The settings of a gateway, checked: what `config/*.yaml` and the environment come to. */
import type { Reach } from '../auth/grant.ts'
import type { Surface } from '../auth/surface.ts'
import type { Edition } from '../fhir/definitions.ts'
import type { Limits } from '../plan/model.ts'
import type { FrontDoorSettings } from '../smart/settings.ts'
import type { SmartOffer } from '../smart/smart-configuration.ts'
import type { LogLevel } from './log.ts'

export interface ServerSettings {
  /** Undefined: every address of the machine. */
  readonly host?: string
  readonly port: number
  /** How clients reach the gateway, without a slash at the end: all absolute links begin with it. */
  readonly publicUrl: string
  /** Milliseconds without a byte either way after which a connection is closed. */
  readonly idleMs: number
  /** Milliseconds that answers in flight get when the gateway is stopped. */
  readonly drainMs: number
  /** Whether /metrics is offered. */
  readonly metrics: boolean
  /** Whether answers tell how long their stages took. */
  readonly timing: boolean
}

/** One row of base URLs and whose tokens are good there. */
export interface SurfaceSettings {
  readonly name: string
  /** Of the base URL. `{organization}` stands in it where each has a base of its own; where it does not, the token says whose data is meant. */
  readonly path: string
  readonly issuer: string
  /** What a token's `aud` may be: `{base}` stands for the FHIR base URL of the organization, `{root}` for what all bases of the surface begin with. */
  readonly audience: readonly string[]
  readonly algorithms: NonNullable<Surface['algorithms']>
  readonly patientClaim: string
  readonly organizationClaim: string
  readonly reach: Reach
  readonly clients?: readonly string[]
  readonly smart: SmartOffer
}

export interface Settings {
  readonly server: ServerSettings
  readonly database: {
    readonly url: string
    readonly pool: { readonly max: number; readonly waitMs: number; readonly keepFree: number }
    readonly timeoutMs: number
    readonly connectMs: number
    readonly schema?: string
  }
  readonly mapping: {
    readonly directory: string
    readonly schema: string
    readonly usCore: Edition
    /** 0: never. */
    readonly refreshMs: number
  }
  readonly surfaces: readonly SurfaceSettings[]
  /** Undefined: apps speak to the providers themselves, and the tokens alone say what they are good for. */
  readonly frontDoor?: FrontDoorSettings
  readonly limits: Limits
  /** `key`: 32 bytes, in base64; of several the first encrypts, and all open. */
  readonly cursor: { readonly key?: string | readonly string[] }
  readonly log: { readonly level: LogLevel }
}

const placeholder = '{organization}'

/** Whether each organization has a base of its own. */
export const hasOrganization = ({ path }: Pick<SurfaceSettings, 'path'>): boolean => path.includes(placeholder)

/** Without a slash at the end. `organization` as it stands in a path, decoded; of no matter where the surface has one base for all. */
export const baseUrl = (settings: Settings, surface: SurfaceSettings, organization = ''): string =>
  `${settings.server.publicUrl}${surface.path.replace(placeholder, encodeURIComponent(organization))}`

/** What all base URLs of a surface begin with: the audience of tokens that are good for several. */
export const rootUrl = (settings: Settings, surface: SurfaceSettings): string =>
  `${settings.server.publicUrl}${rootOf(surface)}`

/** The path of what all bases of a surface begin with. */
export const rootOf = ({ path }: SurfaceSettings): string => path.split(`/${placeholder}`)[0] ?? ''

/** The path of a surface's bases, as Express writes it. */
export const routeOf = ({ path }: SurfaceSettings): string => path.replace(placeholder, ':organization')

/** What the issuers of realms begin with that have a front door. */
const realmsUrl = ({ publicUrl }: FrontDoorSettings): string => `${publicUrl}/realms/`

/** Whether the surface's tokens come through the front door. */
export const isGuarded = ({ frontDoor }: Settings, { issuer }: SurfaceSettings): boolean =>
  frontDoor !== undefined && issuer.startsWith(realmsUrl(frontDoor))

/** The realm of a surface with a front door: the last part of its issuer. */
export const realmOf = ({ issuer }: SurfaceSettings): string => issuer.split('/').at(-1) ?? ''

/** What `auth` asks of a surface. */
export function toSurface(settings: Settings, surface: SurfaceSettings): Surface {
  const { name, issuer, algorithms, patientClaim, organizationClaim, reach, clients } = surface
  return {
    name,
    issuer,
    audience: (organization) => {
      const base = baseUrl(settings, surface, organization)
      const root = rootUrl(settings, surface)
      return surface.audience.map((each) => each.replaceAll('{base}', base).replaceAll('{root}', root))
    },
    algorithms,
    patientClaim,
    organizationClaim,
    reach,
    ...(clients !== undefined && { clients }),
  }
}
