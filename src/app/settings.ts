/** The settings of a gateway, checked: what `config/*.yaml` and the environment come to. */
import type { Reach } from '../auth/grant.ts'
import type { Surface } from '../auth/surface.ts'
import type { Limits } from '../plan/model.ts'
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
}

/** One row of base URLs and whose tokens are good there. */
export interface SurfaceSettings {
  readonly name: string
  /** Before the organization: `/api/patients/v1`. */
  readonly path: string
  readonly issuer: string
  /** What a token's `aud` may be: `{base}` stands for the FHIR base URL of the organization. */
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
    readonly pool: { readonly max: number; readonly waitMs: number }
    readonly timeoutMs: number
    readonly connectMs: number
    readonly schema?: string
  }
  readonly mapping: { readonly directory: string; readonly schema: string; readonly usCore: string }
  readonly surfaces: readonly SurfaceSettings[]
  readonly limits: Limits
  /** `key`: 32 bytes, in base64. */
  readonly cursor: { readonly key?: string }
  readonly log: { readonly level: LogLevel }
}

/** Without a slash at the end. `organization` as it stands in a path, decoded. */
export const baseUrl = (settings: Settings, surface: SurfaceSettings, organization: string): string =>
  `${settings.server.publicUrl}${surface.path}/${encodeURIComponent(organization)}`

/** What `auth` asks of a surface. */
export function toSurface(settings: Settings, surface: SurfaceSettings): Surface {
  const { name, issuer, algorithms, patientClaim, organizationClaim, reach, clients } = surface
  return {
    name,
    issuer,
    audience: (organization) => {
      const base = baseUrl(settings, surface, organization)
      return surface.audience.map((each) => each.replaceAll('{base}', base))
    },
    algorithms,
    patientClaim,
    organizationClaim,
    reach,
    ...(clients !== undefined && { clients }),
  }
}
