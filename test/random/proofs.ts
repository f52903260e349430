/** What has to hold of any mapping, as data: a proof can be asked again of a smaller case. */
import { Problem } from '../../src/fhir/problem.ts'
import { printSearch } from '../../src/parse/print-search.ts'
import type { SearchParameterRequest } from '../../src/parse/request.ts'
import { textMember } from '../../src/verify/oracle/json.ts'
import { UnknownToOracle } from '../../src/verify/oracle/model.ts'
import { patientOf } from '../../src/verify/runner/compartment.ts'
import { requestFor } from '../../src/verify/runner/pipeline.ts'
import { ask, read, type Answer, type Entry } from './ask.ts'
import type { Item, Truth } from './world.ts'

type Parameters = readonly SearchParameterRequest[]

export type Proof =
  | { readonly kind: 'twin' }
  | { readonly kind: 'read'; readonly type: string }
  | { readonly kind: 'search'; readonly type: string; readonly parameters: Parameters; readonly patient?: string }
  | { readonly kind: 'pages'; readonly type: string; readonly parameters: Parameters; readonly size: number }
  | { readonly kind: 'total'; readonly type: string; readonly parameters: Parameters }
  | {
      readonly kind: 'sort'
      readonly type: string
      readonly name: string
      readonly descending: boolean
      readonly size: number
    }
  | { readonly kind: 'include'; readonly type: string; readonly name: string }
  | { readonly kind: 'revinclude'; readonly type: string; readonly other: string; readonly name: string }

/** Undefined where it holds; else what is wrong. */
export type Verdict = string | undefined

const list = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.slice(0, 8).join(' '))

/** The first place where two texts part. */
function parting(expected: string, got: string): string {
  let at = 0
  while (at < expected.length && expected[at] === got[at]) at++
  const start = Math.max(0, at - 60)
  return `expected ...${expected.slice(start, at + 120)}\n      got      ...${got.slice(start, at + 120)}`
}

function sameTexts(entries: readonly Entry[], truth: Truth): Verdict {
  for (const { type, id, text } of entries) {
    const item = truth.byType(type).find((each) => each.id === id)
    if (item === undefined) return `${type}/${id} is no resource that a row gives`
    if (item.fast !== text)
      return `${type}/${id} is otherwise than in a walk over all rows:\n      ${parting(item.fast, text)}`
  }
  return undefined
}

function sameIds(expected: readonly string[], got: readonly string[]): Verdict {
  const [wanted, given] = [new Set(expected), new Set(got)]
  const missing = expected.filter((id) => !given.has(id))
  const unexpected = [...given].filter((id) => !wanted.has(id))
  const twice = got.filter((id, at) => got.indexOf(id) !== at)
  if (missing.length + unexpected.length + twice.length === 0) return undefined
  return `Missing ${list(missing)}; not expected: ${list(unexpected)}; twice: ${list(twice)}`
}

const matchesOf = ({ entries }: Answer): readonly Entry[] => entries.filter(({ mode }) => mode === 'match')
const includedOf = ({ entries }: Answer): readonly Entry[] => entries.filter(({ mode }) => mode === 'include')
const idsOf = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id)

const searchOf = (type: string, parameters: Parameters, controls: Parameters[0][] = []): string => {
  const asked = printSearch(requestFor(type, parameters))
  return [`${type}?${asked}`, ...controls.map(({ name, values }) => `${name}=${values.join()}`)]
    .join('&')
    .replace('?&', '?')
}

const control = (name: string, value: string | number): Parameters[0] => ({ name, values: [String(value)] })

const answersAll = ({ oracle, resource }: Item, parameters: Parameters): boolean =>
  parameters.every((each) => oracle.matches(resource, each))

function isWithin({ source, resource }: Item, patient: string): boolean {
  if (source.root.kind === 'shared') return true
  return source.root.kind !== 'never' && patientOf(resource) === `Patient/${patient}`
}

function proveTwins({ items }: Truth): Verdict {
  const wrong = items.find(({ rounded, slow }) => rounded !== slow)
  return (
    wrong &&
    `${wrong.source.resource}/${wrong.id}: the writer is not its twin:\n      ${parting(wrong.slow, wrong.rounded)}`
  )
}

async function proveReads(type: string, truth: Truth): Promise<Verdict> {
  for (const { id, fast } of truth.byType(type)) {
    const text = await read(type, id, truth.staff, truth.subject)
    if (text !== fast) return `${type}/${id} is read otherwise:\n      ${parting(fast, text)}`
  }
  return undefined
}

type Of<K extends Proof['kind']> = Extract<Proof, { kind: K }>

async function proveSearch({ type, parameters, patient }: Of<'search'>, truth: Truth): Promise<Verdict> {
  const seen = truth.byType(type).filter((item) => patient === undefined || isWithin(item, patient))
  const expected = seen.filter((item) => answersAll(item, parameters))
  const context = patient === undefined ? truth.staff : truth.world.asPatient(patient)
  const answer = matchesOf(await ask(searchOf(type, parameters), context, truth.subject))
  return sameIds(idsOf(expected), idsOf(answer)) ?? sameTexts(answer, truth)
}

async function provePages({ type, parameters, size }: Of<'pages'>, truth: Truth): Promise<Verdict> {
  const whole = await ask(searchOf(type, parameters, [control('_count', 1000)]), truth.staff, truth.subject)
  const paged = await ask(searchOf(type, parameters, [control('_count', size)]), truth.staff, truth.subject)
  const [one, many] = [matchesOf(whole), matchesOf(paged)]
  if (idsOf(one).join() !== idsOf(many).join())
    return `one page: ${list(idsOf(one))}; pages of ${size}: ${list(idsOf(many))}`
  return sameTexts(many, truth)
}

async function proveTotal({ type, parameters }: Of<'total'>, truth: Truth): Promise<Verdict> {
  const answer = await ask(
    searchOf(type, parameters, [control('_total', 'accurate'), control('_count', 2)]),
    truth.staff,
    truth.subject,
  )
  const counted = await ask(searchOf(type, parameters, [control('_summary', 'count')]), truth.staff, truth.subject)
  const walked = matchesOf(answer).length
  if (answer.total !== walked) return `_total says ${answer.total}, the pages have ${walked}`
  return counted.total === walked ? undefined : `_summary=count says ${counted.total}, the pages have ${walked}`
}

async function proveSort({ type, name, descending, size }: Of<'sort'>, truth: Truth): Promise<Verdict> {
  const sort = control('_sort', `${descending ? '-' : ''}${name}`)
  const whole = matchesOf(await ask(searchOf(type, [], [sort, control('_count', 1000)]), truth.staff, truth.subject))
  const items = whole.flatMap(({ id }) => truth.byType(type).find((each) => each.id === id) ?? [])
  const wrong = items.findIndex((item, at) => {
    const next = items[at + 1]
    return next !== undefined && item.oracle.compare(item.resource, next.resource, { name, descending }) > 0
  })
  if (wrong >= 0) return `${items[wrong]?.id} stands before ${items[wrong + 1]?.id}`
  const paged = matchesOf(await ask(searchOf(type, [], [sort, control('_count', size)]), truth.staff, truth.subject))
  if (idsOf(whole).join() !== idsOf(paged).join())
    return `one page: ${list(idsOf(whole))}; pages of ${size}: ${list(idsOf(paged))}`
  return sameIds(idsOf(truth.byType(type)), idsOf(whole)) ?? sameTexts(whole, truth)
}

const nameOf = ({ type, id }: Pick<Entry, 'type' | 'id'>): string => `${type}/${id}`

/** What references of the resources name, of what is served. */
function targetsOf(items: readonly Item[], name: string, truth: Truth): readonly string[] {
  const named = items.flatMap(({ oracle, resource }) =>
    oracle.values(resource, name).map(({ value }) => textMember(value, 'reference') ?? ''),
  )
  return [...new Set(named)].filter((each) => {
    const [type = '', id = ''] = each.split('/')
    return truth.byType(type).some((item) => item.id === id)
  })
}

async function proveInclude({ type, name }: Of<'include'>, truth: Truth): Promise<Verdict> {
  const answer = await ask(
    searchOf(type, [], [control('_include', `${type}:${name}`), control('_count', 1000)]),
    truth.staff,
    truth.subject,
  )
  const matched = new Set(matchesOf(answer).map(nameOf))
  const expected = targetsOf(truth.byType(type), name, truth).filter((each) => !matched.has(each))
  return (
    sameIds(expected, includedOf(answer).map(nameOf)) ??
    sameTexts(
      answer.entries.filter(({ mode }) => mode !== 'outcome'),
      truth,
    )
  )
}

async function proveRevinclude({ type, other, name }: Of<'revinclude'>, truth: Truth): Promise<Verdict> {
  const answer = await ask(
    searchOf(type, [], [control('_revinclude', `${other}:${name}`), control('_count', 1000)]),
    truth.staff,
    truth.subject,
  )
  const matched = new Set(matchesOf(answer).map(nameOf))
  const pointing = truth
    .byType(other)
    .filter((item) => targetsOf([item], name, truth).some((each) => matched.has(each)))
  const expected = pointing.map(({ id }) => nameOf({ type: other, id })).filter((each) => !matched.has(each))
  return (
    sameIds(expected, includedOf(answer).map(nameOf)) ??
    sameTexts(
      answer.entries.filter(({ mode }) => mode !== 'outcome'),
      truth,
    )
  )
}

function prove(proof: Proof, truth: Truth): Promise<Verdict> {
  switch (proof.kind) {
    case 'twin':
      return Promise.resolve(proveTwins(truth))
    case 'read':
      return proveReads(proof.type, truth)
    case 'search':
      return proveSearch(proof, truth)
    case 'pages':
      return provePages(proof, truth)
    case 'total':
      return proveTotal(proof, truth)
    case 'sort':
      return proveSort(proof, truth)
    case 'include':
      return proveInclude(proof, truth)
    case 'revinclude':
      return proveRevinclude(proof, truth)
  }
}

/** Refusals that say that an answer would cost too much. */
const costs: ReadonlySet<string> = new Set(['plan-needs-driver', 'plan-sort-unbounded', 'plan-total-unbounded'])

const isSkipped = (error: unknown): boolean =>
  error instanceof UnknownToOracle || (error instanceof Problem && costs.has(error.code))

const messageOf = (error: unknown): string =>
  error instanceof Problem
    ? `${error.code}: ${error.message}`
    : error instanceof Error
      ? (error.stack ?? error.message).split('\n').slice(0, 5).join('\n      ')
      : String(error)

/** 'skipped' where the oracle has no rule or the search was refused by its cost. An error is a wrong answer too. */
export async function disprove(proof: Proof, truth: Truth): Promise<Verdict | 'skipped'> {
  try {
    return await prove(proof, truth)
  } catch (error) {
    return isSkipped(error) ? 'skipped' : messageOf(error)
  }
}

/** As one would write it. */
export function printProof(proof: Proof): string {
  switch (proof.kind) {
    case 'twin':
      return 'the writer and its twin'
    case 'read':
      return `reads of ${proof.type}`
    case 'search':
      return `${decodeURIComponent(searchOf(proof.type, proof.parameters))}${proof.patient === undefined ? '' : ` as ${proof.patient}`}`
    case 'pages':
      return `${decodeURIComponent(searchOf(proof.type, proof.parameters))} in pages of ${proof.size}`
    case 'total':
      return `${decodeURIComponent(searchOf(proof.type, proof.parameters))} counted`
    case 'sort':
      return `${proof.type}?_sort=${proof.descending ? '-' : ''}${proof.name} in pages of ${proof.size}`
    case 'include':
      return `${proof.type}?_include=${proof.type}:${proof.name}`
    case 'revinclude':
      return `${proof.type}?_revinclude=${proof.other}:${proof.name}`
  }
}
