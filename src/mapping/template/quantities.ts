/** Expands `quantity`, `unit`, `comparator`, `hl7sn` and `range` into the elements of a Quantity or a reference range. */
import type { CodeList } from '../codes.ts'
import { suggest } from '../diagnostics.ts'
import type { Call, Pipe } from '../expression.ts'
import { codesLens, codesUse } from '../lenses/codes.ts'
import { readText, textHas, type Text } from '../lenses/pipeline.ts'
import type { Step } from '../lenses/steps.ts'
import { numberLens } from '../lenses/numbers.ts'
import { validLens } from '../lenses/valid.ts'
import { textLens } from '../lenses/values.ts'
import type { Child, Column, Element, Hole, Json, Lens, Node, Place } from '../model.ts'
import { resolveColumn } from '../scope.ts'
import { isBad } from '../value.ts'
import { stated } from '../profile.ts'
import { withEnds } from './ends.ts'
import { fault, type Build } from './context.ts'
import { isLive, refuseLive } from './live.ts'
import { atMost } from '../cond.ts'

export const ucum = 'http://unitsofmeasure.org'

const quantityCalls = new Set(['quantity', 'unit', 'comparator', 'hl7sn'])

export const isQuantityPipe = (pipe: Pipe): boolean => pipe.calls.some((call) => quantityCalls.has(call.name))

// Each character has one place in these forms: however long a text is, it is read once.
const decimal = String.raw`\d+(?:\.\d+)?|\.\d+`
const comparatorForm = new RegExp(String.raw`^(<=|>=|<|>)?\s*(?:\^\s*)?([+-]?(?:${decimal}))$`)

/** `<7.0 %` -> `<7.0`, where that is the unit: of another the number would mean another. */
const withoutUnit = (text: string, unit: string | undefined): string =>
  unit !== undefined && text.endsWith(unit) ? text.slice(0, -unit.length).trimEnd() : text

/** Only the row can tell which part of such a text there is, so SQL asks whether it has a value. */
function partStep(index: 1 | 2, unit: string | undefined): Step {
  return {
    forward: (text) => comparatorForm.exec(withoutUnit(text, unit))?.[index],
    back: (ask) => ({ ask: ask.kind === 'any' ? ask : { kind: 'any' }, exact: false }),
  }
}

const child = (element: string, type: string, node: Node, at: Place): Child => ({
  element,
  json: element,
  type,
  array: false,
  required: false,
  occurrences: [{ when: { kind: 'constant', value: true }, node, at }],
})

const hole = (lens: Lens, type: string, at: Place): Hole => ({ kind: 'hole', lens: validLens(lens, type), type, at })
const constant = (type: string, value: Json): Node => ({ kind: 'constant', type, value, tenant: false })

/** The unit as a constant: of the call, or what the profile fixes. */
function fixedUnit(build: Build, call: Call | undefined): string | undefined {
  const given = call?.name === 'quantity' ? call.arguments.join(' ') : ''
  const fixed = stated(build.profile?.children.get('code'))
  return given !== '' ? given : typeof fixed === 'string' ? fixed : undefined
}

function unitChildren(unit: string, at: Place): Child[] {
  return [
    child('unit', 'string', constant('string', unit), at),
    child('system', 'uri', constant('uri', ucum), at),
    child('code', 'code', constant('code', unit), at),
  ]
}

/** `system` stands beside the units that the list knows. */
function systemLens(text: Text, list: CodeList): Lens {
  return {
    gives: 'uri',
    columns: [text.column],
    forward: (values, facts) => {
      const unit = readText(text, values[0] ?? null)
      if (unit === undefined || isBad(unit)) return undefined
      const entry = list.find(unit, facts)[0]
      return entry?.code === undefined ? undefined : (entry.system ?? ucum)
    },
    has: () => atMost(textHas(text).over),
    match: () => undefined,
  }
}

/** The unit as stored where the list gives it no display. */
function unitLens(text: Text, list: CodeList): Lens {
  return {
    ...textLens(text, 'string'),
    codes: codesUse({ text, list }),
    forward: (values, facts) => {
      const unit = readText(text, values[0] ?? null)
      if (unit === undefined || isBad(unit)) return unit
      const entry = list.find(unit, facts)[0]
      return entry?.display ?? entry?.code ?? unit
    },
    match: () => undefined,
  }
}

function listedUnits(column: Column, list: CodeList, at: Place): Child[] {
  const text: Text = { column, steps: [] }
  const code = codesLens({ text, list, shape: 'code', fallback: (each) => ({ code: each }) })
  return [
    child('unit', 'string', hole(unitLens(text, list), 'string', at), at),
    child('system', 'uri', hole(systemLens(text, list), 'uri', at), at),
    child('code', 'code', hole(code, 'code', at), at),
  ]
}

/** `unit(v.WT_UOM uom)`. */
function unitsOf(build: Build, call: Call): Child[] | undefined {
  const [columnName = '', listName = ''] = call.arguments
  const column = resolveColumn(build.scope, columnName, call.at)
  const list = build.vocabulary.lists.get(listName)
  if (list === undefined)
    return fault(
      build,
      call.at,
      `"${listName}" is no code list of system.yaml`,
      suggest(listName, build.vocabulary.lists.keys()),
    )
  if (isLive(list)) return refuseLive(build, list, 'unit', call.at)
  return column === undefined ? undefined : listedUnits(column, list, call.at)
}

function units(build: Build, pipe: Pipe): Child[] | undefined {
  const unit = pipe.calls.find((call) => call.name === 'unit')
  if (unit !== undefined) return unitsOf(build, unit)
  const quantity = pipe.calls.find((call) => call.name === 'quantity')
  const fixed = fixedUnit(build, quantity)
  if (fixed !== undefined) return unitChildren(fixed, pipe.at)
  if (quantity === undefined) return []
  return fault(build, quantity.at, `${build.path} needs a unit, and the profile fixes none`, 'write quantity(mm[Hg])')
}

interface Written {
  readonly factor: string | undefined
  /** There where a comparator may stand before the number, and this unit behind it. */
  readonly compared?: { readonly unit: string | undefined }
}

function valueChildren(column: Column, { factor, compared }: Written, at: Place): Child[] {
  const value = numberLens({ column, steps: compared ? [partStep(2, compared.unit)] : [] }, 'decimal', factor)
  const number = child('value', 'decimal', hole(value, 'decimal', at), at)
  if (!compared) return [number]
  const comparator = textLens({ column, steps: [partStep(1, compared.unit)] }, 'code')
  return [number, child('comparator', 'code', hole(comparator, 'code', at), at)]
}

/** `times(0.0625)`: ounces to pounds. */
function factorOf(build: Build, pipe: Pipe): string | undefined {
  const call = pipe.calls.find((each) => each.name === 'times')
  const [factor] = call?.arguments ?? []
  if (call === undefined || (factor !== undefined && /^\d+(\.\d+)?$/.test(factor) && Number(factor) > 0)) return factor
  return fault(build, call.at, '"times" takes one decimal above zero', 'write times(0.0625)')
}

function checkCalls(build: Build, pipe: Pipe): void {
  const wrong = pipe.calls.find(
    (call) => !quantityCalls.has(call.name) && call.name !== 'times' && call.name !== 'number',
  )
  if (wrong !== undefined)
    fault(build, wrong.at, `"${wrong.name}" cannot stand in a quantity`, 'of text steps only times(...) can')
}

const measures = new Set(['Quantity', 'SimpleQuantity', 'MoneyQuantity', 'Age', 'Duration', 'Count', 'Distance'])
const ranges = new Set(['Range', 'Observation.referenceRange'])

/** Whether what the pipe gives may fill the element. */
function fitsMeasure(build: Build, pipe: Pipe, type: string, isRange: boolean): boolean {
  if ((isRange ? ranges : measures).has(type)) return true
  const given = isRange ? 'a Range' : 'a Quantity'
  return fault(build, pipe.at, `${build.path} is a ${type}; this gives ${given}`) ?? false
}

/** A Quantity that lives by its value. */
export function makeQuantity(build: Build, pipe: Pipe, type: string): Element | undefined {
  if (!fitsMeasure(build, pipe, type, false)) return undefined
  const column = resolveColumn(build.scope, pipe.columns[0]!.name, pipe.columns[0]!.at)
  const rest = units(build, pipe)
  const factor = factorOf(build, pipe)
  checkCalls(build, pipe)
  if (column === undefined || rest === undefined) return undefined
  const quantity = pipe.calls.find((call) => call.name === 'quantity')
  const isCompared = pipe.calls.some((call) => call.name === 'comparator' || call.name === 'hl7sn')
  const written = { factor, ...(isCompared && { compared: { unit: quantity && fixedUnit(build, quantity) } }) }
  return {
    kind: 'element',
    type,
    heart: 'value',
    fixed: false,
    children: [...valueChildren(column, written, pipe.at), ...rest],
  }
}

const rangeForm = new RegExp(String.raw`^(-?(?:${decimal}))\s*-\s*(-?(?:${decimal}))$`)
const aboveForm = new RegExp(String.raw`^>=?\s*(${decimal})$`)
const belowForm = new RegExp(String.raw`^<=?\s*(${decimal})$`)

function endStep(end: 'low' | 'high'): Step {
  const [index, open] = end === 'low' ? [1, aboveForm] : [2, belowForm]
  return {
    forward: (text) => rangeForm.exec(text)?.[index] ?? open.exec(text)?.[1],
    back: () => ({ ask: { kind: 'any' }, exact: false }),
  }
}

function rangeEnd(column: Column, end: 'low' | 'high', unitChildrenOf: readonly Child[], at: Place): Child {
  const value = child(
    'value',
    'decimal',
    hole(numberLens({ column, steps: [endStep(end)] }, 'decimal'), 'decimal', at),
    at,
  )
  return child(
    end,
    'Quantity',
    { kind: 'element', type: 'Quantity', heart: 'value', fixed: false, children: [value, ...unitChildrenOf] },
    at,
  )
}

/** `range(r.UOM uom)` on Observation.referenceRange: its ends where the text has them, the text always. */
export function makeRange(build: Build, pipe: Pipe, type: string): Element | undefined {
  if (!fitsMeasure(build, pipe, type, true)) return undefined
  const column = resolveColumn(build.scope, pipe.columns[0]!.name, pipe.columns[0]!.at)
  const call = pipe.calls.find((each) => each.name === 'range')!
  const unit = call.arguments.length === 0 ? [] : unitsOf(build, call)
  if (column === undefined || unit === undefined) return undefined
  const text = child('text', 'string', hole(textLens({ column, steps: [] }, 'string'), 'string', pipe.at), pipe.at)
  const ends = (['low', 'high'] as const).map((end) => rangeEnd(column, end, unit, pipe.at))
  return { kind: 'element', type, heart: 'text', fixed: false, children: withEnds(type, [...ends, text]) }
}
