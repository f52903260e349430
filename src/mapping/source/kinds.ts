/** Builds the kinds of a source: shared map and own map merged, meta and subject added, one element tree each. */
import { editions, elementOf, profile as profileById, profileIds, type Edition } from '../../fhir/definitions.ts'
import { always, and, has, not, type Cond } from '../cond.ts'
import { parseCondition } from '../conditions.ts'
import { suggest } from '../diagnostics.ts'
import type { Kind, Place, Root } from '../model.ts'
import { profileTree } from '../profile.ts'
import { resolveColumn } from '../scope.ts'
import type { Build } from '../template/context.ts'
import { makeElement } from '../template/element.ts'
import { checkKeys, entryOf, itemsOf, type Entry, type MapNode, type TextNode, type Yaml } from '../yaml.ts'
import { withContent } from './contents.ts'
import type { Head } from './head.ts'

const emptyMap = (at: Place): MapNode => ({ kind: 'map', entries: [], at })
const mapOf = (node: MapNode, key: string): MapNode | undefined => {
  const value = entryOf(node, key)?.value
  return value?.kind === 'map' ? value : undefined
}
const text = (value: string, at: Place): TextNode => ({ kind: 'text', text: value, at })

/** The kind's own entries replace the shared ones of the same name; `meta` and `extension` are joined. */
function mergeMaps(shared: MapNode, own: MapNode): MapNode {
  const names = new Set(own.entries.map(({ key }) => key))
  return { ...own, entries: [...shared.entries.filter(({ key }) => !names.has(key)), ...own.entries] }
}

function checkProfile({ text: id, at }: TextNode, { diagnostics, vocabulary: { usCore } }: Build): void {
  if (editions.some((edition) => profileById(id, edition) !== undefined)) return
  diagnostics.error(at, `"${id}" is no profile of US Core`, suggest(id, profileIds(usCore)))
}

/** Of a `profile:` clause the first that the edition has; where it has none of them, the resource is served plain. */
function profilesOf(build: Build, node: Yaml | undefined): readonly string[] {
  if (node === undefined) return []
  const names = itemsOf(node).flatMap((item) => (item.kind === 'text' ? [item] : []))
  for (const each of names) checkProfile(each, build)
  const known = names.find(({ text: id }) => profileById(id, build.vocabulary.usCore) !== undefined)
  return known === undefined ? [] : [known.text]
}

const urlsOf = (profiles: readonly string[], edition: Edition): readonly string[] =>
  profiles.map((id) => profileById(id, edition)!.url)

function metaEntry(head: Head, given: MapNode | undefined, urls: readonly string[]): Entry | undefined {
  const updated = entryOf(head.node, 'updated')
  const at = updated?.keyAt ?? head.at
  const own = given?.entries ?? []
  const entries: Entry[] = [
    ...(updated === undefined ? [] : [{ key: 'lastUpdated', keyAt: at, value: updated.value }]),
    ...(urls.length === 0
      ? []
      : [
          {
            key: 'profile',
            keyAt: at,
            value: { kind: 'list' as const, at, items: urls.map((url) => text(url, at)) },
          },
        ]),
    ...own,
  ]
  return entries.length === 0 ? undefined : { key: 'meta', keyAt: at, value: { kind: 'map', entries, at } }
}

/** `subject` or `patient`, from the `patient:` clause, where the map does not say it. */
function subjectEntry(head: Head, root: Root, map: MapNode): Entry | undefined {
  if (root.kind !== 'reference' || head.patient.kind !== 'reference') return undefined
  const name = ['subject', 'patient', 'beneficiary'].find((each) =>
    elementOf(head.resource, each)?.types.includes('Reference'),
  )
  if (name === undefined || entryOf(map, name) !== undefined) return undefined
  return { key: name, keyAt: head.patient.text.at, value: head.patient.text }
}

function completeMap(head: Head, root: Root, map: MapNode, urls: readonly string[]): MapNode {
  const given = mapOf(map, 'meta')
  const added = [metaEntry(head, given, urls), subjectEntry(head, root, map)].filter((each) => each !== undefined)
  return { ...map, entries: [...added, ...map.entries.filter(({ key }) => key !== 'meta')] }
}

interface KindPlan {
  readonly id: string | null
  readonly when: Cond
  readonly map: MapNode
  readonly profile: Yaml | undefined
  readonly build: Build
}

function makeKind(head: Head, root: Root, plan: KindPlan, ordinal: number): Kind | undefined {
  const profiles = profilesOf(plan.build, plan.profile)
  const { usCore } = plan.build.vocabulary
  const urls = urlsOf(profiles, usCore)
  const map = completeMap(head, root, plan.map, urls)
  const profile = profiles[0] === undefined ? undefined : profileTree(profiles[0], usCore)
  const { about } = plan.build
  const build: Build = {
    ...plan.build,
    path: head.resource,
    ...(profile === undefined ? {} : { profile }),
    ...(about === undefined ? {} : { about: { ...about, kind: plan.id } }),
  }
  const tree = makeElement(build, { type: head.resource }, map)
  if (tree === undefined) return undefined
  const all = tree.children.map((child) => (child.element === 'meta' ? keepMeta(child) : child))
  const { children, ...content } = withContent(build, head.resource, all)
  return Object.freeze({
    id: plan.id,
    ordinal,
    when: plan.when,
    tree: { ...tree, fixed: true, children },
    profiles: urls,
    ...content,
  })
}

/** `meta` stays for its profile even where there is no time. */
function keepMeta<T extends Kind['tree']['children'][number]>(child: T): T {
  const occurrences = child.occurrences.map((each) =>
    each.node.kind === 'element' ? { ...each, node: { ...each.node, fixed: true } } : each,
  )
  return { ...child, occurrences }
}

function namedKind(head: Head, build: Build, shared: MapNode, { key, value }: Entry): KindPlan[] {
  if (value.kind !== 'map') {
    build.diagnostics.error(value.at, 'a kind is a map', 'write { profile: ..., when: ..., map: ... }')
    return []
  }
  checkKeys(value, ['profile', 'when', 'map'], 'clause of a kind', build.diagnostics)
  const when = entryOf(value, 'when')
  return [
    {
      id: key,
      when: when === undefined ? always : parseCondition(build.scope, when.value),
      map: mergeMaps(shared, mapOf(value, 'map') ?? emptyMap(value.at)),
      profile: entryOf(value, 'profile')?.value ?? entryOf(head.node, 'profile')?.value,
      build,
    },
  ]
}

/** Kinds without names are shapes of the one resource: the first whose condition holds. */
function shapes(head: Head, build: Build, shared: MapNode, items: readonly Yaml[]): KindPlan[] {
  const earlier: Cond[] = []
  return items.flatMap((item) => {
    const [plan] = namedKind(head, build, shared, { key: '', keyAt: item.at, value: item })
    if (plan === undefined) return []
    const when = and(plan.when, ...earlier.map((each) => not(each)))
    earlier.push(plan.when)
    return [{ ...plan, id: null, when }]
  })
}

function columnKinds(head: Head, build: Build, shared: MapNode, kinds: MapNode, each: Entry): KindPlan[] {
  const names = each.value.kind === 'text' ? /^columns\((.*)\)$/.exec(each.value.text)?.[1] : undefined
  if (names === undefined) {
    build.diagnostics.error(each.keyAt, 'kinds repeat over columns', 'write each: "columns(e.A e.B)"')
    return []
  }
  checkKeys(kinds, ['each', 'when', 'map'], 'clause of kinds with each', build.diagnostics)
  const when = entryOf(kinds, 'when')
  const cond = when === undefined ? always : parseCondition(build.scope, when.value)
  const map = mergeMaps(shared, mapOf(kinds, 'map') ?? emptyMap(kinds.at))
  return names
    .trim()
    .split(/\s+/)
    .flatMap((name, index) => {
      const it = resolveColumn(build.scope, name, each.value.at)
      if (it === undefined) return []
      const inside: Build = { ...build, scope: { ...build.scope, it } }
      return [
        {
          id: `.${index + 1}`,
          when: and(has(it), cond),
          map,
          profile: entryOf(head.node, 'profile')?.value,
          build: inside,
        },
      ]
    })
}

function plans(head: Head, build: Build, shared: MapNode): KindPlan[] {
  const kinds = entryOf(head.node, 'kinds')?.value
  if (kinds === undefined)
    return [{ id: null, when: always, map: shared, profile: entryOf(head.node, 'profile')?.value, build }]
  if (kinds.kind === 'list') return shapes(head, build, shared, kinds.items)
  if (kinds.kind === 'text' || (kinds.kind === 'map' && kinds.entries.length === 0)) {
    build.diagnostics.error(
      kinds.at,
      'kinds are a map by name, or a list',
      'write kinds: { "8867-4": { when: ..., map: ... } }',
    )
    return []
  }
  const each = entryOf(kinds, 'each')
  if (each !== undefined) return columnKinds(head, build, shared, kinds, each)
  for (const { key, keyAt } of kinds.entries)
    if (!/^[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*$/.test(key))
      build.diagnostics.error(
        keyAt,
        `"${key}" cannot end an id`,
        'name a kind of letters and digits, with single hyphens or dots between',
      )
  return kinds.entries.flatMap((entry) => namedKind(head, build, shared, entry))
}

/** All kinds of a source, in order. */
export function makeKinds(head: Head, root: Root, build: Build): readonly Kind[] {
  const shared = mapOf(head.node, 'map') ?? emptyMap(head.at)
  return plans(head, build, shared).flatMap((plan, index) => makeKind(head, root, plan, index) ?? [])
}
