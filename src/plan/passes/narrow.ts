/** The third pass: what was asked -> joined to what the caller may see, kind by kind; what cannot match any more is pruned with its reason. */
import type { Hit, Place } from '../../mapping/model.ts'
import type { AskedPart } from './ask.ts'
import type { Draft, DraftKind, Drafts } from './draft.ts'
import { allOf, isImpossible } from '../question/matching.ts'
import type { Pruned, Trace } from '../model.ts'

const print = ({ file, line }: Place): string => `${file}:${line}`

const nameOf = ({ request: { name, modifier } }: AskedPart): string =>
  modifier === undefined ? name : `${name}:${modifier}`

function traceOf(part: AskedPart, { source, kinds }: Draft): readonly Trace[] {
  const left = new Set(kinds.map(({ kind }) => kind))
  const hits = (part.parameter?.hits.get(source) ?? []).filter((hit: Hit) => left.has(hit.kind))
  const places = part.parameter === undefined ? [print(source.at)] : [...new Set(hits.map((hit) => print(hit.at)))]
  return places.map((at) => ({ parameter: nameOf(part), at }))
}

function narrowKind({ kind, matching }: DraftKind, draft: Draft, part: AskedPart): DraftKind | undefined {
  const narrowed = allOf([matching, part.matching(draft.source, kind)])
  return isImpossible(narrowed) ? undefined : { kind, matching: narrowed }
}

function reasonOf(part: AskedPart, { source }: Draft): string {
  const isMapped = part.parameter === undefined || part.parameter.hits.has(source)
  return isMapped ? `${nameOf(part)} can never be so here` : `${nameOf(part)} is not mapped here`
}

function narrowDraft(draft: Draft, parts: readonly AskedPart[]): Draft | Pruned {
  let left = draft
  for (const part of parts) {
    const kinds = left.kinds.flatMap((kind) => narrowKind(kind, left, part) ?? [])
    if (kinds.length === 0) return { source: draft.source, reason: reasonOf(part, draft) }
    left = { ...left, kinds }
  }
  return left
}

const isPruned = (each: Draft | Pruned): each is Pruned => 'reason' in each

/** A source outside the caller's reach says no more than that. */
function outOfReach({ source, root, kinds }: Draft): Pruned | undefined {
  const isNever = root.kind === 'constant' && !root.value
  return isNever || kinds.length === 0 ? { source, reason: 'the token does not reach it' } : undefined
}

function reachable(draft: Draft): Draft {
  return { ...draft, kinds: draft.kinds.filter(({ matching }) => !isImpossible(matching)) }
}

/** Codes are asked first: they tell most sources and kinds to be out of the question, for which nothing else is then asked. */
const byYield = (parts: readonly AskedPart[]): readonly AskedPart[] => {
  const isCode = ({ parameter }: AskedPart): boolean => parameter?.type === 'token'
  return [...parts.filter(isCode), ...parts.filter((part) => !isCode(part))]
}

export function narrow(drafts: readonly Draft[], parts: readonly AskedPart[]): Drafts {
  const ordered = byYield(parts)
  const traced = (left: Draft): Draft => ({
    ...left,
    trace: [...left.trace, ...parts.flatMap((part) => traceOf(part, left))],
  })
  const narrowed = (draft: Draft): Draft | Pruned => {
    const left = narrowDraft(draft, ordered)
    return isPruned(left) ? left : traced(left)
  }
  const all = drafts.map(reachable).map((draft) => outOfReach(draft) ?? narrowed(draft))
  return { left: all.filter((each): each is Draft => !isPruned(each)), pruned: all.filter(isPruned) }
}
