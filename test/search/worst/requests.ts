/** The demo's mapping -> for each type of parameter and each modifier the most that one search may ask of it. */
import type { Mapping, Parameter, ParameterType } from '../../../src/mapping/model.ts'
import { elementsOf, mostCompared, mostComparedOf, mostPatterns, mostValues } from '../../../src/plan/passes/budget.ts'

/** Of parameters in one request, beside those that steer it. */
const mostParameters = 95
/** Long values, as many as a form takes. */
const longValues = 60

type Value = (at: number) => string

const day = (at: number): string => `20${10 + (at % 16)}-01-${11 + (at % 19)}`
/** As many bytes in a form, whatever the letter. */
const long = (letter: string) => (at: number) => `${letter.repeat(900 / encodeURIComponent(letter).length)}${at}`

/** Per type what is asked with, one form of value after the other: each goes another way through planning. */
const values: Readonly<Record<ParameterType, readonly Value[]>> = {
  token: [(at) => `c${at}`, (at) => `http://snomed.info/sct|${at}`, (at) => `urn:x${at}|`],
  string: [(at) => `name${at}`],
  reference: [(at) => `pat-${at}`, (at) => `Patient/pat-${at}`, (at) => `https://x.example/${at}`],
  date: [(at) => `ne${day(at)}`, (at) => `ap${day(at)}`],
  quantity: [(at) => `ne${at}.5|http://unitsofmeasure.org|mg`, (at) => `gt${'9'.repeat(900)}${at}`],
  number: [(at) => `ne${at}.5`],
  uri: [(at) => `http://x.example/${at}`],
}

const modifiers: Readonly<Partial<Record<ParameterType, readonly string[]>>> = {
  token: ['', ':not'],
  string: ['', ':exact', ':contains'],
}

const most: Readonly<Record<ParameterType, number>> = {
  token: mostValues,
  string: mostValues,
  reference: mostValues,
  date: mostCompared,
  quantity: mostCompared,
  number: mostCompared,
  uri: mostValues,
}

const times = (count: number, value: Value): readonly string[] =>
  Array.from({ length: count }, (_, at) => encodeURIComponent(value(at)))

const list = (key: string, count: number, value: Value): string => `${key}=${times(count, value).join()}`
const repeated = (key: string, count: number, value: Value): string =>
  times(count, value)
    .map((each) => `${key}=${each}`)
    .join('&')

function mostOf(parameter: Parameter, sources: number): number {
  if (parameter.type === 'string') return Math.min(mostValues, Math.floor(mostPatterns / elementsOf(parameter)))
  return most[parameter.type] === mostCompared ? mostComparedOf(sources) : most[parameter.type]
}

function formsOf(parameter: Parameter, sources: number): readonly string[] {
  const { name, type } = parameter
  const count = mostOf(parameter, sources)
  return (modifiers[type] ?? ['']).flatMap((modifier) => {
    const key = `${name}${modifier}`
    const ands = Math.min(count, mostParameters)
    const all = values[type].flatMap((value) => [list(key, count, value), repeated(key, ands, value)])
    return most[type] === mostCompared
      ? all
      : [...all, list(key, Math.min(count, longValues), long('x')), list(key, Math.min(count, longValues), long('é'))]
  })
}

export interface Worst {
  readonly type: string
  /** As a form has it: an address takes less. */
  readonly form: string
}

interface Asked {
  readonly type: string
  readonly parameter: Parameter
}

/** Of each type of parameter the one that the most leaves of the mapping answer. */
function widest({ parameters }: Mapping): readonly Asked[] {
  const found = new Map<ParameterType, Asked>()
  for (const [type, own] of parameters)
    for (const parameter of own.values()) {
      const known = found.get(parameter.type)
      if (known === undefined || elementsOf(parameter) > elementsOf(known.parameter))
        found.set(parameter.type, { type, parameter })
    }
  return [...found.values()]
}

export const worstRequests = (mapping: Mapping): readonly Worst[] =>
  widest(mapping).flatMap(({ type, parameter }) =>
    formsOf(parameter, mapping.byType.get(type)!.length).map((form) => ({ type, form })),
  )
