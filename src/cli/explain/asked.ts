/** What stands behind `explain` on the command line -> the search or read that it means, and who would ask it. */
import { randomBytes } from 'node:crypto'
import type { Reach } from '../../auth/grant.ts'
import { isResourceType } from '../../fhir/definitions.ts'
import { parseScopes } from '../../auth/scope.ts'
import type { Mapping } from '../../mapping/model.ts'
import { parseSearch } from '../../parse/search.ts'
import type { SearchRequest } from '../../parse/request.ts'
import type { Context } from '../../plan/model.ts'
import { UsageError, type Place } from '../place.ts'

export interface ExplainOptions {
  readonly surface?: string
  readonly org?: string
  /** Logical id of the launch patient. */
  readonly patient?: string
  readonly scope?: string
}

export type Asked =
  | { readonly kind: 'search'; readonly request: SearchRequest }
  | { readonly kind: 'read'; readonly type: string; readonly id: string }

export interface Target {
  readonly asked: Asked
  readonly surface?: string
  readonly organization?: string
}

function toAsked(path: string, query: string): Asked {
  const parts = path.split('/')
  // Of a base that no settings know, what stands before the type is of no interest.
  const [type = '', id] = parts.slice(Math.max(0, parts.findIndex(isResourceType)))
  if (!isResourceType(type)) throw new UsageError(`Write a FHIR URL, or a search such as 'Observation?patient=pat-1'.`)
  if (id !== undefined && id !== '_search') return { kind: 'read', type, id }
  return { kind: 'search', request: parseSearch({ type, query }) }
}

/** `https://host/api/sevocity/v1/1/Observation?...` or `Observation?...`. Throws a `UsageError`, and what parsing throws. */
export function readTarget(text: string, { publicUrl, surfaces }: Pick<Place, 'publicUrl' | 'surfaces'>): Target {
  const [whole = '', query = ''] = text.split(/\?(.*)/s)
  const path = whole.startsWith(publicUrl) ? whole.slice(publicUrl.length) : whole.replace(/^https?:\/\/[^/]+/, '')
  for (const surface of surfaces) {
    const [, organization, rest] = new RegExp(`^${patternOf(surface.path)}/(?<rest>.*)$`, 's').exec(path) ?? []
    if (rest === undefined) continue
    return { asked: toAsked(rest, query), surface: surface.name, ...(organization && { organization }) }
  }
  return { asked: toAsked(path, query) }
}

/** A surface's path as a pattern whose one group is the organization, empty where the path has none. */
function patternOf(path: string): string {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return escaped.includes('{organization}') ? escaped.replace('{organization}', '([^/]+)') : `${escaped}()`
}

/** Whose requests go there when nothing is said: all of the organization, or all of one patient. */
function scopeOf({ scope, patient }: ExplainOptions): string {
  return scope ?? (patient === undefined ? 'system/*.rs' : 'patient/*.rs')
}

/** As the settings say of the surface; without settings, a launch patient narrows. */
function reachOf(surface: string, { patient }: ExplainOptions, { surfaces }: Place): Reach {
  return surfaces.find(({ name }) => name === surface)?.reach ?? (patient === undefined ? 'organization' : 'patient')
}

/** Throws a `UsageError`. */
export function contextFor(target: Target, options: ExplainOptions, mapping: Mapping, place: Place): Context {
  const organization = options.org ?? target.organization ?? [...mapping.tenants.keys()][0] ?? ''
  const tenant = mapping.tenants.get(organization)
  if (tenant === undefined)
    throw new UsageError(
      `There is no organization ${organization}. There are ${[...mapping.tenants.keys()].join(', ')}.`,
    )
  const surface = options.surface ?? target.surface ?? (options.patient === undefined ? 'sevocity' : 'patients')
  const reach = reachOf(surface, options, place)
  if (reach === 'patient' && options.patient === undefined)
    throw new UsageError(`On ${surface}, say whose data: --patient pat-1.`)
  const path = place.surfaces.find(({ name }) => name === surface)?.path ?? ''
  const grant = {
    surface,
    reach,
    organization,
    subject: 'explain',
    client: 'portico',
    rules: parseScopes(scopeOf(options)),
    expires: Infinity,
    ...(options.patient !== undefined && { patient: options.patient }),
  }
  const base = `${place.publicUrl}${path.replace('{organization}', organization)}`
  return { mapping, grant, tenant, limits: place.limits, base, now: Date.now(), cursorKey: randomBytes(32) }
}
