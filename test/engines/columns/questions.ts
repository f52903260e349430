/** A column -> questions to it, at random: a condition for SQL, and what the row says to it. */
import { and, has, not, test, type Between, type Cond } from '../../../src/mapping/cond.ts'
import { textOf } from '../../../src/mapping/equality/absent.ts'
import { withoutBlanks } from '../../../src/mapping/equality/blanks.ts'
import { ruleOf } from '../../../src/mapping/equality/rule.ts'
import { named } from '../../../src/mapping/equality/list.ts'
import { boundFault } from '../../../src/mapping/equality/bound.ts'
import { holds } from '../../../src/mapping/forward.ts'
import { askColumn, type Ask } from '../../../src/mapping/lenses/ask.ts'
import type { Column, Facts, Reader } from '../../../src/mapping/model.ts'
import type { Raw } from '../../../src/mapping/table.ts'
import { isUnfit, withoutUnfit } from '../../../src/fhir/primitive.ts'
import { fold } from '../../../src/verify/oracle/string.ts'
import type { Random } from '../../../src/verify/random.ts'

export interface Question {
  readonly title: string
  /** What SQL selects: these rows at most, these at least. */
  readonly between: Between
  isMeant(raw: Raw): boolean
  /** Of other rows only the database knows. */
  isJudged(raw: Raw): boolean
}

const readerOf = (raw: Raw): Reader => ({ get: () => raw, rows: () => [] })

/** The values that a condition names. */
function valuesOf(cond: Cond): readonly string[] {
  if (cond.kind === 'and' || cond.kind === 'or') return cond.of.flatMap(valuesOf)
  if (cond.kind === 'not') return valuesOf(cond.of)
  return cond.kind === 'test' && cond.test.is === 'in' ? cond.test.values : []
}

const asksRange = (cond: Cond): boolean =>
  cond.kind === 'test'
    ? cond.test.is === 'range'
    : cond.kind === 'not'
      ? asksRange(cond.of)
      : cond.kind === 'and' && cond.of.some(asksRange)

/** An index over a collation of some language has signs before digits, which a range of digits does not look for. */
const isSignAmongDigits = (column: Column, cond: Cond, raw: string): boolean =>
  column.indexed === true && column.letters !== 'ascii' && asksRange(cond) && /[:-@[-`{-~]/.test(raw)

/** One that the mapping states: SQL and the row have to say the same, wherever the row can know what the collation takes for equal. */
function stated(title: string, column: Column, cond: Cond, facts: Facts): Question {
  const { isTold } = ruleOf(column)
  const isKnown = valuesOf(cond).every(isTold)
  return {
    title,
    between: { over: cond, under: cond },
    isMeant: (raw) => holds(cond, readerOf(raw), facts),
    isJudged: (raw) => isKnown && isTold(withoutBlanks(raw ?? '')) && !isSignAmongDigits(column, cond, raw ?? ''),
  }
}

type Asker = () => string

/** What the compiler takes. */
function bound(column: Column, asker: Asker): string {
  const text = asker()
  return boundFault(column, text) === undefined && !/^[-0: ]+$/.test(text) ? text : bound(column, asker)
}

function randomRange(column: Column, asker: Asker, random: Random): Cond {
  const kind = random()
  const from = kind < 0.7 ? { from: bound(column, asker) } : {}
  const below = kind > 0.4 ? { below: bound(column, asker) } : {}
  return test(column, { is: 'range', ...from, ...below })
}

function randomCond(column: Column, asker: Asker, random: Random): readonly [string, Cond] {
  const kind = random()
  const values = Array.from({ length: 1 + Math.floor(random() * 3) }, asker)
  if (kind < 0.4) return [`is one of ${JSON.stringify(values)}`, named(column, values)]
  if (kind < 0.5) return ['has a value', has(column)]
  if (['uuid', 'bit', 'binary'].includes(column.schema.type)) return ['has a value', has(column)]
  const range = randomRange(column, asker, random)
  return [`lies in ${JSON.stringify(range.kind === 'test' ? range.test : {})}`, range]
}

/** What the row decides is asked of what is served: nothing invisible is in it. */
const small = (text: string): string =>
  [...text].map((one) => ('\u212a\u0130'.includes(one) ? one : one === 'ς' ? 'σ' : one.toLowerCase())).join('')

function isAnswer(ask: Ask, served: string): boolean {
  switch (ask.kind) {
    case 'any':
      return true
    case 'in':
      return ask.values.some((value) => (ask.fold ? small(value) === small(served) : value === served))
    case 'digits':
      return ask.texts.includes(served.replace(/\D/g, ''))
    case 'prefix':
      return fold(served).startsWith(fold(ask.text))
    case 'contains':
      return fold(served).includes(fold(ask.text))
  }
}

function randomAsk(asker: Asker, random: Random): Ask {
  const kind = random()
  const text = asker()
  const veiled = random() < 0.5 ? ({ veiled: true } as const) : {}
  if (kind < 0.3) return { kind: 'in', values: [text, ...(random() < 0.3 ? [asker()] : [])], fold: false, ...veiled }
  if (kind < 0.6) return { kind: 'in', values: [text], fold: true, ...veiled }
  const digits = text.replace(/\D/g, '')
  if (kind < 0.7 && digits !== '') return { kind: 'digits', texts: [digits] }
  return { kind: kind < 0.85 ? 'prefix' : 'contains', text }
}

/** An index that ignores case seeks no text that begins with a blank of other scripts. */
const isVeiled = ({ schema }: Column, raw: string): boolean =>
  schema.collation === 'ci' && /^[\s\0-\x1f\x7f]*[^\S\t-\r \u00a0]/.test(raw)

function searched(column: Column, ask: Ask): Question {
  const meant = (raw: Raw): boolean => {
    const text = textOf(column, raw)
    return text !== undefined && isAnswer(ask, withoutUnfit(text))
  }
  const isTold = ruleOf(column).isTold
  const isKnown = (text: string): boolean =>
    column.letters === 'ascii' || (isTold(text) && (ask.kind !== 'in' || ask.values.every(isTold)))
  return {
    title: `is searched by ${JSON.stringify(ask)}`,
    between: askColumn(column, ask),
    isMeant: meant,
    isJudged: (raw) =>
      ask.kind === 'in'
        ? (ask.veiled === true || !isUnfit(raw ?? '')) && isKnown(withoutBlanks(withoutUnfit(raw ?? '')))
        : !isVeiled(column, raw ?? ''),
  }
}

export function randomQuestion(column: Column, asker: Asker, random: Random, facts: Facts): Question {
  if (random() < 0.5) {
    const ask = randomAsk(asker, random)
    return (ask.kind === 'prefix' || ask.kind === 'contains') && fold(ask.text) === ''
      ? randomQuestion(column, asker, random, facts)
      : searched(column, ask)
  }
  const [title, cond] = randomCond(column, asker, random)
  const kind = random()
  if (kind < 0.25) return stated(`not: ${title}`, column, not(cond), facts)
  if (kind < 0.4) {
    const [other, second] = randomCond(column, asker, random)
    return stated(`${title}, and ${other}`, column, and(cond, second), facts)
  }
  return stated(title, column, cond, facts)
}
