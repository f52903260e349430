/** Turns a request for one parameter into yes or no over what was found. https://hl7.org/fhir/R4/search.html#modifiers */
import type { SearchParameterRequest } from '../../parse/request.ts'
import { dateRule } from './date.ts'
import { UnknownToOracle, type Occurrence, type ParameterType, type Rule, type Setting, type Test } from './model.ts'
import { numberRule, quantityRule } from './quantity.ts'
import { referenceRule, uriRule } from './reference.ts'
import { stringRule } from './string.ts'
import { tokenRule } from './token.ts'

const rules: Readonly<Record<ParameterType, Rule>> = {
  token: tokenRule,
  string: stringRule,
  date: dateRule,
  reference: referenceRule,
  quantity: quantityRule,
  number: numberRule,
  uri: uriRule,
}

const modifiers: Readonly<Partial<Record<ParameterType, RegExp>>> = {
  token: /^not$/,
  string: /^(exact|contains)$/,
  reference: /^[A-Z][A-Za-z]+$/,
}

export function isParameterType(type: string): type is ParameterType {
  return Object.hasOwn(rules, type)
}

/** Whether a parameter of this type can make anything of the element: a date of a Period, not of a string. */
export function canRead(type: ParameterType, occurrence: Occurrence): boolean {
  return rules[type].reads.has(occurrence.type)
}

/** Answers a request over all that was found; the same request object is understood once. */
export type Answer = (found: readonly Occurrence[], type: ParameterType, request: SearchParameterRequest) => boolean

export function createAnswer(setting: Setting): Answer {
  const understood = new WeakMap<
    SearchParameterRequest,
    { readonly type: ParameterType; readonly tests: readonly Test[] }
  >()
  return (found, type, request) => {
    if (request.modifier === 'missing') return (found.length === 0) === wantsMissing(request.values)
    const known = understood.get(request)
    const tests = known?.type === type ? known.tests : testsOf(type, request, setting)
    understood.set(request, { type, tests })
    const any = tests.some((test) => found.some(test))
    // The complement of the whole set, so that a resource without the element is in it.
    return request.modifier === 'not' ? !any : any
  }
}

function testsOf(type: ParameterType, { modifier, values }: SearchParameterRequest, setting: Setting): readonly Test[] {
  if (modifier !== undefined && !modifiers[type]?.test(modifier)) {
    throw new UnknownToOracle(`the modifier ${modifier} on ${type}`)
  }
  return values.map((value) => rules[type].test(value, modifier, setting))
}

function wantsMissing(values: readonly string[]): boolean {
  const [only, ...more] = values
  if (more.length > 0 || (only !== 'true' && only !== 'false')) throw new UnknownToOracle(':missing is true or false')
  return only === 'true'
}
