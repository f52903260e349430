/** `systems:` of system.yaml: short names of code systems, and whether case counts in their codes. */
import type { StatedCases } from '../fhir/token-case.ts'
import { fillTenant } from './codes.ts'
import { suggest, type Diagnostics } from './diagnostics.ts'
import type { Tenant } from './model.ts'
import { checkKeys, entryOf, textIn, type Entry, type MapNode } from './yaml.ts'

export interface Systems {
  /** URIs by their short names; a tenant's facts may stand in them. */
  readonly uris: ReadonlyMap<string, string>
  /** By URI, where it is said. */
  readonly cases: StatedCases
}

interface Stated {
  readonly uri: string
  readonly isCased?: boolean
}

const hint = 'write lab: "urn:oid:1.2.3", or lab: { uri: "urn:oid:1.2.3", case: exact }'
const words: readonly string[] = ['exact', 'ignored']

function readCase(node: MapNode, diagnostics: Diagnostics): Pick<Stated, 'isCased'> {
  const entry = entryOf(node, 'case')
  const text = textIn(node, 'case')
  if (entry === undefined) return {}
  if (text === undefined || !words.includes(text))
    diagnostics.error(
      entry.value.at,
      `"${text ?? ''}" is not what the case of codes can be`,
      suggest(text ?? '', words),
    )
  return { isCased: text === 'exact' }
}

function readSystem({ value }: Entry, diagnostics: Diagnostics): Stated | undefined {
  if (value.kind === 'text') return { uri: value.text }
  if (value.kind !== 'map') return void diagnostics.error(value.at, 'a code system is a URI', hint)
  checkKeys(value, ['uri', 'case'], 'fact about a code system', diagnostics)
  const uri = textIn(value, 'uri')
  if (uri === undefined) return void diagnostics.error(value.at, 'a code system needs its URI', hint)
  return { uri, ...readCase(value, diagnostics) }
}

export function readSystems(system: MapNode, diagnostics: Diagnostics): Systems {
  const node = entryOf(system, 'systems')?.value
  const uris = new Map<string, string>()
  const cases = new Map<string, boolean>()
  for (const entry of node?.kind === 'map' ? node.entries : []) {
    const stated = readSystem(entry, diagnostics)
    if (stated === undefined) continue
    uris.set(entry.key, stated.uri)
    if (stated.isCased !== undefined) cases.set(stated.uri, stated.isCased)
  }
  return { uris, cases }
}

/** A tenant with what is said of the systems, by their URIs as it has them. */
export function withCases(tenant: Tenant, cases: StatedCases): Tenant {
  if (cases.size === 0) return tenant
  const filled = [...cases].flatMap(([uri, isCased]) => {
    const own = fillTenant(uri, { tenant, now: 0 })
    return own === undefined ? [] : [[own, isCased] as const]
  })
  return Object.freeze({ ...tenant, cases: new Map(filled) })
}
