/** One parameter of a request, on one kind of a source -> its matching: the hits asked about each value, then the modifier. */
import { Problem } from '../../fhir/problem.ts'
import { isResourceType } from '../../fhir/definitions.ts'
import type { Between } from '../../mapping/cond.ts'
import { either } from '../../mapping/cond.ts'
import type { Facts, Hit, Kind, Node, Parameter, Reader, Source } from '../../mapping/model.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import { readAsked, type Asked } from './values.ts'
import { someValue } from '../row/values.ts'
import { canRead, isLeaf, matchLeaf } from './leaf.ts'
import { withoutCovered } from './alternatives.ts'
import { anything, complement, noMatch, type Matching } from './matching.ts'
import { rememberImpossible } from './impossible.ts'
import { stepsOf, wrap } from '../../mapping/turns.ts'
import { yields } from '../../mapping/template/alive.ts'

const offered: Readonly<Record<Parameter['type'], readonly string[]>> = {
  token: ['missing', 'not'],
  string: ['missing', 'exact', 'contains'],
  date: ['missing'],
  reference: ['missing'],
  quantity: ['missing'],
  number: ['missing'],
  uri: ['missing'],
}

/** Throws Problem plan-modifier-unsupported. */
export function checkModifier(
  parameter: Pick<Parameter, 'name' | 'type' | 'target'>,
  modifier: string | undefined,
): void {
  const { name, type, target } = parameter
  if (modifier === undefined || offered[type].includes(modifier)) return
  const isTarget =
    type === 'reference' && isResourceType(modifier) && (target.length === 0 || target.includes(modifier))
  if (isTarget) return
  const types = type === 'reference' ? target.map((each) => `:${each}`) : []
  const names = [...offered[type].map((each) => `:${each}`), ...types].join(', ')
  throw new Problem('plan-modifier-unsupported', `The modifier :${modifier} is not offered on ${name}.`, {
    expression: [name],
    hint: `${name} takes ${names}.`,
  })
}

/** Throws Problem plan-value. */
export function wantsMissing(name: string, values: readonly string[]): boolean {
  const [value] = values
  if (values.length === 1 && (value === 'true' || value === 'false')) return value === 'true'
  throw new Problem('plan-value', `The value of ${name}:missing is true or false.`, { expression: [name] })
}

/** `Patient.deceased` is false for who has no such element: an expression of its own form. */
const isExistence = ({ expression }: Parameter): boolean => /\.exists\(\) and .*!= false/.test(expression)

/** A request's parameter, its values read once for all sources and kinds. */
export interface AskedParameter {
  readonly request: SearchParameterRequest
  readonly parameter: Parameter
  readonly asked: readonly Asked[]
  matching(source: Source, kind: Kind): Matching
}

interface Reading {
  readonly facts: Facts
  readonly base: string
}

type LeafMatch = (hit: Hit) => Between
type LeafTest = (hit: Hit, row: Reader) => boolean

/** Kinds often share a leaf; one that is on no path is asked once. */
function remembered(match: LeafMatch): LeafMatch {
  const known = new Map<Node, Between>()
  return (hit) => {
    const found = known.get(hit.leaf)
    const between = found ?? match(hit)
    if (found === undefined) known.set(hit.leaf, between)
    return wrap(stepsOf(hit.path), between)
  }
}

function matchHits(hits: readonly Hit[], match: LeafMatch, test: LeafTest): Matching {
  if (hits.length === 0) return noMatch
  return {
    between: either(...hits.map(match)),
    decide: (row) => hits.some((hit) => test(hit, row)),
    hits,
    columns: [],
  }
}

interface Question {
  readonly match: LeafMatch
  readonly test: LeafTest
  readonly negated: boolean
}

function missingQuestion(request: SearchParameterRequest, { facts }: Reading): Question {
  return {
    match: remembered((hit) => yields(hit.leaf)),
    test: (hit, row) => someValue(hit, row, facts, () => true),
    negated: wantsMissing(request.name, request.values),
  }
}

/** A code has no system of its own but its value set's, which is compared here. */
function askedOf(asked: readonly Asked[], { type, system }: Hit): readonly Asked[] {
  if (type !== 'code' || system === undefined) return asked
  return asked.flatMap((each): readonly Asked[] => {
    if (each.kind !== 'token' || each.system === undefined) return [each]
    const { system: own, ...plain } = each
    return own === system ? [plain] : []
  })
}

function valueQuestion(asked: readonly Asked[], negated: boolean, { facts }: Reading): Question {
  return {
    match: remembered((hit) =>
      either(...askedOf(asked, hit).map((each) => matchLeaf(hit.leaf, hit.type, each, facts))),
    ),
    test: (hit, row) =>
      someValue(hit, row, facts, (value) => askedOf(asked, hit).some((each) => isLeaf(value, hit.type, each, facts))),
    negated,
  }
}

/** True where the element is there and is not false. */
function existenceQuestion(reading: Reading): Question {
  const { facts } = reading
  const truth: Asked = { kind: 'token', code: 'true' }
  return {
    match: remembered((hit) =>
      hit.type === 'boolean' ? matchLeaf(hit.leaf, hit.type, truth, facts) : yields(hit.leaf),
    ),
    test: (hit, row) => someValue(hit, row, facts, (value) => hit.type !== 'boolean' || value === 'true'),
    negated: false,
  }
}

function askQuestion(hits: readonly Hit[], { match, test, negated }: Question): Matching {
  const matching = matchHits(hits, match, test)
  return negated ? complement(matching) : matching
}

const hitsOf = (parameter: Parameter, source: Source, kind: Kind): readonly Hit[] =>
  (parameter.hits.get(source) ?? []).filter(
    (hit) => hit.kind === kind && (isExistence(parameter) || canRead(parameter.type, hit.type)),
  )

function existence(
  request: SearchParameterRequest,
  asked: readonly Asked[],
  hits: readonly Hit[],
  question: Question,
): Matching {
  const truth = askQuestion(hits, question)
  const wants = (code: string): boolean => asked.some((each) => each.kind === 'token' && each.code === code)
  const negated = request.modifier === 'not'
  const [yes, no] = [wants('true') !== negated, wants('false') !== negated]
  if (yes && no) return anything
  return yes ? truth : no ? complement(truth) : noMatch
}

/** Throws Problem plan-modifier-unsupported, plan-value or parse-value: what a request asks is read here and nowhere else. */
export function askParameter(request: SearchParameterRequest, parameter: Parameter, reading: Reading): AskedParameter {
  const { modifier } = request
  checkModifier(parameter, modifier)
  const isMissing = modifier === 'missing'
  const options = { ...reading, ...(modifier !== undefined && { modifier }) }
  const read = isMissing ? [] : request.values.map((value) => readAsked(parameter.type, request.name, value, options))
  const asked = withoutCovered(read)
  if (!isMissing && isExistence(parameter)) {
    const question = existenceQuestion(reading)
    const matching = (source: Source, kind: Kind) =>
      existence(request, asked, hitsOf(parameter, source, kind), question)
    return { request, parameter, asked, matching }
  }
  if (isMissing && isExistence(parameter)) {
    // An expression that always gives true or false is never missing.
    const matching = wantsMissing(request.name, request.values) ? noMatch : anything
    return { request, parameter, asked, matching: () => matching }
  }
  const question = isMissing ? missingQuestion(request, reading) : valueQuestion(asked, modifier === 'not', reading)
  const matching = (source: Source, kind: Kind) => askQuestion(hitsOf(parameter, source, kind), question)
  const isCode = parameter.type === 'token' && modifier === undefined
  return { request, parameter, asked, matching: isCode ? rememberImpossible(request, reading, matching) : matching }
}
