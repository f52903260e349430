/** Turns a search parameter's FHIRPath into a function that finds its occurrences in a resource. */
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { boundSystem } from './bindings.ts'
import { listOf, member, textMember } from './json.ts'
import { UnknownToOracle, type Occurrence } from './model.ts'

const dataAbsent = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'

/** Everything the expression finds that says something; what is only marked as absent is not there. */
export type Find = (resource: unknown) => readonly Occurrence[]

/** Compiles once. Throws when the expression asks for what a resource alone cannot answer. */
export function compileExpression(expression: string): Find {
  const text = rewrite(expression)
  if (text.includes('resolve()')) throw new UnknownToOracle(`how to resolve in ${expression}`)
  const evaluators = alternatives(text).map((each) =>
    fhirpath.compile(each, r4, { resolveInternalTypes: false, async: false }),
  )
  return (resource) => evaluators.flatMap((evaluate) => listOf(evaluate(resource)).flatMap(occurrenceOf))
}

/** What stands between the bars outside of brackets. A union compares what it joins, which no library does for Quantities with a comparator. */
export function alternatives(expression: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const [piece] of expression.matchAll(/'(?:[^'\\]|\\.)*'|[^]/g)) {
    if (piece === '(' || piece === '[') depth++
    if (piece === ')' || piece === ']') depth--
    if (piece === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts.map((part) => part.trim())
}

/**
 * `as` refuses two values where `ofType` takes both; `resolve() is T` can only mean the type that the reference itself
 * states.
 */
export function rewrite(expression: string): string {
  return expression
    .replace(
      /resolve\(\)\s+is\s+(\w+)/g,
      (_, type: string) => `reference.matches('(^|/)${type}/[^/]+(/_history/[^/]+)?$')`,
    )
    .replace(/\.as\(/g, '.ofType(')
    .replace(/([\w)])\s+as\s+(\w+)/g, '$1.ofType($2)')
}

function occurrenceOf(node: unknown): readonly Occurrence[] {
  if (typeof node === 'boolean') return [{ type: 'boolean', value: node, path: '' }]
  const value = member(node, 'data')
  if (value === undefined || value === null || isAbsent(value) || isAbsent(member(node, '_data'))) return []
  const type = textMember(node, 'fhirNodeDataType')?.replace('System.String', 'string')
  if (type === undefined) throw new UnknownToOracle('an element that the model has no type for')
  const path = `${textMember(member(node, 'parentResNode'), 'path') ?? ''}.${textMember(node, 'propName') ?? ''}`
  const system = type === 'code' ? systemBeside(node, path) : undefined
  return [{ type, value, path, ...(system === undefined ? {} : { system }) }]
}

function isAbsent(value: unknown): boolean {
  return listOf(member(value, 'extension')).some((extension) => member(extension, 'url') === dataAbsent)
}

/** A code inside a Coding has that Coding's system; any other code the one its element is bound to. */
function systemBeside(node: unknown, path: string): string | undefined {
  return path === 'Coding.code'
    ? textMember(member(member(node, 'parentResNode'), 'data'), 'system')
    : boundSystem(path)
}
