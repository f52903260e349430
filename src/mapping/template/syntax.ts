/** Elements whose system is a constant -> the same, where a code or value that cannot be one of that system's is bad. */
import { hasSyntax, isCodeOf, noCodeOf } from '../../fhir/code-syntax.ts'
import { hasCase } from '../../fhir/token-case.ts'
import { atMost, nothing } from '../cond.ts'
import type { Child, Lens, Node, Occurrence, Probe } from '../model.ts'
import { bad, servedOf } from '../value.ts'

/** The child that the system says what it may be. */
const told: Readonly<Record<string, string>> = { Identifier: 'value', Coding: 'code', Quantity: 'code' }

function constantSystem(children: readonly Child[]): string | undefined {
  const occurrences = children.find(({ element }) => element === 'system')?.occurrences ?? []
  const [node, ...others] = occurrences.map((each) => each.node)
  return others.length === 0 && node?.kind === 'constant' && typeof node.value === 'string' ? node.value : undefined
}

const askedText = (probe: Probe): string | undefined =>
  probe.kind === 'token' ? probe.code : probe.kind === 'text' || probe.kind === 'uri' ? probe.text : undefined

/** Where case does not count, and there is any, other spellings may be sound. */
const isLoose = (probe: Probe): boolean =>
  'casing' in probe && (probe.casing ?? 'exact') !== 'exact' && hasCase(askedText(probe) ?? '')

/** What is not of the system is not served, and so not found. */
function checkedLens(lens: Lens, isSound: (text: string) => boolean, reason: string): Lens {
  return {
    ...lens,
    forward: (values, facts) => {
      const given = lens.forward(values, facts)
      const served = servedOf(given)
      return typeof served === 'string' && !isSound(served) ? bad(reason) : given
    },
    has: () => atMost(lens.has().over),
    match: (probe, facts) => {
      const text = askedText(probe)
      if (text !== undefined && !isLoose(probe)) return isSound(text) ? lens.match(probe, facts) : nothing
      const found = lens.match(probe, facts)
      return found && atMost(found.over)
    },
  }
}

/** Every hole below, its lens changed. */
export function mapHoles(occurrences: readonly Occurrence[], change: (lens: Lens) => Lens): readonly Occurrence[] {
  const inside = (node: Node): Node => {
    if (node.kind === 'hole') return { ...node, lens: change(node.lens) }
    return node.kind === 'first' ? { ...node, of: mapHoles(node.of, change) } : node
  }
  return occurrences.map((each) => ({ ...each, node: inside(each.node) }))
}

/** Identifier, Coding and Quantity by their constant systems. */
export function withSyntax(type: string, children: readonly Child[]): readonly Child[] {
  const name = told[type]
  const system = constantSystem(children)
  if (name === undefined || !hasSyntax(system)) return children
  const change = (lens: Lens): Lens => checkedLens(lens, (text) => isCodeOf(system, text), noCodeOf(system!))
  return children.map((child) =>
    child.element === name ? { ...child, occurrences: mapHoles(child.occurrences, change) } : child,
  )
}
