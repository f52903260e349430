/** The members of an object -> its text for a row: all are asked, then it is decided whether the object is there, then they are printed. */
import type { Text } from './frame.ts'
import { joined, type Run } from './members.ts'

/** What members are printed between, and which of them decide. */
export interface Around {
  readonly open: string
  readonly close: string
  /** Something stands in front of the first member already. */
  readonly isBegun: boolean
  /** There, whatever its members give. */
  readonly fixed: boolean
  /** Members of which one has to give something. */
  readonly vital: readonly Run[]
  /** Members that all have to give something. */
  readonly demanded: readonly Run[]
}

interface Piece {
  /** Where it stands among the object's members. */
  readonly index: number
  readonly text: Text
  /** What is printed where it gives nothing: its absent reason, and the constants behind it. */
  readonly otherwise: string
  /** It is not known beforehand whether something stands in front of it: its texts have no comma yet. */
  readonly isLoose: boolean
  readonly isVital: boolean
  /** Without it there is no object. */
  readonly isNeeded: boolean
  /** Members beside which it is not there. */
  readonly unless: readonly number[]
}

const led = (text: string): string => (text === '' ? '' : `,${text}`)

/** Members beside which it is not there: what is in no run gives nothing, as else the reason were not here. */
const unlessOf = (runs: readonly Run[], { child }: Run['member']): readonly number[] =>
  (child.unless ?? [])
    .map((other) => runs.findIndex(({ member }) => member.child === other))
    .filter((index) => index >= 0)

function compilePiece(runs: readonly Run[], index: number, isLoose: boolean, around: Around): Piece {
  const { fixed, vital, demanded } = around
  const run = runs[index]!
  const { member, behind } = run
  const part = member.compile({ before: isLoose ? '' : ',', after: led(behind) })
  const otherwise = joined(member.absent, behind)
  const isVital = vital.includes(run)
  return {
    index,
    text: typeof part === 'string' ? () => part : part,
    otherwise: isLoose ? otherwise : led(otherwise),
    isLoose,
    isVital,
    isNeeded: (!fixed && isVital && vital.length === 1) || demanded.includes(run),
    unless: unlessOf(runs, member),
  }
}

function compilePieces(runs: readonly Run[], around: Around): readonly Piece[] {
  let isBegun = around.isBegun
  return runs.map((run, index) => {
    const piece = compilePiece(runs, index, !isBegun, around)
    isBegun ||= piece.isNeeded || run.behind !== ''
    return piece
  })
}

/** What is needed first: without it, nothing else is asked. Reasons last: by then it is known of what. */
const rank = ({ isNeeded, unless }: Piece): number => (isNeeded ? 0 : unless.length === 0 ? 1 : 2)

function print(pieces: readonly Piece[], texts: readonly string[], { open, close, isBegun }: Around): string {
  let text = open
  for (const { index, otherwise, isLoose } of pieces) {
    const member = texts[index]! || otherwise
    if (isLoose && member !== '' && text !== open) text += ','
    text += member
  }
  return text === open && !isBegun ? '' : text + close
}

/** '' where it is not there, or empty. */
export function compileObject(runs: readonly Run[], around: Around): Text {
  const pieces = compilePieces(runs, around)
  const order = pieces.toSorted((one, other) => rank(one) - rank(other))
  const texts = pieces.map(() => '')
  return (row, frame) => {
    let isThere = around.fixed
    for (const { index, text, isVital, isNeeded, unless } of order) {
      const given = unless.some((each) => texts[each] !== '') ? '' : text(row, frame)
      texts[index] = given
      if (given !== '') isThere ||= isVital
      else if (isNeeded) return ''
    }
    return isThere ? print(pieces, texts, around) : ''
  }
}
