/** Constants and holes of a mapping -> their JSON text. */
import type { Bad, Constant, Facts, Hole, Json, Lens, Raw, Tenant } from '../mapping/model.ts'
import { fillTenant } from '../mapping/codes.ts'
import { isBad, servedOf } from '../mapping/value.ts'
import type { Frame, Slot, Text } from './frame.ts'
import type { Row } from './layout.ts'
import { Memo } from './memo.ts'
import type { Scope } from './scope.ts'
import { primitiveText, valueText } from './text.ts'

/** What the facts of a tenant are filled in with: nothing of a request. */
const factsOf = (tenant: Tenant): Facts => ({ tenant, now: 0 })

/** '' where it stands for nothing, or a fact of the tenant is missing. */
export function compileConstant(
  { value, tenant: isTenants, type }: Constant,
  tenant: Tenant,
  { before, after }: Slot,
): string {
  const filled = isTenants && typeof value === 'string' ? fillTenant(value, factsOf(tenant)) : value
  const text = filled === undefined || filled === '' ? undefined : valueText(filled, type)
  return text === undefined ? '' : before + text + after
}

/** What a lens gave, as text, or that and what is bad about it. */
type Outcome = string | { readonly text: string; readonly bad: string }

const noneOf = (type: string): Outcome => ({ text: '', bad: `is no ${type}` })

function textOf(value: Json | undefined, type: string): Outcome {
  if (value === undefined || value === '') return ''
  return (typeof value === 'string' ? primitiveText(value, type) : valueText(value, type)) ?? noneOf(type)
}

const within = (text: string, { before, after }: Slot): string => (text === '' ? '' : before + text + after)

function outcomeOf(value: Json | Bad | undefined, type: string, slot: Slot): Outcome {
  const text = textOf(servedOf(value), type)
  if (typeof text !== 'string') return text
  return isBad(value) ? { text: within(text, slot), bad: value.bad } : within(text, slot)
}

type Ask = (row: Row, facts: Facts) => Outcome

function askOne(lens: Lens, index: number, type: string, slot: Slot): Ask {
  const memo = new Memo<Outcome>()
  return (row, facts) => {
    const value = row[index]!
    return memo.get(value) ?? memo.set(value, outcomeOf(lens.forward([value], facts), type, slot))
  }
}

/** NULL and '' are different texts to a lens. */
const keyOf = (value: Raw): string => (value === null ? '\u0001' : value)

/** What is looked up for a request is no other's. */
const askAnew =
  (lens: Lens, indexes: readonly number[], type: string, slot: Slot): Ask =>
  (row, facts) =>
    outcomeOf(
      lens.forward(
        indexes.map((index) => row[index]!),
        facts,
      ),
      type,
      slot,
    )

function askMany(lens: Lens, indexes: readonly number[], type: string, slot: Slot): Ask {
  const memo = new Memo<Outcome>()
  return (row, facts) => {
    const values: Raw[] = []
    let key = ''
    for (const index of indexes) {
      const value = row[index]!
      values.push(value)
      key += `${keyOf(value)}\u0000`
    }
    return memo.get(key) ?? memo.set(key, outcomeOf(lens.forward(values, facts), type, slot))
  }
}

function asking({ isLookedUp }: Lens, { length }: readonly number[]): typeof askMany {
  if (isLookedUp === true) return askAnew
  return length === 1 ? (lens, [only = 0], type, slot) => askOne(lens, only, type, slot) : askMany
}

export function compileHole(hole: Hole, scope: Scope, slot: Slot): Text {
  const indexes = hole.lens.columns.map((column) => scope.positions.of(column))
  const ask = asking(hole.lens, indexes)(hole.lens, indexes, hole.type, slot)
  const { source, path: element } = scope
  return (row: Row, { facts, report }: Frame) => {
    const outcome = ask(row, facts)
    if (typeof outcome === 'string') return outcome
    report({ source, element, reason: outcome.bad, ...(outcome.text !== '' && { became: 'part' }) })
    return outcome.text
  }
}
