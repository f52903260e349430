/** The sources of a type -> what is known of it: all, or where that is too much, all of some patients. */
import type { Source, Tenant } from '../../mapping/model.ts'
import { searchParametersOf } from '../../fhir/definitions.ts'
import type { Context } from '../../plan/model.ts'
import type { Produced } from '../../search/resources.ts'
import { buildResource } from '../../write/resource.ts'
import type { ParameterDefinition } from '../oracle/model.ts'
import { createOracle, type Oracle } from '../oracle/oracle.ts'
import { doorOf } from './door.ts'
import { itemOf, knownOf } from './known.ts'
import type { Amount, Item, Known, Odd, Subject } from './model.ts'

/** The definitions as HL7 publishes them, but for what the source's `search:` narrows. */
export function definitionsOf({ resource, narrow }: Source): Readonly<Record<string, ParameterDefinition>> {
  const definitions = [...searchParametersOf(resource)].map(([name, { type, expression, target }]) => {
    const narrowed = narrow[name]?.map((path) => `${resource}.${path}`).join(' | ')
    return [name, { type, expression: narrowed ?? expression, ...(target !== undefined && { target }) }] as const
  })
  return Object.fromEntries(definitions)
}

const oracleOf = (source: Source, { zone, cases }: Tenant, { base, now }: Context): Oracle =>
  createOracle({
    definitions: { [source.resource]: definitionsOf(source) },
    baseUrl: base,
    zone,
    now,
    ...(cases && { cases }),
  })

/** The same members and values in the same order. */
function isAsItsTwin(source: Source, { kind, json, row, facts }: Produced): boolean {
  const twin = buildResource(source, kind, row, facts)
  const text = twin === undefined ? '' : JSON.stringify(twin)
  // A twin's decimals have lost the zeros at their ends.
  return text === json || (text !== '' && json !== '' && text === JSON.stringify(JSON.parse(json)))
}

/** Where and how much is read. */
export interface Reading {
  readonly subject: Subject
  readonly amount: Amount
  /** Of the staff, or as a patient. */
  contextOf(patient?: string): Context
  /** Of whom all is read where a type is too large. */
  patients(): Promise<readonly string[]>
  readonly purse: Purse
}

/** The time that is for reading: whoever comes may have a good part of what is left. */
export interface Purse {
  left: number
  /** Sources that were not read. */
  sources: number
}

const leastReading = 100

/** A quarter of the budget goes to reading what will be asked for. */
export const purseOf = ({ mapping }: Subject, { budget = Infinity, organizations }: Amount): Purse => ({
  left: budget / (4 * (organizations?.length ?? mapping.tenants.size)),
  sources: mapping.sources.length,
})

/** Most sources are small: a large one may have what four would have. */
const shareOf = ({ left, sources }: Purse): number => Math.max(leastReading, (4 * left) / Math.max(1, sources))

async function withTime<T>(purse: Purse, work: (until: number) => Promise<T>): Promise<T> {
  const start = Date.now()
  const result = await work(start + shareOf(purse))
  purse.sources--
  purse.left = Math.max(0, purse.left - (Date.now() - start))
  return result
}

interface Share {
  readonly items: readonly Item[]
  readonly odd: readonly Odd[]
  readonly isWhole: boolean
}

/** One more than may be held tells that there are more. */
async function readShare(
  source: Source,
  context: Context,
  { subject, amount }: Reading,
  until: number,
  oracle: Oracle,
): Promise<Share> {
  const door = subject.door ?? doorOf(subject.database, subject.signal)
  const [items, odd]: [Item[], Odd[]] = [[], []]
  let count = 0
  for await (const each of door.all(source, context)) {
    if (items.length >= amount.most || Date.now() > until) return { items, odd, isWhole: false }
    const { id, json: text } = each
    if (text !== '') items.push(itemOf({ id, text, source, oracle }))
    const isWritten = count++ < amount.twins || count % 10 === 0
    if (isWritten && !isAsItsTwin(source, each)) odd.push({ id, source })
  }
  return { items, odd, isWhole: true }
}

const isOfPatients = ({ root }: Source): boolean => root.kind === 'reference'

/** No statement may run that sorts millions of rows for the first few. */
const isTooLarge = (source: Source, { subject, amount }: Reading): boolean =>
  (subject.mapping.tables.get(source.from.name)?.rows ?? 0) > amount.most

const nothing: Share = { items: [], odd: [], isWhole: false }

type OracleOf = (source: Source) => Oracle

async function readWholly(source: Source, reading: Reading, oracleFor: OracleOf, isForced: boolean): Promise<Share> {
  if (isOfPatients(source) && (isForced || isTooLarge(source, reading))) return nothing
  return withTime(reading.purse, (until) => readShare(source, reading.contextOf(), reading, until, oracleFor(source)))
}

/** So many resources of a type are enough to ask about, and so few patients are read whatever the time. */
const enough = 1500
const leastPatients = 3

interface Sampled {
  readonly shares: readonly Share[]
  readonly patients: ReadonlySet<string>
}

/** All of one patient after another. */
async function readPatients(
  sources: readonly Source[],
  among: readonly string[],
  reading: Reading,
  oracleFor: OracleOf,
): Promise<Sampled> {
  const [shares, patients]: [Share[], Set<string>] = [[], new Set()]
  await withTime(reading.purse, async (until) => {
    for (const patient of among) {
      const count = shares.reduce((sum, { items }) => sum + items.length, 0)
      if (patients.size >= leastPatients && (Date.now() > until || count >= enough)) return
      for (const source of sources)
        shares.push(await readShare(source, reading.contextOf(patient), reading, Infinity, oracleFor(source)))
      patients.add(patient)
    }
  })
  return { shares, patients }
}

/** `within`: the patients of whom what this is about is known; undefined where that is everyone. */
export async function readKnown(type: string, reading: Reading, within?: ReadonlySet<string>): Promise<Known> {
  const oracles = new Map<Source, Oracle>()
  const oracleFor = (source: Source): Oracle => {
    const oracle = oracles.get(source) ?? oracleOf(source, reading.contextOf().tenant, reading.contextOf())
    oracles.set(source, oracle)
    return oracle
  }
  const sources = reading.subject.mapping.byType.get(type) ?? []
  const read = new Map<Source, Share>()
  for (const source of sources) read.set(source, await readWholly(source, reading, oracleFor, within !== undefined))
  const cut = sources.filter((source) => read.get(source)?.isWhole === false)
  const sampled = cut.filter(isOfPatients)
  const among = sampled.length === 0 ? [] : (await reading.patients()).filter((id) => within?.has(id) ?? true)
  const { shares, patients } = await readPatients(sampled, among, reading, oracleFor)
  const all = [...[...read].flatMap(([source, share]) => (sampled.includes(source) ? [] : [share])), ...shares]
  return knownOf({
    type,
    items: all.flatMap(({ items }) => items),
    odd: all.flatMap(({ odd }) => odd),
    isWhole: cut.length === 0,
    patients: cut.length > sampled.length ? new Set() : patients,
  })
}
