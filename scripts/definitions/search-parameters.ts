// Turns R4's and US Core's SearchParameters into a table by resource type, with the part of the expression for that type.
// https://hl7.org/fhir/R4/searchparameter.html
import type { Definitions, SearchParameterSource } from './source.ts'

interface ComponentRow {
  readonly parameter: string
  readonly expression: string
}

export interface SearchParameterRow {
  readonly type: string
  readonly expression: string
  readonly url: string
  readonly target?: readonly string[]
  readonly components?: readonly ComponentRow[]
}

type Table = Record<string, Record<string, SearchParameterRow>>

/** Splits a FHIRPath union at its outermost bars. */
export function unionParts(expression: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of expression) {
    if (character === '(') depth++
    if (character === ')') depth--
    if (character === '|' && depth === 0) parts.push('')
    else parts.push(parts.pop() + character)
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

const leadingType = (part: string): string => /^\(*(\w+)/.exec(part)?.[1] ?? ''

/** The published expressions name one primitive type in the wrong case, which makes the cast yield nothing. */
const withRightCase = (part: string): string => part.replace(/as\(DateTime\)/g, 'as(dateTime)')

function partFor(type: string, source: SearchParameterSource): string {
  const parts = unionParts(source.expression ?? '').filter((part) => leadingType(part) === type)
  return [...new Set(parts.map(withRightCase))].join(' | ')
}

const urlToCode = (all: readonly SearchParameterSource[]): ReadonlyMap<string, string> =>
  new Map(all.map((each) => [each.url, each.code]))

/** R4 publishes the two components of DocumentReference.relationship with each other's expression. */
function componentExpression(parameter: string, expression: string): string {
  if (parameter === 'relatesto') return 'target'
  return parameter === 'relation' ? 'code' : expression
}

function componentsOf(source: SearchParameterSource, codes: ReadonlyMap<string, string>): readonly ComponentRow[] {
  return (source.component ?? []).map(({ definition, expression }) => {
    const parameter = codes.get(definition) ?? definition
    return {
      parameter,
      expression: componentExpression(parameter, withRightCase(expression)),
    }
  })
}

function toRow(type: string, source: SearchParameterSource, codes: ReadonlyMap<string, string>): SearchParameterRow {
  const components = componentsOf(source, codes)
  return {
    type: source.type,
    expression: partFor(type, source),
    url: source.url,
    ...(source.target && { target: source.target }),
    ...(components.length > 0 && { components }),
  }
}

/** `Resource` holds what every type has. US Core's restatements of R4's own parameters are left out. */
export function searchParameterTable(core: Definitions, usCore: Definitions): Table {
  const all = [...core.searchParameters, ...usCore.searchParameters]
  const codes = urlToCode(all)
  const table: Table = {}
  for (const source of all) {
    for (const type of source.base) {
      const row = toRow(type, source, codes)
      const isCommon = table.Resource?.[source.code] !== undefined
      if (row.expression !== '' && !isCommon) (table[type] ??= {})[source.code] ??= row
    }
  }
  return table
}
