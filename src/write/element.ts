/** An element with children -> the text of a JSON object. */
import type { Element } from '../mapping/model.ts'
import type { Part, Slot, Text } from './frame.ts'
import { compileMember, fuse, joined, type Run, type Runs } from './members.ts'
import type { Scope } from './scope.ts'

/** One member with the constants behind it, and what is written where it yields nothing. */
export interface Piece {
  readonly text: Text
  readonly otherwise: string
  /** It is not known beforehand whether something stands in front of it: the comma is missing. */
  readonly isLoose: boolean
  readonly vital: boolean
}

const led = (text: string): string => (text === '' ? '' : `,${text}`)

function compilePiece({ member, behind }: Run, isLoose: boolean): Piece {
  const part = member.compile({ before: isLoose ? '' : ',', after: led(behind) })
  const otherwise = joined(member.absent, behind)
  const text = typeof part === 'string' ? () => part : part
  return { text, otherwise: isLoose ? otherwise : led(otherwise), isLoose, vital: member.vital }
}

/** In order. `isBegun`: something stands in front. `sure`: a member that is known to yield. */
export function compilePieces(runs: readonly Run[], isBegun: boolean, sure?: Run): readonly Piece[] {
  let begun = isBegun
  return runs.map((run) => {
    const piece = compilePiece(run, !begun)
    begun ||= run === sure || run.behind !== ''
    return piece
  })
}

/** '' where nothing that depends on the row keeps it alive. */
function compileBody(pieces: readonly Piece[], open: string, close: string, fixed: boolean): Text {
  return (row, frame) => {
    let text = open
    let isAlive = fixed
    for (const { text: write, otherwise, isLoose, vital } of pieces) {
      const value = write(row, frame)
      if (value !== '' && vital) isAlive = true
      const member = value === '' ? otherwise : value
      if (isLoose && member !== '' && text !== open) text += ','
      text += member
    }
    return isAlive && text !== open ? text + close : ''
  }
}

/** The heart is asked before its element is written, and nothing else is asked where it does not beat. */
function compileHearted(runs: readonly Run[], heart: Run, open: string, close: string, isBegun: boolean): Text {
  const pieces = compilePieces(runs, isBegun, heart)
  const index = runs.indexOf(heart)
  const { text: ask } = pieces[index]!
  let answer = ''
  const known = pieces.map((piece, place) => (place === index ? { ...piece, text: () => answer } : piece))
  const body = compileBody(known, open, close, true)
  return (row, frame) => {
    answer = ask(row, frame)
    return answer === '' ? '' : body(row, frame)
  }
}

/** One member decides whether the element is there: the braces are written with it. */
function compileSingle({ member, behind }: Run, open: string, close: string, isBegun: boolean): Part {
  return member.compile({ before: open + (isBegun ? ',' : ''), after: led(behind) + close })
}

function compileRuns({ before, runs }: Runs, element: Element, slot: Slot): Part {
  const [open, close, isBegun] = [`${slot.before}{${before}`, `}${slot.after}`, before !== '']
  const isDecisive = ({ member }: Run): boolean =>
    member.vital && (element.heart === undefined || member.child.element === element.heart)
  if (element.fixed) return compileBody(compilePieces(runs, isBegun), open, close, true)
  const deciding = runs.filter(isDecisive)
  const [first] = deciding
  if (!first) return ''
  if (runs.length === 1) return compileSingle(first, open, close, isBegun)
  if (deciding.length === 1) return compileHearted(runs, first, open, close, isBegun)
  return compileBody(compilePieces(runs, isBegun), open, close, false)
}

/** A required child that yields nothing is not looked at here: only the resource as a whole is given up for one. */
export function compileElement(element: Element, scope: Scope, slot: Slot): Part {
  const runs = fuse(element.children.map((child) => compileMember(child, scope)))
  if (runs.runs.length > 0) return compileRuns(runs, element, slot)
  return element.fixed && runs.before !== '' ? `${slot.before}{${runs.before}}${slot.after}` : ''
}
