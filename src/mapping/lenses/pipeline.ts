/** The part of a lens before its last step: columns through text steps, forwards and backwards. */
import { atMost, either, exactly, has, type Between } from '../cond.ts'
import type { Bad, Column, Raw, Split } from '../model.ts'
import { textOf } from '../equality/absent.ts'
import { named } from '../equality/list.ts'
import { ruleOf } from '../equality/rule.ts'
import { bad, isBad, isNumeric } from '../value.ts'
import { mostShort } from './bytes.ts'
import { anyValue, askColumn, askIn, type Ask } from './ask.ts'
import type { Step } from './steps.ts'

/** A source of one text: a column, or a piece of one, with steps behind it. */
export interface Text {
  readonly column: Column
  readonly steps: readonly Step[]
}

/** What stands in a numeric column and is no number, `NaN` or what SQLite let in, is no value of it. */
function readColumn(column: Column, raw: Raw): string | Bad | undefined {
  const stored = textOf(column, raw)
  const isValue = stored === undefined || !isNumeric(column) || ruleOf(column).key(stored) !== undefined
  return isValue ? stored : bad('is no number')
}

export const readText = (text: Text, raw: Raw): string | Bad | undefined =>
  throughSteps(text, readColumn(text.column, raw))

/** As it is stored: blanks around a text are part of a document, but for those that fill up a CHAR. */
export function readDocument(text: Text, raw: Raw): string | Bad | undefined {
  const value = textOf(text.column, raw)
  const stored = value === undefined || text.column.schema.padded ? value : (raw ?? undefined)
  return throughSteps(text, stored, (step) => (isForLong(step) ? Infinity : mostShort))
}

const isForLong = ({ ofBytes, inPieces }: Step): boolean => ofBytes !== undefined || inPieces !== undefined

function throughSteps(
  text: Text,
  stored: string | Bad | undefined,
  most: (step: Step) => number = () => Infinity,
): string | Bad | undefined {
  let value = stored
  for (const step of text.steps) {
    if (value === undefined || isBad(value)) return value
    value =
      value.length > most(step)
        ? bad(`has more than ${most(step)} characters before a lens for short texts`)
        : step.forward(value)
  }
  return value === '' ? undefined : value
}

/** The stored column behind `it` of a split text; see {@link pieceColumn}. */
const wholes = new WeakMap<Column, Column>()

/** A pseudo column for the pieces of a text: questions about it fall back on the whole, and only bound the answer. */
export function pieceColumn(whole: Column): Column {
  const column: Column = Object.freeze({ ...whole, alias: 'it', name: `${whole.alias}.${whole.name}` })
  wholes.set(column, whole)
  return column
}

const splits = new WeakMap<Column, Split>()

/** `it` of the pieces into which a text is split. */
export function splitInto(column: Column, separator: string): Split {
  const it = pieceColumn(column)
  const split: Split = { kind: 'split', column, separator, it }
  splits.set(it, split)
  return split
}

/** What gives this piece; undefined for what is none. */
export const splitOf = (it: Column): Split | undefined => splits.get(it)

const joined = new WeakSet<Column>()

/** The same for the text that a column of all child rows makes: of one row it is no part. */
export function joinedColumn(whole: Column): Column {
  const column = pieceColumn(whole)
  joined.add(column)
  return column
}

export const isJoined = (column: Column): boolean => joined.has(column)

export const wholeOf = (column: Column): Column | undefined => wholes.get(column)

/** What holds a piece may have it, or have it inside another; separators alone hold none. */
function askPiece(whole: Column, ask: Ask): Between {
  if (ask.kind === 'any') return atMost(has(whole))
  if (ask.kind === 'digits') return askColumn(whole, { ...ask, isPart: true })
  const texts = ask.kind === 'in' ? ask.values : [ask.text]
  return atMost(either(...texts.map((text) => askColumn(whole, { kind: 'contains', text }))).over)
}

/** The question about the text as a condition on the column. */
export function askText(text: Text, question: Ask): Between {
  let ask = question
  let exact = true
  for (const step of text.steps.toReversed()) {
    const backed = step.back(ask)
    ask = backed.ask
    exact &&= backed.exact
  }
  const whole = wholes.get(text.column)
  const between = whole === undefined ? askColumn(text.column, ask) : askPiece(whole, ask)
  return exact ? between : atMost(between.over)
}

export const textHas = (text: Text): Between => askText(text, anyValue)

/** One of the values that a mapping names: as in a condition where nothing stands between the column and the question. */
export function askNamed(text: Text, values: readonly string[]): Between {
  const isPlain = text.steps.length === 0 && wholeOf(text.column) === undefined
  return isPlain ? exactly(named(text.column, values)) : askText(text, askIn(values, text.column.case !== 'exact'))
}
