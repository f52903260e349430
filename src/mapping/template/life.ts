/** An element of the template -> whether it is there: the children of which one has to give something. */
import type { Child, Element, Node, Occurrence } from '../model.ts'

const hearts: Readonly<Record<string, string>> = {
  Identifier: 'value',
  Quantity: 'value',
  Age: 'value',
  Duration: 'value',
  SimpleQuantity: 'value',
  ContactPoint: 'value',
  Extension: 'value',
  Coding: 'code',
  Annotation: 'text',
}

/** The child by which elements of a type live. */
export const heartOf = (type: string): string | undefined => hearts[type]

/** An empty text as a constant stands for nothing, and ends the alternatives (`none: true`). */
export const isNone = (node: Node): boolean => node.kind === 'constant' && node.value === ''

export const isAlways = ({ when }: Occurrence): boolean => when.kind === 'constant' && when.value

const nodesOf = ({ occurrences }: Child): readonly Node[] => occurrences.map(({ node }) => node)

/** Some value in it comes from the row. */
export function hasHole(node: Node): boolean {
  if (node.kind === 'first') return node.of.some((each) => hasHole(each.node))
  return node.kind === 'hole' || (node.kind === 'element' && node.children.some(livens))
}

/** A hole below makes the child keep its element alive whenever it yields, by its last resort too; constants alone do not. */
export const livens = (child: Child): boolean => child.unless === undefined && nodesOf(child).some(hasHole)

/** Whether it is there depends on the row: by a value, a condition, or what it repeats over. */
function varies({ when, each, node }: Occurrence): boolean {
  if (each !== undefined || when.kind !== 'constant' || !when.value) return true
  if (node.kind === 'first') return node.of.some(varies)
  return node.kind === 'hole' || (node.kind === 'element' && !node.fixed)
}

const isVariable = ({ unless, occurrences }: Child): boolean => unless === undefined && occurrences.some(varies)

/** By its heart; else by its holes; else, where all its values are constants, by those that stand under conditions. */
function deciding({ heart, children }: Pick<Element, 'heart' | 'children'>): readonly Child[] {
  if (heart !== undefined) return children.filter((child) => child.element === heart)
  const living = children.filter(livens)
  return living.length > 0 ? living : children.filter(isVariable)
}

/** The children that all have to give something. */
export const demandsOf = ({ demands = [], children }: Pick<Element, 'demands' | 'children'>): readonly Child[] =>
  demands.length === 0 ? [] : children.filter(({ element }) => demands.includes(element))

/** What an element lives by: nothing where no row can take it away, and it is there always. */
export function lifeOf(
  children: readonly Child[],
  heart: string | undefined,
  demands: readonly string[] = [],
): Pick<Element, 'heart' | 'fixed' | 'demands'> {
  const beating = children.some((child) => child.element === heart) ? { heart: heart! } : {}
  const own = { ...beating, ...(demands.length > 0 && { demands }) }
  const all = [...deciding({ ...own, children }), ...demandsOf({ ...own, children })]
  return { ...own, fixed: !all.some(isVariable) }
}

/** Another child says why this one is not there. */
export const isExcused = (child: Child, children: readonly Child[]): boolean =>
  children.some(({ element, unless }) => element === child.element && unless?.includes(child) === true)

const known = new WeakMap<Element, readonly Child[]>()

/** The children of which one has to yield for the element to be there; undefined: it is there always. */
export function vitals(element: Element): readonly Child[] | undefined {
  if (element.fixed) return undefined
  const found = known.get(element) ?? deciding(element)
  known.set(element, found)
  return found
}
