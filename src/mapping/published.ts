/** `published:` of the tenants: what everyone may know of an organization, as a User-access Brand and its Endpoint. https://hl7.org/fhir/smart-app-launch/brands.html */
import { build, buildOccurrence } from './build.ts'
import type { Diagnostics } from './diagnostics.ts'
import { columnsOfNode, columnsOfOccurrence } from './forward.ts'
import type { Column, Element, Facts, Json, Node, Occurrence, Published, Reader } from './model.ts'
import type { Build } from './template/context.ts'
import { makeElement } from './template/element.ts'
import { makeOccurrences } from './template/values.ts'
import { checkKeys, entryOf, type MapNode, type Yaml } from './yaml.ts'

export interface PublishedClause {
  readonly columns: readonly Column[]
  /** Undefined where the row lacks what a brand or its endpoint has to have: a name, a website, a contact. */
  read(reader: Reader, facts: Facts): Published | undefined
}

interface Parts {
  readonly organization: Element
  readonly name: Node
  readonly contact: readonly Occurrence[]
}

const hint = 'write published: { organization: { name: ..., telecom: ... }, endpoint: { name: ..., contact: ... } }'

function mapOf(node: MapNode, key: string, diagnostics: Diagnostics): MapNode | undefined {
  const value = entryOf(node, key)?.value
  if (value?.kind === 'map') return value
  return void diagnostics.error(value?.at ?? node.at, `what is published of an organization has no map ${key}`, hint)
}

function memberOf(node: MapNode, key: string, diagnostics: Diagnostics): Yaml | undefined {
  const value = entryOf(node, key)?.value
  if (value !== undefined) return value
  return void diagnostics.error(node.at, `what is published of an organization has no ${key}`, hint)
}

/** Both are demanded of brands beyond what R4 demands of an Organization. */
const demanded = ['name', 'telecom']

/** The gateway's own: ids and addresses are of the base URLs. */
const own = ['id', 'meta', 'endpoint']

function checkOrganization(node: MapNode, diagnostics: Diagnostics): void {
  for (const key of demanded) memberOf(node, key, diagnostics)
  for (const { key, keyAt } of node.entries)
    if (own.includes(key)) diagnostics.error(keyAt, `${key} of what is published is not mapped`, 'leave it out')
}

function readParts(around: Build, node: MapNode): Parts | undefined {
  const { diagnostics } = around
  checkKeys(node, ['organization', 'endpoint'], 'clause of what is published', diagnostics)
  const organization = mapOf(node, 'organization', diagnostics)
  const endpoint = mapOf(node, 'endpoint', diagnostics)
  if (organization === undefined || endpoint === undefined) return undefined
  checkKeys(endpoint, ['name', 'contact'], 'element of a published endpoint', diagnostics)
  checkOrganization(organization, diagnostics)
  const [name, contact] = ['name', 'contact'].map((key) => memberOf(endpoint, key, diagnostics))
  const tree = makeElement({ ...around, path: 'Organization' }, { type: 'Organization' }, organization)
  if (tree === undefined || name === undefined || contact === undefined) return undefined
  const [text, point] = [{ type: 'string' }, { type: 'ContactPoint' }]
  return {
    organization: tree,
    name: { kind: 'first', of: makeOccurrences({ ...around, path: 'Endpoint.name' }, text, name, true) },
    contact: makeOccurrences({ ...around, path: 'Endpoint.contact' }, point, contact, false),
  }
}

const hasMember = (value: Json, name: string): boolean => typeof value === 'object' && name in value

function readRow({ organization, name, contact }: Parts, reader: Reader, facts: Facts): Published | undefined {
  const building = { facts, report: () => undefined, path: 'published' }
  const brand = build(organization, reader, building)
  const text = build(name, reader, building)
  const contacts = contact.flatMap((each) => buildOccurrence(each, reader, building))
  if (brand === undefined || typeof text !== 'string' || contacts.length === 0) return undefined
  return demanded.every((each) => hasMember(brand, each)) ? { organization: brand, name: text, contacts } : undefined
}

/** `around`: the names in reach are the columns of the table of organizations. Undefined, and told, where it is wrong. */
export function readPublished(around: Build, node: Yaml): PublishedClause | undefined {
  if (node.kind !== 'map') return void around.diagnostics.error(node.at, 'what is published is a map', hint)
  const parts = readParts(around, node)
  if (parts === undefined) return undefined
  const columns = [parts.organization, parts.name].flatMap(columnsOfNode)
  return {
    columns: [...columns, ...parts.contact.flatMap(columnsOfOccurrence)],
    read: (reader, facts) => readRow(parts, reader, facts),
  }
}
