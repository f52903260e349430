/** How many arguments and columns each lens takes, and of what form: told before any lens is made. */
import { suggest } from '../diagnostics.ts'
import type { Call, Pipe } from '../expression.ts'
import { fault, type Build } from './context.ts'

interface Arity {
  /** Least and most arguments. */
  readonly takes: readonly [number, number]
  /** Each argument has this form. */
  readonly forms?: readonly RegExp[]
  /** Least and most columns; one where it is left out. */
  readonly columns?: readonly [number, number]
  readonly hint: string
}

const many = Number.POSITIVE_INFINITY
const bare = (name: string): Arity => ({ takes: [0, 0], hint: `write ${name}` })
const number = /^[1-9]\d*$/

const arities = new Map<string, Arity>(
  Object.entries({
    ...Object.fromEntries(
      'title upper lower digits phone zip icd9 icd10 uuid before-suffix suffix local utc hl7ts iso number base64 xhtml display comparator hl7sn rtf cp1252 inflate inline'
        .split(' ')
        .map((name) => [name, bare(name)]),
    ),
    zeros: { takes: [0, 1], forms: [number], hint: 'write zeros(2)' },
    json: { takes: [1, 1], hint: 'write json(path)' },
    decode: { takes: [1, 1], hint: 'write decode(windows-1252)' },
    part: { takes: [2, 2], forms: [/./, number], hint: 'write part(; 1)' },
    date: {
      takes: [0, 1],
      forms: [/^(?:yyyymmdd|iso)$/],
      hint: 'write date(yyyymmdd), or date for a column of that type',
    },
    localtime: {
      takes: [0, 2],
      forms: [/^yyyymmdd$/, /^hhmm$/],
      columns: [2, 2],
      hint: 'write =v.VIT_DT v.VIT_TM | localtime(yyyymmdd hhmm)',
    },
    ymd: { takes: [0, 0], columns: [2, 3], hint: 'write =p.DOB_YR p.DOB_MO p.DOB_DY | ymd' },
    codes: {
      takes: [1, 1],
      columns: [1, 2],
      hint: 'write codes(list), and a day as second column where the list has days',
    },
    prefixed: { takes: [1, 1], hint: 'write prefixed(list)' },
    hl7ce: { takes: [1, 1], hint: 'write hl7ce(list)' },
    coding: { takes: [1, 1], hint: 'write coding(system)' },
    is: { takes: [1, many], hint: 'write is(A B)' },
    ref: { takes: [1, 3], columns: [1, many], hint: 'write ref(source), or ref(source by COLUMN)' },
    quantity: { takes: [0, many], hint: 'write quantity, or quantity(mm[Hg])' },
    times: { takes: [1, 1], forms: [/^\d+(?:\.\d+)?$/], hint: 'write times(0.0625)' },
    unit: { takes: [2, 2], hint: 'write unit(column list)' },
    range: { takes: [0, 2], hint: 'write range, or range(column list)' },
    name: { takes: [0, 1], forms: [/^comma$/], hint: 'write name(comma)' },
  } satisfies Record<string, Arity>),
)

/** Every lens by name, for "did you mean". */
export const lensNames: readonly string[] = [...arities.keys()]

export function checkCall(build: Pick<Build, 'diagnostics'>, call: Call): boolean {
  const arity = arities.get(call.name)
  if (arity === undefined) {
    fault(build, call.at, `"${call.name}" is no lens`, suggest(call.name, lensNames))
    return false
  }
  const given = call.arguments
  const [least, most] = arity.takes
  const isForm = given.every((argument, index) => arity.forms?.[index]?.test(argument) ?? true)
  if (given.length >= least && given.length <= most && isForm) return true
  fault(build, call.at, `${call.name}(${given.join(' ')}) is not how ${call.name} is written`, arity.hint)
  return false
}

/** The call that takes the columns; without one, a single column is a text. */
function checkColumns(build: Build, pipe: Pipe): boolean {
  const [least, most] = pipe.calls.reduce<readonly [number, number]>(
    (found, call) => arities.get(call.name)?.columns ?? found,
    [1, 1],
  )
  const count = pipe.columns.length
  if (count >= least && count <= most) return true
  const last = pipe.calls.at(-1)
  const hint = arities.get(last?.name ?? '')?.hint ?? 'alternatives are written =a ?? b'
  fault(
    build,
    pipe.columns[most]?.at ?? pipe.at,
    `${count} columns stand where ${count > most ? most : least} should`,
    hint,
  )
  return false
}

/** Whether the pipe is written as its lenses want it; what is not is told. */
export function checkPipe(build: Build, pipe: Pipe): boolean {
  const isWritten = pipe.calls.map((call) => checkCall(build, call)).every((each) => each)
  if (pipe.aggregate !== undefined && !build.grouped) {
    fault(build, pipe.at, `${pipe.aggregate}(...) looks over the rows of a group`, 'this source has no group:')
    return false
  }
  return isWritten && checkColumns(build, pipe)
}
