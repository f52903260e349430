/** An element with children -> the text of a JSON object. */
import type { Element } from '../mapping/model.ts'
import { demandsOf, vitals } from '../mapping/template/life.ts'
import type { Part, Slot } from './frame.ts'
import { compileMember, fuse, type Member, type Run, type Runs } from './members.ts'
import { compileObject } from './object.ts'
import type { Scope } from './scope.ts'

/** One member decides whether the element is there: the braces are written with it. */
const compileSingle = ({ member, behind }: Run, open: string, close: string): Part =>
  member.compile({ before: open, after: behind === '' ? close : `,${behind}${close}` })

/** What decides whether the element is there. */
interface Deciding {
  readonly fixed: boolean
  isVital(run: Run): boolean
  isDemanded(run: Run): boolean
}

function compileRuns({ before, runs }: Runs, { fixed, isVital, isDemanded }: Deciding, slot: Slot): Part {
  const [open, close, isBegun] = [`${slot.before}{${before}`, `}${slot.after}`, before !== '']
  const vital = runs.filter(isVital)
  const [only] = runs
  if (!fixed && vital.length === 0) return ''
  if (!fixed && runs.length === 1 && only) return compileSingle(only, isBegun ? `${open},` : open, close)
  return compileObject(runs, { open, close, isBegun, fixed, vital, demanded: runs.filter(isDemanded) })
}

/** The members that say why others are not there, where one of those always is. */
const isMoot =
  (members: readonly Member[]) =>
  ({ child }: Member): boolean =>
    child.unless?.some((other) => members.some((each) => each.child === other && each.isSure)) === true

/** The members of some children, without those that never come to be asked. */
export function compileMembers(children: Element['children'], scope: Scope): readonly Member[] {
  const members = children.map((child) => compileMember(child, scope))
  return members.filter((member) => !isMoot(members)(member))
}

/** Of a resource the writer itself looks at what is required: it is told of what has none. */
export function compileElement(element: Element, scope: Scope, slot: Slot): Part {
  const members = compileMembers(element.children, scope)
  const [deciding, demands] = [vitals(element), demandsOf(element)]
  const isDemanded = ({ child, isSure }: Member): boolean => demands.includes(child) && !isSure
  if (members.some((member) => isDemanded(member) && member.constant !== undefined)) return ''
  const isVital = ({ child }: Member): boolean => deciding?.includes(child) === true
  const fixed = deciding === undefined || members.some((member) => isVital(member) && member.isSure)
  const fused = fuse(members)
  const runs: Deciding = {
    fixed,
    isVital: ({ member }) => isVital(member),
    isDemanded: ({ member }) => isDemanded(member),
  }
  if (fused.runs.length > 0) return compileRuns(fused, runs, slot)
  return fixed && fused.before !== '' ? `${slot.before}{${fused.before}}${slot.after}` : ''
}
