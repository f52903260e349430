/** Parses the FHIRPath that search parameters use into steps: paths, casts, `where`, unions. https://hl7.org/fhir/R4/searchparameter-registry.html */

export type Step =
  | { readonly kind: 'child'; readonly name: string }
  /** `as(T)`, `ofType(T)`, `(x as T)`. */
  | { readonly kind: 'type'; readonly type: string }
  /** `where(name = 'text')`. */
  | { readonly kind: 'where'; readonly name: string; readonly value: string }
  /** `where(resolve() is T)`. */
  | { readonly kind: 'resolves'; readonly type: string }
  /** `exists()`, with what may follow it. */
  | { readonly kind: 'exists' }

export type Path = readonly Step[]

function splitUnion(expression: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of expression) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter === '|' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].map((each) => each.trim())
}

const forms: readonly [RegExp, (match: RegExpExecArray) => Step][] = [
  [/^where\(\s*resolve\(\)\s+is\s+(\w+)\s*\)/, (match) => ({ kind: 'resolves', type: match[1]! })],
  [/^where\(\s*(\w+)\s*=\s*'([^']*)'\s*\)/, (match) => ({ kind: 'where', name: match[1]!, value: match[2]! })],
  [/^(?:as|ofType)\(\s*(?:FHIR\.)?(\w+)\s*\)/, (match) => ({ kind: 'type', type: match[1]! })],
  [/^exists\(\).*$/s, () => ({ kind: 'exists' })],
  [/^(\w+)/, (match) => ({ kind: 'child', name: match[1]! })],
]

function readStep(text: string): { step: Step; rest: string } | undefined {
  for (const [form, make] of forms) {
    const match = form.exec(text)
    if (match !== null) return { step: make(match), rest: text.slice(match[0].length).trimStart() }
  }
  return undefined
}

/** `(X as T).more` is `X.ofType(T).more`; other brackets only group. */
function unwrap(text: string): string {
  const cast = /^\(\s*([\w.]+)\s+as\s+(\w+)\s*\)/.exec(text)
  if (cast !== null) return `${cast[1]!}.ofType(${cast[2]!})${text.slice(cast[0].length)}`
  const bare = /^([\w.]+)\s+as\s+(\w+)$/.exec(text)
  if (bare !== null) return `${bare[1]!}.ofType(${bare[2]!})`
  return text.startsWith('(') && text.endsWith(')') ? unwrap(text.slice(1, -1).trim()) : text
}

function parsePath(text: string): Path | undefined {
  const steps: Step[] = []
  let rest = unwrap(text)
  while (rest !== '') {
    const read = readStep(rest)
    if (read === undefined) return undefined
    steps.push(read.step)
    rest = read.rest.startsWith('.') ? read.rest.slice(1) : read.rest
  }
  return steps
}

/** The paths of a union, each with the resource type's own name taken off; undefined when a form is not known. */
export function parsePaths(type: string, expression: string): readonly Path[] | undefined {
  const paths = splitUnion(expression).flatMap((part) => {
    const path = parsePath(part)
    if (path === undefined) return [undefined]
    const [head, ...rest] = path
    return head?.kind === 'child' && [type, 'Resource', 'DomainResource'].includes(head.name) ? [rest] : [path]
  })
  return paths.includes(undefined) ? undefined : (paths as Path[])
}
