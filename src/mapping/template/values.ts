import { formOf } from '../../fhir/primitive.ts'
/** Builds one value of the template: text, expression, alternatives, repetition. An element that repeats has several occurrences. */
import { always, and, has, not, type Cond } from '../cond.ts'
import { parseCondition } from '../conditions.ts'
import { suggest } from '../diagnostics.ts'
import { callHint } from './call-hint.ts'
import { named } from '../equality/list.ts'
import { parseExpression, type Alternative, type Pipe } from '../expression.ts'
import { joinedColumn, splitInto } from '../lenses/pipeline.ts'
import { identifier, validLens } from '../lenses/valid.ts'
import { templateLens } from '../lenses/values.ts'
import type { Column, Each, Element, Node, Occurrence, Place } from '../model.ts'
import { resolveColumn } from '../scope.ts'
import { entryOf, itemsOf, type MapNode, type TextNode, type Yaml } from '../yaml.ts'
import { withAbsentReason } from './absent.ts'
import { checkPipe } from './arity.ts'
import { held } from './bound.ts'
import { checkFacts, makeConstant } from './constants.ts'
import { fault, insideRows, type Build, type Slot } from './context.ts'
import { isTextType, makeLens } from './lenses.ts'
import { isQuantityPipe, makeQuantity, makeRange } from './quantities.ts'

const special = new Set(['first', 'case', 'when', 'each', 'is', 'absent', 'none', 'by', 'under'])

const occurrence = (slot: Slot, node: Node, at: Place, when: Cond = always, each?: Each): Occurrence => ({
  when,
  node: slot.finish === undefined ? node : slot.finish(node),
  at,
  ...(slot.json === undefined ? {} : { json: slot.json }),
  ...(each === undefined ? {} : { each }),
})

const heldType = (build: Build, { type }: Slot): string =>
  build.path.endsWith('.identifier.value') ? identifier : type

function pipeNode(build: Build, slot: Slot, pipe: Pipe): Node | undefined {
  if (!checkPipe(build, pipe)) return undefined
  if (pipe.calls.some((call) => call.name === 'range')) return makeRange(build, pipe, slot.type)
  if (isQuantityPipe(pipe)) return makeQuantity(build, pipe, slot.type)
  const lens = makeLens(build, pipe, {
    type: slot.type,
    ...(slot.binding === undefined ? {} : { binding: slot.binding }),
  })
  return (
    lens && {
      kind: 'hole',
      lens: held(build, slot, validLens(lens, heldType(build, slot))),
      type: slot.type,
      at: pipe.at,
    }
  )
}

function alternativeNode(build: Build, slot: Slot, alternative: Alternative): Node | undefined {
  if (alternative.kind === 'pipe') return pipeNode(build, slot, alternative.pipe)
  return makeConstant(build, slot.type, alternative.text, alternative.at, slot.binding)
}

function templateNode(build: Build, slot: Slot, node: TextNode): Node | undefined {
  const pieces = node.text
    .split(/\{((?!tenant\.)[\w.]+)\}/)
    .map((piece, index) => (index % 2 === 0 ? piece : resolveColumn(build.scope, piece, node.at)))
  checkFacts(build, node.text, node.at)
  if (pieces.includes(undefined)) return undefined
  if (!isTextType(slot.type))
    return fault(build, node.at, `${build.path} is a ${slot.type}: a text with holes cannot fill it`)
  const lens = templateLens(pieces.filter((piece) => piece !== '') as (string | Column)[], slot.type, formOf(slot.type))
  return { kind: 'hole', lens: validLens(lens, heldType(build, slot)), type: slot.type, at: node.at }
}

/** `first(m.A)` is that of the first row of a group that has it, `max(m.A)` that of the row where it is greatest. */
function aggregateOccurrences(build: Build, slot: Slot, pipe: Pipe, single: boolean): readonly Occurrence[] {
  const declared = build.rows.get('group')
  if (!checkPipe(build, pipe) || declared === undefined) return []
  if (!single) {
    fault(build, pipe.at, `${build.path} repeats: a group's rows give one value each`, 'write { each: group, is: ... }')
    return []
  }
  const inside = insideRows(build, declared)
  const { aggregate, ...plain } = pipe
  const column = resolveColumn(inside.scope, pipe.columns[0]!.name, pipe.columns[0]!.at)
  const node = column && pipeNode(inside, slot, plain)
  if (column === undefined || node === undefined) return []
  const order = [{ column, descending: true }]
  const rows = aggregate === 'max' ? { ...declared.rows, name: `greatest ${column.name}`, order } : declared.rows
  return [occurrence(slot, node, pipe.at, always, { kind: 'table', rows })]
}

function alternativeOccurrences(build: Build, slot: Slot, alternative: Alternative, single: boolean) {
  if (alternative.kind === 'pipe' && alternative.pipe.aggregate !== undefined)
    return aggregateOccurrences(build, slot, alternative.pipe, single)
  const made = alternativeNode(build, slot, alternative)
  return made === undefined ? [] : [occurrence(slot, made, atOf(alternative))]
}

const atOf = (alternative: Alternative): Place => (alternative.kind === 'pipe' ? alternative.pipe.at : alternative.at)

function textOccurrences(build: Build, slot: Slot, node: TextNode, single: boolean): readonly Occurrence[] {
  if (slot.choose !== undefined) return slot.choose(build, node)
  if (node.text.startsWith('=')) {
    const parsed = parseExpression(node, build.diagnostics) ?? []
    return parsed.flatMap((each) => alternativeOccurrences(build, slot, each, single))
  }
  const holes = /\{(?!tenant\.)[\w.]+\}/.test(node.text)
  const made = holes
    ? templateNode(build, slot, node)
    : makeConstant(build, slot.type, node.text, node.at, slot.binding)
  return made === undefined ? [] : [occurrence(slot, made, node.at)]
}

/** Alternatives as one occurrence, or as they are where the element does not repeat. */
export function alternatives(occurrences: readonly Occurrence[], at: Place, single: boolean): readonly Occurrence[] {
  if (single || occurrences.length <= 1) return occurrences
  return [{ when: always, node: { kind: 'first', of: occurrences }, at }]
}

const narrow = (occurrences: readonly Occurrence[], when: Cond): Occurrence[] =>
  occurrences.map((each) => ({ ...each, when: and(when, each.when) }))

function caseBranches(build: Build, slot: Slot, node: MapNode, single: boolean): readonly Occurrence[] {
  const entry = entryOf(node, 'case')!
  const column = entry.value.kind === 'text' ? resolveColumn(build.scope, entry.value.text, entry.value.at) : undefined
  if (column === undefined) return []
  const branches = node.entries.filter(({ key }) => !special.has(key))
  if (branches.length === 0)
    fault(build, entry.keyAt, 'a case without branches', 'write { case: c.TYP, A: ..., else: ... }')
  const stated = branches.filter(({ key }) => key !== 'else').map(({ key }) => key)
  return branches.flatMap(({ key, value }) => {
    const when = key === 'else' ? not(named(column, stated)) : named(column, [key])
    return narrow(makeOccurrences(build, slot, value, single), when)
  })
}

interface Repetition {
  readonly build: Build
  readonly each: Each
}

function eachTable(build: Build, name: string, at: Place): Repetition | undefined {
  const declared = build.rows.get(name)
  if (declared === undefined)
    return fault(build, at, `"${name}" is no rows: of this source`, callHint(name) ?? suggest(name, build.rows.keys()))
  return { build: insideRows(build, declared), each: { kind: 'table', rows: declared.rows } }
}

function eachSplit(build: Build, column: Column, separator: string): Repetition {
  const each = splitInto(column, separator)
  return { build: { ...build, scope: { ...build.scope, it: each.it } }, each }
}

const separators: Readonly<Record<string, string>> = { crlf: '\r\n', lf: '\n', blank: ' ' }

/** `joined(lines n.LN_TXT crlf)`: what it stands for is seen from outside of the rows. */
function eachJoined(
  build: Build,
  [, name = '', column = '', by = '']: RegExpExecArray,
  at: Place,
): Repetition | undefined {
  const repeated = eachTable(build, name, at)
  if (repeated?.each.kind !== 'table') return undefined
  const found = resolveColumn(repeated.build.scope, column, at)
  if (found === undefined) return undefined
  const it = joinedColumn(found)
  const { rows } = repeated.each
  const each: Each = { kind: 'joined', rows, column: found, separator: separators[by] ?? by, it }
  return { build: { ...build, scope: { ...build.scope, it } }, each }
}

/** `split(p.RACE_CDS ;)`, or `joined(...)`. */
function parseEach(build: Build, text: string, at: Place): Repetition | undefined {
  const joined = /^joined\(\s*(\w+)\s+(\S+?)(?:\s+(crlf|lf|blank|\S))?\s*\)$/.exec(text)
  if (joined !== null) return eachJoined(build, joined, at)
  const split = /^split\(\s*(\S+)\s+(\S+)\s*\)$/.exec(text)
  if (split === null) return eachTable(build, text, at)
  const column = resolveColumn(build.scope, split[1]!, at)
  return column && eachSplit(build, column, split[2]!)
}

/** `columns(e.A e.B)`: one occurrence for each column that has a value, `it` being the column. */
function eachColumns(build: Build, slot: Slot, node: MapNode, names: string, at: Place): readonly Occurrence[] {
  return names
    .trim()
    .split(/\s+/)
    .flatMap((name) => {
      const it = resolveColumn(build.scope, name, at)
      if (it === undefined) return []
      const inside = { ...build, scope: { ...build.scope, it } }
      return narrow(makeOccurrences(inside, slot, without(node, 'each'), false), has(it))
    })
}

const without = (node: MapNode, ...keys: string[]): MapNode => ({
  ...node,
  entries: node.entries.filter(({ key }) => !keys.includes(key)),
})

/** `under: q.PRNT_ID = g.Q_ID`: of the rows those that belong to the row around them. */
function underOuter(build: Build, { build: inner, each }: Repetition, node: MapNode): Each {
  const under = entryOf(node, 'under')
  if (under === undefined) return each
  const { at } = under.value
  const [left, right, ...more] = (under.value.kind === 'text' ? under.value.text : '')
    .split('=')
    .map((text) => text.trim())
  const own = left && resolveColumn(inner.scope, left, at)
  const of = right && resolveColumn(build.scope, right, at)
  if (each.kind === 'table' && own && of && more.length === 0) return { ...each, under: { own, of } }
  fault(build, at, 'under: ties child rows to the row around them', 'write under: inner.COLUMN = outer.COLUMN')
  return each
}

function eachOccurrences(build: Build, slot: Slot, node: MapNode): readonly Occurrence[] {
  const { value } = entryOf(node, 'each')!
  const text = value.kind === 'text' ? value.text : ''
  const columns = /^columns\((.*)\)$/.exec(text)
  if (columns !== null) return eachColumns(build, slot, node, columns[1]!, value.at)
  const repetition = parseEach(build, text, value.at)
  if (repetition === undefined) return []
  const around = underOuter(build, repetition, node)
  const inside = makeOccurrences(repetition.build, slot, without(node, 'each', 'under'), false)
  return inside.map((each) => {
    if (each.each === undefined) return { ...each, each: around }
    return { when: always, node: { kind: 'first', of: [each] }, at: each.at, each: around }
  })
}

function specialOccurrences(
  build: Build,
  slot: Slot,
  node: MapNode,
  single: boolean,
): readonly Occurrence[] | undefined {
  const first = entryOf(node, 'first')
  if (first !== undefined) {
    checkBeside(build, node, 'first')
    const branches = itemsOf(first.value).flatMap((item) =>
      alternatives(makeOccurrences(build, slot, item, single), item.at, single),
    )
    return alternatives(branches, node.at, single)
  }
  // Branches of a case exclude each other: each gives all that it lists.
  if (entryOf(node, 'case') !== undefined) return caseBranches(build, slot, node, single)
  const is = entryOf(node, 'is')
  if (is === undefined) return undefined
  checkBeside(build, node, 'is')
  return makeOccurrences(build, slot, is.value, single)
}

/** Control words that may stand beside each other. */
const beside: readonly string[] = ['when', 'absent', 'each']

function checkBeside(build: Build, node: MapNode, word: string): void {
  for (const { key, keyAt } of node.entries)
    if (key !== word && !beside.includes(key))
      fault(build, keyAt, `"${key}" cannot stand beside ${word}`, `put it inside what ${word} says`)
}

function mapOccurrences(build: Build, slot: Slot, node: MapNode, single: boolean): readonly Occurrence[] {
  if (entryOf(node, 'each') !== undefined) return eachOccurrences(build, slot, node)
  if (entryOf(node, 'none') !== undefined && entryOf(node, 'case') === undefined) return nothing(build, slot, node)
  const when = entryOf(node, 'when')
  const cond = when === undefined ? always : parseCondition(build.scope, when.value)
  const known = specialOccurrences(build, slot, node, single)
  if (known !== undefined) return narrow(known, cond)
  if (slot.choose !== undefined) return narrow(slot.choose(build, without(node, ...special)), cond)
  const element = elementOf(build, slot, node)
  return element === undefined ? [] : [occurrence(slot, element, node.at, cond)]
}

function elementOf(build: Build, slot: Slot, node: MapNode): Element | undefined {
  const absent = entryOf(node, 'absent')?.value
  const reasoned = absent?.kind === 'text' ? { ...build, reason: absent.text } : build
  const element = build.makeElement(reasoned, slot, without(node, ...special))
  if (element === undefined || absent?.kind !== 'text' || !slot.type.endsWith('.component')) return element
  return withAbsentReason(build, element, absent.text, absent.at)
}

/** `{ none: true }` as a branch: the alternatives behind it do not count where its condition holds. */
function nothing(build: Build, slot: Slot, node: MapNode): readonly Occurrence[] {
  checkBeside(build, node, 'none')
  const when = entryOf(node, 'when')
  const cond = when === undefined ? always : parseCondition(build.scope, when.value)
  return [{ when: cond, node: { kind: 'constant', type: slot.type, value: '', tenant: false }, at: node.at }]
}

/** All occurrences that a value of the template gives for one element. `single`: the element does not repeat, so alternatives stand side by side. */
export function makeOccurrences(build: Build, slot: Slot, node: Yaml, single: boolean): readonly Occurrence[] {
  if (node.kind === 'text') return alternatives(textOccurrences(build, slot, node, single), node.at, single)
  if (node.kind === 'map') return mapOccurrences(build, slot, node, single)
  if (single && node.items.length > 1) {
    fault(
      build,
      node.at,
      `${build.path} does not repeat: a list cannot fill it`,
      'for alternatives write { first: [...] }',
    )
  }
  return node.items.flatMap((item) => makeOccurrences(build, slot, item, single))
}
