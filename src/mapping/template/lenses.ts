/** Makes the lens of an expression: its columns, its steps, and the last call, which the element's type shapes. */
import { suggest } from '../diagnostics.ts'
import type { Call, Pipe } from '../expression.ts'
import { codesLens, codingLens, type CodeShape } from '../lenses/codes.ts'
import {
  dateTimeLens,
  dayLens,
  hl7Lens,
  isoLens,
  pairLens,
  partsLens,
  timeInText,
  type TimeOptions,
} from '../lenses/dates.ts'
import { hl7ceLens, prefixedLens } from '../lenses/joined-codes.ts'
import { xhtmlLens } from '../lenses/narrative.ts'
import { numberLens } from '../lenses/numbers.ts'
import type { Text } from '../lenses/pipeline.ts'
import { steps, toTitle, type Step } from '../lenses/steps.ts'
import { base64Lens, inlineLens } from '../lenses/content.ts'
import { isLens, nameLens, textLens } from '../lenses/values.ts'
import type { Binding } from '../../fhir/definition.ts'
import { formOf } from '../../fhir/primitive.ts'
import type { Column, Lens } from '../model.ts'
import { resolveColumn } from '../scope.ts'
import { lensNames } from './arity.ts'
import { fitsBytes, isEncoding } from './bytes.ts'
import { bindingsOf, checkFacts, readCode, systemOf } from './constants.ts'
import { fault, type Build } from './context.ts'
import { isLive, makeLive, wholeList } from './live.ts'
import { makersOf } from './makers.ts'
import { makeReference } from './reference.ts'

export interface Wanted {
  readonly type: string
  readonly binding?: Binding
}

/** The pieces of a pipe once its columns are known. */
interface Pieces {
  readonly columns: readonly Column[]
  readonly text: Text
  readonly last: Call | undefined
  readonly pipe: Pipe
}

const shapes: Readonly<Record<string, CodeShape>> = {
  code: 'code',
  Coding: 'Coding',
  CodeableConcept: 'CodeableConcept',
}
const numbers = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt'])
const times = new Set(['date', 'dateTime', 'instant'])
const texts = new Set(['string', 'markdown', 'code', 'id', 'uri', 'url', 'canonical', 'oid', 'uuid'])

type Maker = (build: Build, pieces: Pieces, wanted: Wanted) => Lens | undefined

const argument = (pieces: Pieces, index: number): string | undefined => pieces.last?.arguments[index]

function listOf(build: Build, pieces: Pieces, name: string | undefined) {
  const list = build.vocabulary.lists.get(name ?? '')
  const { at } = pieces.last ?? pieces.pipe
  return (
    list ??
    fault(
      build,
      at,
      `"${name ?? ''}" is no code list of system.yaml`,
      suggest(name ?? '', build.vocabulary.lists.keys()),
    )
  )
}

function shapeOf(build: Build, pieces: Pieces, wanted: Wanted, display: boolean): CodeShape | undefined {
  const shape = shapes[wanted.type]
  if (display || shape === undefined)
    return texts.has(wanted.type) ? 'display' : misfit(build, pieces, wanted, 'a coded value')
  return shape
}

function misfit(build: Build, pieces: Pieces, wanted: Wanted, what: string): undefined {
  return fault(build, (pieces.last ?? pieces.pipe).at, `${build.path} is a ${wanted.type}; this gives ${what}`)
}

function makeCodes(build: Build, pieces: Pieces, wanted: Wanted, display = false): Lens | undefined {
  const list = listOf(build, pieces, argument(pieces, 0))
  const shape = shapeOf(build, pieces, wanted, display)
  if (list === undefined || shape === undefined || !codesDay(build, pieces, list.definition.dated)) return undefined
  const { otherwise } = list.definition
  const bindings = bindingsOf(build, wanted.binding)
  const known =
    otherwise.kind === 'code' && shape !== 'display' && readCode(build, otherwise.code, list.definition.at, bindings)
  const fallback = (code: string) => (known ? known : { code })
  const day = pieces.columns[1]
  const lens = {
    text: pieces.text,
    list,
    shape,
    fallback,
    ...(day === undefined ? {} : { day: { column: day, steps: [] } }),
  }
  return isLive(list) ? makeLive(build, lens, (pieces.last ?? pieces.pipe).at) : codesLens(lens)
}

function makeCoding(build: Build, pieces: Pieces, wanted: Wanted): Lens | undefined {
  const name = argument(pieces, 0) ?? ''
  const { at } = pieces.last ?? pieces.pipe
  const system = systemOf(build, name, at)
  if (system !== undefined) checkFacts(build, system, at)
  const shape = shapeOf(build, pieces, wanted, false)
  if (system === undefined || shape === undefined) return undefined
  return codingLens(pieces.text, system, shape, { tenant: system.includes('{tenant.') })
}

function codesDay(build: Build, pieces: Pieces, isDated: boolean): boolean {
  const at = (pieces.last ?? pieces.pipe).at
  if (isDated || pieces.columns.length === 1) return true
  fault(build, at, `the list ${argument(pieces, 0) ?? ''} has no days`, 'name one column')
  return false
}

function timeOptions(build: Build, wanted: Wanted, zone?: string): TimeOptions {
  const gives = wanted.type as TimeOptions['gives']
  return { gives, repeated: build.updating ? 'later' : 'first', ...(zone === undefined ? {} : { zone }) }
}

type TimeMaker = (column: Column, options: TimeOptions, pieces: Pieces) => Lens

/** Lenses that read texts and numbers: the engine's own types of dates are none. */
const dateTypes = new Set(['date', 'datetime', 'minute'])

/** The column's own type decides what its times are: of the wrong lens they would be hours off, or never understood. */
function fitsClock(build: Build, { columns, last, pipe }: Pieces, isStored: boolean): boolean {
  const [column] = columns
  const { at } = last ?? pipe
  const { instant, type, native } = column!.schema
  const named = `${column!.table}.${column!.name} is a ${native}`
  if (instant === true && last?.name !== 'utc') {
    fault(build, at, `${named}: a moment, shown in UTC, and no time of a clock in the clinic`, 'use utc')
    return false
  }
  if (!isStored || !dateTypes.has(type)) return true
  fault(build, at, `${named}, no text as ${last?.name ?? ''} reads`, type === 'date' ? 'use date' : 'use local')
  return false
}

/** `isStored`: the lens reads texts or numbers of a form of its own. */
const makeTime =
  (make: TimeMaker, zone?: string, isStored: (pieces: Pieces) => boolean = () => false): Maker =>
  (build, pieces, wanted) => {
    if (!times.has(wanted.type)) return misfit(build, pieces, wanted, 'a date or time')
    if (!fitsClock(build, pieces, isStored(pieces))) return undefined
    return timeInText(make(pieces.columns[0]!, timeOptions(build, wanted, zone), pieces), pieces.text)
  }

const always = (): boolean => true

function makePair(build: Build, pieces: Pieces, wanted: Wanted): Lens | undefined {
  const [, time] = pieces.columns
  if (time === undefined) return misfit(build, pieces, wanted, 'a time of two columns: name the day and the time')
  return makeTime((date, options) => pairLens(date, time, options), undefined, always)(build, pieces, wanted)
}

const makeParts: Maker = makeTime(
  (year, options, { columns }) => partsLens(year, columns.slice(1), options),
  undefined,
  always,
)

function makeNumber(build: Build, pieces: Pieces, wanted: Wanted): Lens | undefined {
  if (!numbers.has(wanted.type)) return misfit(build, pieces, wanted, 'a number')
  return numberLens(pieces.text, wanted.type as 'decimal')
}

export const isTextType = (type: string): boolean => texts.has(type)

function makeText(build: Build, pieces: Pieces, wanted: Wanted): Lens | undefined {
  if (numbers.has(wanted.type)) return makeNumber(build, pieces, wanted)
  if (texts.has(wanted.type)) return textLens(pieces.text, wanted.type, formOf(wanted.type))
  const maker = makersOf[wanted.type]
  const { at } = pieces.last ?? pieces.pipe
  return fault(
    build,
    at,
    `${build.path} is a ${wanted.type}; this gives a plain text`,
    maker === undefined ? 'map its children' : `use ${maker}`,
  )
}

const makers: ReadonlyMap<string, Maker> = new Map(
  Object.entries<Maker>({
    codes: (build, pieces, wanted) => makeCodes(build, pieces, wanted),
    coding: makeCoding,
    date: makeTime(
      (column, options, pieces) => dayLens(column, argument(pieces, 0) ?? 'iso', options),
      undefined,
      (pieces) => argument(pieces, 0) === 'yyyymmdd',
    ),
    local: makeTime((column, options) => dateTimeLens(column, options)),
    utc: makeTime((column, options) => dateTimeLens(column, options), 'UTC'),
    hl7ts: makeTime((column, options) => hl7Lens(column, options), undefined, always),
    iso: makeTime((column, options) => isoLens(column, options), undefined, always),
    localtime: makePair,
    ymd: makeParts,
    ref: (build, pieces, wanted) =>
      wanted.type === 'Reference' || texts.has(wanted.type)
        ? makeReference(build, pieces, wanted.type)
        : misfit(build, pieces, wanted, 'a Reference'),
    number: makeNumber,
    base64: (build, pieces, wanted) =>
      wanted.type === 'base64Binary' ? base64Lens(pieces.text) : misfit(build, pieces, wanted, 'a base64Binary'),
    inline: (build, pieces, wanted) =>
      wanted.type === 'base64Binary'
        ? inlineLens(pieces.text, build.vocabulary.documents.inline)
        : misfit(build, pieces, wanted, 'a base64Binary'),
    xhtml: (build, pieces, wanted) =>
      wanted.type === 'xhtml' ? xhtmlLens(pieces.text) : misfit(build, pieces, wanted, 'an xhtml'),
    is: (build, pieces, wanted) =>
      wanted.type === 'boolean'
        ? isLens(pieces.text, pieces.last?.arguments ?? [])
        : misfit(build, pieces, wanted, 'a boolean'),
    name: (build, pieces, wanted) =>
      wanted.type === 'HumanName' ? nameLens(pieces.text, toTitle) : misfit(build, pieces, wanted, 'a HumanName'),
    prefixed: (build, pieces, wanted) => {
      const list = wholeList(build, listOf(build, pieces, argument(pieces, 0)), pieces.last)
      const shape = shapeOf(build, pieces, wanted, false)
      return list && shape && prefixedLens(pieces.text, list, shape)
    },
    hl7ce: (build, pieces, wanted) => {
      const list = wholeList(build, listOf(build, pieces, argument(pieces, 0)), pieces.last)
      return (
        list &&
        (wanted.type === 'CodeableConcept'
          ? hl7ceLens(pieces.text, list)
          : misfit(build, pieces, wanted, 'a CodeableConcept'))
      )
    },
  }),
)

function makeSteps(build: Build, calls: readonly Call[]): readonly Step[] | undefined {
  const made = calls.map((call) => {
    const maker = steps.get(call.name)
    if (maker === undefined)
      return fault(build, call.at, `"${call.name}" is no lens that can stand here`, suggest(call.name, lensNames))
    return isEncoding(build, call) ? maker(call.arguments) : undefined
  })
  return made.includes(undefined) ? undefined : (made as Step[])
}

/** Lenses of several columns, and of keys: a step changes one text. */
const ofWhole = new Set(['localtime', 'ymd', 'ref'])

/** The columns of a pipe and its text steps up to the last call that is none. */
export function readPieces(build: Build, pipe: Pipe): Pieces | undefined {
  const columns = pipe.columns.map((each) => resolveColumn(build.scope, each.name, each.at))
  const lastIndex = pipe.calls.findIndex((call) => !steps.has(call.name))
  const last = pipe.calls[lastIndex]
  if (lastIndex > 0 && last !== undefined && ofWhole.has(last.name))
    return fault(build, pipe.calls[0]!.at, `nothing can stand before ${last.name}`, 'it reads columns as they are')
  const made = makeSteps(build, lastIndex < 0 ? pipe.calls : pipe.calls.slice(0, lastIndex))
  if (columns.includes(undefined) || made === undefined) return undefined
  const [first] = columns as Column[]
  if (!fitsBytes(build, first!, pipe.calls, made)) return undefined
  return { columns: columns as Column[], text: { column: first!, steps: made }, last, pipe }
}

/** The lens of a pipe for an element of this type; faults are told and give undefined. */
export function makeLens(build: Build, pipe: Pipe, wanted: Wanted): Lens | undefined {
  const pieces = readPieces(build, pipe)
  if (pieces === undefined) return undefined
  if (pieces.last === undefined) return makeText(build, pieces, wanted)
  const behind = pipe.calls.slice(pipe.calls.indexOf(pieces.last) + 1)
  if (pieces.last.name === 'codes' && behind[0]?.name === 'display') return makeCodes(build, pieces, wanted, true)
  if (behind[0] !== undefined)
    return fault(build, behind[0].at, `nothing can stand after ${pieces.last.name}`, 'put it before')
  const maker = makers.get(pieces.last.name)
  if (maker !== undefined) return maker(build, pieces, wanted)
  return fault(
    build,
    pieces.last.at,
    `"${pieces.last.name}" is no lens for ${build.path}`,
    suggest(pieces.last.name, lensNames),
  )
}
