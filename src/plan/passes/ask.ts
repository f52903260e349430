/** The second pass: each parameter of the request -> what it asks of a kind; what is not offered is refused by name. */
import { searchParametersOf } from '../../fhir/definitions.ts'
import { Problem } from '../../fhir/problem.ts'
import type { Kind, Parameter, Source } from '../../mapping/model.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import type { Asking } from './draft.ts'
import { askIds } from '../question/id-parameter.ts'
import type { Matching } from '../question/matching.ts'
import { nearest } from '../question/nearest.ts'
import { askParameter } from '../question/parameter.ts'
import { parametersOf } from '../question/offered.ts'

export interface AskedPart {
  readonly request: SearchParameterRequest
  /** Undefined for `_id`. */
  readonly parameter?: Parameter
  matching(source: Source, kind: Kind): Matching
}

export interface AskedParts {
  readonly parts: readonly AskedPart[]
  /** What lenient handling leaves out, as sentences. */
  readonly warnings: readonly string[]
}

function offer(type: string, names: readonly string[], asked: string): string {
  const near = nearest(asked, names)
  const list = `${type} offers ${[...names].sort().join(', ')}.`
  return near === undefined ? list : `Did you mean ${near}? ${list}`
}

/** What FHIR has and is not offered here, by its form. https://hl7.org/fhir/R4/search.html#chaining */
function unofferedIn(type: string, name: string): string | undefined {
  if (name.startsWith('_has')) return 'Reverse chains (_has) are not offered.'
  if (name.includes('.')) return `Chains (${name}) are not offered.`
  return searchParametersOf(type).get(name)?.type === 'composite'
    ? `Composite parameters (${name}) are not offered.`
    : undefined
}

/** The refusal of a name that the type does not have, or that nothing of the mapping fills. */
function unknown(type: string, name: string, names: readonly string[]): Problem {
  const unoffered = unofferedIn(type, name)
  if (unoffered !== undefined) {
    const advice = `Ask for each by itself. ${type} offers ${[...names].sort().join(', ')}.`
    return new Problem('plan-parameter-unknown', unoffered, { expression: [name], hint: advice })
  }
  const hint = offer(type, names, name)
  if (!searchParametersOf(type).has(name)) {
    return new Problem('plan-parameter-unknown', `${type} has no search parameter ${name}.`, {
      expression: [name],
      hint,
    })
  }
  const message = `No source of ${type} maps what ${name} looks at.`
  return new Problem('plan-parameter-not-mapped', message, { expression: [name], hint })
}

function askPart(request: SearchParameterRequest, { request: { type }, context, facts }: Asking): AskedPart {
  if (request.name === '_id') return { request, ...askIds(request, type, context.mapping, facts) }
  const known = parametersOf(context.mapping, type)
  const parameter = known.get(request.name)
  if (parameter === undefined) throw unknown(type, request.name, ['_id', ...known.keys()])
  return askParameter(request, parameter, { facts, base: context.base })
}

const ignorable = new Set(['plan-parameter-unknown', 'plan-parameter-not-mapped'])

/** Lenient handling leaves out unknown names. A modifier or a value that means nothing is refused all the same: R4 demands it. */
export function askAll(asking: Asking): AskedParts {
  const warnings: string[] = []
  const parts = asking.request.parameters.flatMap((request) => {
    try {
      return [askPart(request, asking)]
    } catch (error) {
      const isIgnored = asking.request.handling === 'lenient' && error instanceof Problem && ignorable.has(error.code)
      if (!isIgnored) throw error
      warnings.push(`${error.message} It was left out.`)
      return []
    }
  })
  return { parts, warnings }
}
