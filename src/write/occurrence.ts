/** The occurrences of an element -> the texts they give for one row: the first, or all. */
import { isUnder, joinedText } from '../mapping/forward.ts'
import type { Each, Joined, Node, Occurrence } from '../mapping/model.ts'
import type { Under } from '../mapping/table.ts'
import { isAlways, isNone } from '../mapping/template/life.ts'
import { compileCond, type Holds } from './condition.ts'
import { bareSlot, type BadValue, type Frame, type Part, type Slot, type Text } from './frame.ts'
import type { Row } from './layout.ts'
import { compileConstant, compileHole } from './leaf.ts'
import { pieces } from './pieces.ts'
import type { Scope } from './scope.ts'
import { quote } from './text.ts'

/** The rows, wider by what is repeated over, that an occurrence is written for. */
type Spread = (row: Row, frame: Frame) => readonly Row[]

/** The texts of repeated rows as one: the first that is none, or all with commas between. It goes for all that is repeated inside, too. */
type Gather = (text: Text, rows: readonly Row[], frame: Frame) => string

const first: Gather = (text, rows, frame) => {
  for (const row of rows) {
    const found = text(row, frame)
    if (found !== '') return found
  }
  return ''
}

const listed = (list: string, text: string): string => {
  if (text === '') return list
  return list === '' ? text : `${list},${text}`
}

const all: Gather = (text, rows, frame) => {
  let list = ''
  for (const row of rows) list = listed(list, text(row, frame))
  return list
}

function compileNode(node: Node, scope: Scope, slot: Slot, gather: Gather): Part {
  switch (node.kind) {
    case 'constant':
      return compileConstant(node, scope.tenant, slot)
    case 'hole':
      return compileHole(node, scope, slot)
    case 'first':
      return compileAlternatives(node.of, scope, slot, gather)
    case 'element':
      return scope.nest(node, scope, slot)
  }
}

const asText = (part: Part): Text => (typeof part === 'string' ? () => part : part)

function compileWhen(part: Part, when: Holds): Text {
  const text = asText(part)
  return (row, frame) => (when(row, frame) ? text(row, frame) : '')
}

function compileJoined(each: Joined, scope: Scope): { readonly spread: Spread; readonly scope: Scope } {
  const inner = scope.inside(each.rows)
  const index = inner.scope.positions.of(each.column) - scope.positions.width
  const spread: Spread = (row, { children }) => {
    const text = joinedText(
      each,
      children[inner.index]!.map((child) => child[index]!),
    )
    return text === undefined ? [] : [[...row, text]]
  }
  return { spread, scope: scope.with([each.it]) }
}

/** Of the rows those that belong to the row around them. */
function underRow(under: Under, whole: Spread, { positions }: Scope): Spread {
  const [own, of] = [positions.of(under.own), positions.of(under.of)]
  return (row, frame) =>
    whole(row, frame).filter((each) =>
      isUnder(
        under,
        () => each[own]!,
        () => each[of]!,
      ),
    )
}

function compileSpread(each: Each, scope: Scope): { readonly spread: Spread; readonly scope: Scope } {
  if (each.kind === 'table') {
    const inner = scope.inside(each.rows)
    const whole: Spread = (row, { children }) => children[inner.index]!.map((child) => [...row, ...child])
    return { spread: each.under ? underRow(each.under, whole, inner.scope) : whole, scope: inner.scope }
  }
  if (each.kind === 'joined') return compileJoined(each, scope)
  const index = scope.positions.of(each.column)
  const spread: Spread = (row) => pieces(each, row[index]!).map((piece) => [...row, piece])
  return { spread, scope: scope.with([each.it]) }
}

/** Alternatives of different types bring the member's name with them; those of a `first` are asked for theirs. */
function slotOf({ json, node }: Occurrence, slot: Slot): Slot {
  const { before, after, name } = slot
  if (name === undefined) return slot
  const own = json ?? name
  return node.kind === 'first' ? { before, after, name: own } : { before: `${before}${quote(own)}:`, after }
}

type CompileInside = (scope: Scope) => Part

/** For each of its rows in which its condition holds: the condition speaks of the repeated rows. */
function compileAround(occurrence: Occurrence, scope: Scope, inside: CompileInside, gather: Gather): Part {
  const repeated = occurrence.each && compileSpread(occurrence.each, scope)
  const inner = repeated?.scope ?? scope
  const part = inside(inner)
  const chosen = part === '' || isAlways(occurrence) ? part : compileWhen(part, compileCond(occurrence.when, inner))
  if (!repeated || chosen === '') return chosen
  const text = asText(chosen)
  return (row, frame) => gather(text, repeated.spread(row, frame), frame)
}

const compileOccurrence = (occurrence: Occurrence, scope: Scope, slot: Slot, gather: Gather): Part =>
  compileAround(
    occurrence,
    scope,
    (inner) => compileNode(occurrence.node, inner, slotOf(occurrence, slot), gather),
    gather,
  )

/** No JSON text begins so: an alternative that stands for nothing, and ends the search. */
const ending = '\u0000'

/** An alternative that is an empty constant ends the search where its condition holds. */
const compileAlternative = (occurrence: Occurrence, scope: Scope, slot: Slot, gather: Gather): Part =>
  isNone(occurrence.node)
    ? compileAround(occurrence, scope, () => ending, first)
    : compileOccurrence(occurrence, scope, slot, gather)

/** Those that are asked: nothing behind what always gives something, and no end where nothing follows. */
function compileAsked(occurrences: readonly Occurrence[], compile: (each: Occurrence) => Part): readonly Part[] {
  const compiled = occurrences.map((each) => ({ part: compile(each), isEnd: isNone(each.node) }))
  const some = compiled.filter(({ part }) => part !== '')
  const settled = some.findIndex(({ part }) => typeof part === 'string')
  const reached = settled < 0 ? some : some.slice(0, settled + 1)
  return reached.slice(0, reached.findLastIndex(({ isEnd }) => !isEnd) + 1).map(({ part }) => part)
}

/** Bad is not absent: what was bad in the alternatives before the one that counts is told as replaced by it. */
function tell(held: BadValue[], before: number, frame: Frame): void {
  held.forEach((bad, index) => frame.report(index < before && !bad.became ? { ...bad, became: 'another' } : bad))
  held.length = 0
}

/** What the first alternative gives that gives something. */
function compileAlternatives(occurrences: readonly Occurrence[], scope: Scope, slot: Slot, gather: Gather): Part {
  const parts = compileAsked(occurrences, (each) => compileAlternative(each, scope, slot, gather))
  const [only = ''] = parts
  if (parts.length <= 1) return only
  return firstOf(parts.map(asText))
}

function firstOf(texts: readonly Text[]): Text {
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
export const compileOne = (occurrences: readonly Occurrence[], scope: Scope, slot: Slot): Part =>
  compileAlternatives(occurrences, scope, slot, first)

function compileList(occurrences: readonly Occurrence[], scope: Scope, { before, after }: Slot): Part {
  const compiled = occurrences.map((each) => compileOccurrence(each, scope, bareSlot, all))
  const parts = compiled.filter((part) => part !== '')
  if (parts.every((part) => typeof part === 'string')) return parts.length === 0 ? '' : before + parts.join() + after
  const texts = parts.map(asText)
  return (row, frame) => {
    let list = ''
    for (const text of texts) list = listed(list, text(row, frame))
    return list === '' ? '' : before + list + after
  }
}

/** Gives one value at most, so that its text may hold the brackets around it. */
const isOne = ({ each, node }: Occurrence): boolean => each === undefined && node.kind !== 'first'

/** All that yield, in order, as a JSON array under the slot's name; '' where none does. */
export function compileMany(
  occurrences: readonly Occurrence[],
  scope: Scope,
  { before, name = '', after }: Slot,
): Part {
  const slot = { before: `${before}${quote(name)}:[`, after: `]${after}` }
  const [only] = occurrences
  if (occurrences.length === 1 && only && isOne(only)) return compileOccurrence(only, scope, slot, all)
  return compileList(occurrences, scope, slot)
}
