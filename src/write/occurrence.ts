/** The occurrences of an element -> the texts they give for one row: the first, or all. */
import { isNone } from '../mapping/forward.ts'
import type { Each, Node, Occurrence } from '../mapping/model.ts'
import { compileCond, isAlways, type Holds } from './condition.ts'
import { compileElement } from './element.ts'
import { bareSlot, type BadValue, type Frame, type Part, type Slot, type Text } from './frame.ts'
import type { Row } from './layout.ts'
import { compileConstant, compileHole } from './leaf.ts'
import { pieces } from './pieces.ts'
import type { Scope } from './scope.ts'
import { quote } from './text.ts'

/** The rows, wider by what is repeated over, that an occurrence is written for. */
type Spread = (row: Row, frame: Frame) => readonly Row[]

function compileNode(node: Node, scope: Scope, slot: Slot): Part {
  switch (node.kind) {
    case 'constant':
      return compileConstant(node, scope.tenant, slot)
    case 'hole':
      return compileHole(node, scope, slot)
    case 'first':
      return compileOne(node.of, scope, slot)
    case 'element':
      return compileElement(node, scope, slot)
  }
}

const asText = (part: Part): Text => (typeof part === 'string' ? () => part : part)

function compileWhen(part: Part, when: Holds): Text {
  const text = asText(part)
  return (row, frame) => (when(row, frame) ? text(row, frame) : '')
}

function compileSpread(each: Each, scope: Scope): { readonly spread: Spread; readonly scope: Scope } {
  if (each.kind === 'table') {
    const inner = scope.inside(each.rows)
    const spread: Spread = (row, { children }) => children[inner.index]!.map((child) => [...row, ...child])
    return { spread, scope: inner.scope }
  }
  const index = scope.positions.of(each.column)
  const spread: Spread = (row) => pieces(each, row[index]!).map((piece) => [...row, piece])
  return { spread, scope: scope.with([each.it]) }
}

interface Compiled {
  readonly part: Part
  readonly spread?: Spread
}

/** Alternatives of different types bring the member's name with them; those of a `first` are asked for theirs. */
function slotOf({ json, node }: Occurrence, slot: Slot): Slot {
  const { before, after, name } = slot
  if (name === undefined) return slot
  const own = json ?? name
  return node.kind === 'first' ? { before, after, name: own } : { before: `${before}${quote(own)}:`, after }
}

/** The condition of a repeated occurrence speaks of the repeated rows. */
function compileOccurrence(occurrence: Occurrence, scope: Scope, slot: Slot): Compiled {
  const repeated = occurrence.each && compileSpread(occurrence.each, scope)
  const inner = repeated?.scope ?? scope
  const node = compileNode(occurrence.node, inner, slotOf(occurrence, slot))
  const part = isAlways(occurrence.when) ? node : compileWhen(node, compileCond(occurrence.when, inner))
  return repeated ? { part, spread: repeated.spread } : { part }
}

function firstOfRows(text: Text, rows: readonly Row[], frame: Frame): string {
  for (const row of rows) {
    const found = text(row, frame)
    if (found !== '') return found
  }
  return ''
}

const single = ({ part, spread }: Compiled): Text => {
  const text = asText(part)
  return spread ? (row, frame) => firstOfRows(text, spread(row, frame), frame) : text
}

/** No JSON text begins so: an alternative that stands for nothing, and ends the search. */
const ending = '\u0000'

/** An alternative that is an empty constant ends the search where its condition holds. */
function compileAlternative(occurrence: Occurrence, scope: Scope, slot: Slot): Text {
  if (!isNone(occurrence.node)) return single(compileOccurrence(occurrence, scope, slot))
  const holds = compileCond(occurrence.when, scope)
  return (row, frame) => (holds(row, frame) ? ending : '')
}

/** Whether an occurrence always gives the same text, so that nothing behind it is ever asked. */
const isSettled = ({ when, each, node }: Occurrence): boolean =>
  isAlways(when) && !each && node.kind === 'constant' && !node.tenant

/** Bad is not absent: what was bad in the alternatives before the one that counts is told as replaced by it. */
function tell(held: BadValue[], before: number, frame: Frame): void {
  held.forEach((bad, index) => frame.report(index < before && !bad.became ? { ...bad, became: 'another' } : bad))
  held.length = 0
}

function compileAlternatives(occurrences: readonly Occurrence[], compile: (each: Occurrence) => Text): Text {
  const texts = occurrences.map(compile)
  const held: BadValue[] = []
  const report = (bad: BadValue): void => void held.push(bad)
  return (row, frame) => {
    const inner: Frame = { children: frame.children, facts: frame.facts, report }
    for (const text of texts) {
      const before = held.length
      const found = text(row, inner)
      if (found === '') continue
      if (held.length > 0) tell(held, found === ending ? 0 : before, frame)
      return found === ending ? '' : found
    }
    if (held.length > 0) tell(held, 0, frame)
    return ''
  }
}

/** The first that yields. */
export function compileOne(occurrences: readonly Occurrence[], scope: Scope, slot: Slot): Part {
  const [first] = occurrences
  if (!first) return ''
  if (occurrences.length === 1 || isSettled(first)) {
    const compiled = compileOccurrence(first, scope, slot)
    return compiled.spread ? single(compiled) : compiled.part
  }
  return compileAlternatives(occurrences, (each) => compileAlternative(each, scope, slot))
}

const listed = (list: string, text: string): string => {
  if (text === '') return list
  return list === '' ? text : `${list},${text}`
}

const all = ({ part, spread }: Compiled): Text => {
  const text = asText(part)
  if (!spread) return text
  return (row, frame) => spread(row, frame).reduce((list, each) => listed(list, text(each, frame)), '')
}

/** In a list the first branch that yields gives all that it repeats over. */
function compileBranches(occurrence: Occurrence, scope: Scope): Part {
  const branches = occurrence.node.kind === 'first' ? occurrence.node.of : []
  const text = compileAlternatives(branches, (each) =>
    isNone(each.node) ? compileAlternative(each, scope, bareSlot) : all(compileOccurrence(each, scope, bareSlot)),
  )
  return isAlways(occurrence.when) ? text : compileWhen(text, compileCond(occurrence.when, scope))
}

const isBranched = ({ node, each }: Occurrence): boolean => node.kind === 'first' && !each

function compileListed(occurrence: Occurrence, scope: Scope): Part {
  if (isBranched(occurrence)) return compileBranches(occurrence, scope)
  const compiled = compileOccurrence(occurrence, scope, bareSlot)
  return compiled.spread ? all(compiled) : compiled.part
}

function compileList(occurrences: readonly Occurrence[], scope: Scope, { before, after }: Slot): Part {
  const parts = occurrences.map((each) => compileListed(each, scope)).filter((part) => part !== '')
  if (parts.every((part) => typeof part === 'string')) return parts.length === 0 ? '' : before + parts.join() + after
  const texts = parts.map(asText)
  return (row, frame) => {
    let list = ''
    for (const text of texts) list = listed(list, text(row, frame))
    return list === '' ? '' : before + list + after
  }
}

/** All that yield, in order, as a JSON array under the slot's name; '' where none does. */
export function compileMany(
  occurrences: readonly Occurrence[],
  scope: Scope,
  { before, name = '', after }: Slot,
): Part {
  const slot = { before: `${before}${quote(name)}:[`, after: `]${after}` }
  const [only] = occurrences
  if (occurrences.length !== 1 || !only || only.each || isBranched(only)) return compileList(occurrences, scope, slot)
  return compileOccurrence(only, scope, slot).part
}
