/** Resources as they were read -> what is known of their type: which of them answer a search, asked once of those that say the same. */
import type { SearchParameterRequest } from '../../parse/request.ts'
import { parseExactly } from '../oracle/decimal.ts'
import type { Occurrence } from '../oracle/model.ts'
import { patientOf, targetOf } from './compartment.ts'
import type { Item, Known } from './model.ts'

type Found = readonly Occurrence[]

/** A resource takes several times the room of its text: it is made of it where it is looked at, and let go. */
class ReadItem implements Item {
  readonly id: string
  readonly text: string
  readonly source: Item['source']
  readonly oracle: Item['oracle']
  readonly patient: string | undefined
  readonly target: string | undefined

  constructor({ id, text, source, oracle }: Pick<Item, 'id' | 'text' | 'source' | 'oracle'>) {
    this.id = id
    this.text = text
    this.source = source
    this.oracle = oracle
    const { resource } = this
    this.patient = patientOf(resource)
    this.target = targetOf(resource)
  }

  get resource(): object {
    return parseExactly(this.text) as object
  }
}

export const itemOf = (read: Pick<Item, 'id' | 'text' | 'source' | 'oracle'>): Item => new ReadItem(read)

/** What a parameter finds in each item, once it was looked at. */
type Column = (index: number) => Found

function columnsOf(items: readonly Item[]): (name: string) => Column {
  const columns = new Map<string, Found[]>()
  return (name) => {
    const column = columns.get(name) ?? new Array<Found>(items.length)
    columns.set(name, column)
    return (index) => (column[index] ??= items[index]!.oracle.values(items[index]!.resource, name))
  }
}

/** Of one source: what its oracle says of a list of occurrences that several items share. */
const rememberAnswers = (request: SearchParameterRequest, { oracle, source }: Item): ((found: Found) => boolean) => {
  const known = new Map<Found, boolean>()
  return (found) => {
    const is = known.get(found) ?? oracle.answers(found, source.resource, request)
    known.set(found, is)
    return is
  }
}

/** A resource is in no way looked at by a parameter that an earlier one has ruled out. Throws UnknownToOracle. */
function answeringOf(items: readonly Item[]): Known['answering'] {
  const columnOf = columnsOf(items)
  const narrow = (indices: readonly number[], request: SearchParameterRequest): readonly number[] => {
    const column = columnOf(request.name)
    const answers = new Map<Item['oracle'], (found: Found) => boolean>()
    return indices.filter((index) => {
      const item = items[index]!
      const answer = answers.get(item.oracle) ?? rememberAnswers(request, item)
      answers.set(item.oracle, answer)
      return answer(column(index))
    })
  }
  const all = items.map((_, index) => index)
  return (parameters) => parameters.reduce<readonly number[]>(narrow, all).map((index) => items[index]!)
}

const isAmong =
  (set: ReadonlySet<string>) =>
  ({ values, modifier }: SearchParameterRequest): boolean =>
    modifier === undefined && values.every((value) => set.has(value))

/** Where each of several parameters leads to what is known, one is enough. */
function coveredBy({ byId, patients, items }: Pick<Known, 'byId' | 'patients' | 'items'>): Known['covers'] {
  const targets = new Set(items.flatMap(({ target }) => target ?? []))
  const leads: Readonly<Record<string, (request: SearchParameterRequest) => boolean>> = {
    _id: isAmong(new Set(byId.keys())),
    patient: isAmong(new Set([...patients].map((id) => `Patient/${id}`))),
    target: isAmong(targets),
  }
  return (parameters) => parameters.some((each) => leads[each.name]?.(each) === true)
}

/** A resource is there once, however many patients it is of. */
export function knownOf(read: Pick<Known, 'type' | 'items' | 'odd' | 'isWhole' | 'patients'>): Known {
  const byId = new Map(read.items.map((item) => [item.id, item]))
  const items = [...byId.values()]
  const covers = read.isWhole ? () => true : coveredBy({ ...read, byId })
  return { ...read, items, byId, covers, answering: answeringOf(items) }
}
