/** Resources found -> the text of their Bundle entries, with an outcome behind each that something is wrong with. */
import type { Kind } from '../mapping/model.ts'
import type { SourcePlan } from '../plan/model.ts'
import { entryText, outcomeEntry, type Mode } from '../write/bundle.ts'
import type { BadValue } from '../write/frame.ts'
import { badValuesText, lostText } from '../write/outcome.ts'
import type { Writer } from '../write/writer.ts'
import { writerOf, type Found, type WriteContext } from './asked.ts'
import type { Shape } from './row-reader.ts'

/** Writes resources of one statement's rows, one writer a kind. */
export interface EntryWriter {
  /** The resource's text, '' when there is no valid one; what was bad is in `bad` afterwards. */
  resource(found: Found, bad: BadValue[]): string
  entry(found: Found, mode: Mode): Entry
}

/** `isGiven`: the text has the resource, and not only what is wrong with it. */
export interface Entry {
  readonly text: string
  readonly isGiven: boolean
}

export function entryWriter(plan: SourcePlan, shape: Shape, context: WriteContext): EntryWriter {
  const writers = new Map<Kind, Writer>()
  const { base, facts } = context
  const type = plan.source.resource
  const writerFor = (kind: Kind): Writer => {
    const known = writers.get(kind)
    if (known) return known
    const made = writerOf(plan, kind, shape.layout, context)
    writers.set(kind, made)
    return made
  }
  const resource = ({ kind, id, row, children }: Found, bad: BadValue[]): string =>
    writerFor(kind)(id, row, children, facts, (each) => bad.push(each))
  return {
    resource,
    entry(found, mode) {
      const bad: BadValue[] = []
      const text = resource(found, bad)
      const isGiven = text !== ''
      const entry = isGiven ? entryText(base, type, found.id, text, mode) : ''
      const outcome = bad.length === 0 ? '' : outcomeEntry(badValuesText(bad, `${type}/${found.id}`, isGiven))
      return { text: joinEntries([entry, outcome]), isGiven }
    },
  }
}

/** An entry that tells of resources whose key makes no id; '' where there are none. */
export const lostEntry = ({ source }: SourcePlan, lost: number): string =>
  lost === 0 ? '' : outcomeEntry(lostText(source.name, lost))

/** Texts with commas between. */
export const joinEntries = (texts: readonly string[]): string => texts.filter((text) => text !== '').join()
