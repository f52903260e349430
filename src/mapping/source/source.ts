/** A head and the mapping around it become a finished, frozen Source. */
import { makeElement } from '../template/element.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Root, Source } from '../model.ts'
import type { Build, KnownSource, Vocabulary } from '../template/context.ts'
import type { Head } from './head.ts'
import { makeKinds } from './kinds.ts'
import { liveJoins } from './live-joins.ts'
import { narrowing } from './narrowing.ts'
import { makeProxies } from './proxy.ts'
import { makeRoot } from './root.ts'

export interface Surroundings {
  readonly heads: ReadonlyMap<string, Head>
  readonly known: ReadonlyMap<string, KnownSource>
  readonly vocabulary: Vocabulary
  readonly diagnostics: Diagnostics
}

const optional = ({ id, tenant, merge }: Head): Pick<Source, 'id' | 'tenant' | 'merge'> => ({
  ...(id === undefined ? {} : { id }),
  ...(tenant === undefined ? {} : { tenant }),
  ...(merge === undefined ? {} : { merge }),
})

/** The source's own reference to its patient. */
function patientOf({ patient }: Head, root: Root): Pick<Build, 'patient'> {
  if (root.kind !== 'reference') return {}
  const by = patient.kind === 'reference' ? patient.by : undefined
  const { source, columns, patient: served } = root
  return { patient: { source, columns, served, ...(by === undefined ? {} : { by }) } }
}

const extraOf = ({ from, joins }: Head): Build['extra'] => ({
  aliases: new Set([from, ...joins].map(({ alias }) => alias)),
  joins: [],
})

export function makeSource(head: Head, ordinal: number, around: Surroundings): Source {
  const root = makeRoot(head, around.heads, around.diagnostics)
  const live = liveJoins(head)
  const extra = extraOf(head)
  const build: Build = {
    extra,
    scope: head.scope,
    vocabulary: around.vocabulary,
    sources: around.known,
    rows: head.rows,
    joinCode: live.join,
    grouped: head.isGroup,
    diagnostics: around.diagnostics,
    updating: false,
    makeElement,
    path: head.resource,
    ...patientOf(head, root),
  }
  const [kinds, proxies] = [makeKinds(head, root, build), makeProxies(head, build)]
  return Object.freeze({
    name: head.name,
    resource: head.resource,
    at: head.at,
    ordinal,
    from: head.from,
    joins: [...head.joins, ...live.joins, ...extra.joins],
    key: head.key,
    ...optional(head),
    root,
    keep: head.keep,
    rows: [...head.rows.values()].map((each) => each.rows),
    kinds,
    narrow: narrowing(head),
    proxies,
  })
}
