/** `proxy: { each: guardians, is: =g.CNTC_PAT_ID | ref(pat) }`: which other patients may open a patient's chart, from the database's own rows. */
import { parseCondition } from '../conditions.ts'
import type { Node, Occurrence } from '../model.ts'
import { fault, type Build } from '../template/context.ts'
import { makeOccurrences } from '../template/values.ts'
import { checkKeys, entryOf, itemsOf, type Entry, type MapNode, type Yaml } from '../yaml.ts'
import type { Head } from './head.ts'

const hint = 'write { each: guardians, is: =g.CNTC_PAT_ID | ref(pat) }'

/** Nothing but the key of a patient, so that the question of whose chart it is can be asked of the database. */
function isPatient(node: Node): boolean {
  if (node.kind === 'first') return node.of.every((each) => isPatient(each.node))
  return node.kind === 'hole' && node.lens.targetType === 'Patient'
}

function checkPatients(build: Build, occurrences: readonly Occurrence[]): readonly Occurrence[] {
  return occurrences.filter(({ node, at }) => isPatient(node) || fault(build, at, 'a proxy is a patient', hint))
}

/** `when` is asked of the patient's own row, outside of the child rows, so that an index over those can lead. */
function makeConditional(build: Build, item: MapNode): readonly Occurrence[] {
  checkKeys(item, ['each', 'when', 'is'], 'clause of proxy', build.diagnostics)
  const when = entryOf(item, 'when')
  const entries = item.entries.filter(({ key }) => key === 'each' || key === 'is')
  if (entryOf(item, 'is') === undefined) return fault(build, item.at, 'a proxy needs to say who it is', hint) ?? []
  const inner = makeOccurrences(build, { type: 'Reference' }, { ...item, entries }, false)
  if (when === undefined) return inner
  const cond = parseCondition(build.scope, when.value)
  return inner.map((each) => ({ when: cond, node: { kind: 'first', of: [each] }, at: each.at }))
}

function makeProxy(build: Build, item: Yaml): readonly Occurrence[] {
  if (item.kind === 'map') return checkPatients(build, makeConditional(build, item))
  if (item.kind === 'text' && item.text.startsWith('='))
    return checkPatients(build, makeOccurrences(build, { type: 'Reference' }, item, false))
  return fault(build, item.at, 'a proxy is a patient', hint) ?? []
}

function isMisplaced({ resource }: Head, { keyAt }: Entry, build: Build): boolean {
  if (resource === 'Patient') return false
  fault(build, keyAt, '"proxy" says who may open a patient\'s chart', 'write it in the Patient source')
  return true
}

/** References to the patients whose accounts may open the chart of a row; none where the source does not say. Faults are told. */
export function makeProxies(head: Head, build: Build): readonly Occurrence[] {
  const entry = entryOf(head.node, 'proxy')
  if (entry === undefined || isMisplaced(head, entry, build)) return []
  return itemsOf(entry.value).flatMap((item) => makeProxy({ ...build, path: 'proxy' }, item))
}
