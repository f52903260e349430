/** `=c.codes | part(: 2)` in a code list: a column of its table, and text lenses that are applied as the table is read. */
import { suggest } from './diagnostics.ts'
import { parseExpression, type Pipe } from './expression.ts'
import type { Text } from './lenses/pipeline.ts'
import { steps, type Step } from './lenses/steps.ts'
import type { Raw } from './model.ts'
import { requireColumn, resolveColumn, type Scope } from './scope.ts'
import { checkCall } from './template/arity.ts'
import { isBad } from './value.ts'
import { entryOf, itemsOf, type MapNode, type TextNode } from './yaml.ts'

/** The equals sign may be left out of a plain column. */
const asExpression = (node: TextNode): TextNode =>
  node.text.startsWith('=')
    ? node
    : { kind: 'text', text: `=${node.text}`, at: { ...node.at, column: node.at.column - (node.quoted ? 0 : 1) } }

function pipeOf(scope: Scope, node: TextNode): Pipe | undefined {
  const [only, ...more] = parseExpression(asExpression(node), scope.diagnostics) ?? []
  if (only === undefined) return undefined
  const isPlain = only.kind === 'pipe' && only.pipe.aggregate === undefined && only.pipe.columns.length === 1
  if (only.kind === 'pipe' && isPlain && more.length === 0) return only.pipe
  return void scope.diagnostics.error(
    node.at,
    'a code list reads one column here',
    'write =c.CODE, perhaps with text lenses behind it',
  )
}

function stepsOf({ diagnostics }: Scope, { calls }: Pipe): readonly Step[] | undefined {
  const made = calls.map((call) => {
    const maker = steps.get(call.name)
    if (maker !== undefined) return checkCall({ diagnostics }, call) ? maker(call.arguments) : undefined
    const hint = suggest(call.name, steps.keys())
    return void diagnostics.error(call.at, `"${call.name}" is no text lens, as stand in a code list`, hint)
  })
  return made.includes(undefined) ? undefined : made.filter((each) => each !== undefined)
}

/** Faults are told and give undefined. `isKey`: rows are told apart by it. */
export function parseListText(scope: Scope, node: TextNode, isKey = false): Text | undefined {
  const pipe = pipeOf(scope, node)
  const [named] = pipe?.columns ?? []
  const column = named && (isKey ? requireColumn : resolveColumn)(scope, named.name, named.at)
  const made = pipe && stepsOf(scope, pipe)
  return column && made && { column, steps: made }
}

/** The text that a stored one gives; blank and bad are nothing. */
export function readListText(text: Text, raw: Raw | undefined): string | undefined {
  let value: string | undefined = raw?.trim()
  for (const step of text.steps) {
    const next = value === undefined || value === '' ? undefined : step.forward(value)
    value = isBad(next) ? undefined : next?.trim()
  }
  return value === '' ? undefined : value
}

/** What a row of a code table says. */
export interface TableTexts {
  readonly local: Text
  readonly tenant?: Text
  readonly code?: Text
  readonly display?: Text
  readonly from?: Text
  readonly to?: Text
}

/** Undefined, and told, where the table has no local codes. */
export function textsIn(scope: Scope, node: MapNode): TableTexts | undefined {
  const given = (key: string): Text | undefined => {
    const value = entryOf(node, key)?.value
    return value?.kind === 'text' ? parseListText(scope, value, key === 'local') : undefined
  }
  const valid = entryOf(node, 'valid')?.value
  const [from, to] = (valid === undefined ? [] : itemsOf(valid)).map((item) =>
    item.kind === 'text' ? parseListText(scope, item) : undefined,
  )
  const local = given('local')
  if (local === undefined) {
    if (entryOf(node, 'local') === undefined)
      scope.diagnostics.error(node.at, 'a code table needs local:', 'write local: c.CD_VAL')
    return undefined
  }
  const [tenant, code, display] = [given('tenant'), given('code'), given('display')]
  return {
    local,
    ...(tenant && { tenant }),
    ...(code && { code }),
    ...(display && { display }),
    ...(from && { from }),
    ...(to && { to }),
  }
}
