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

/** The source's own reference to its patient. */
const patientOf = (root: Root): Pick<Build, 'patient'> =>
  root.kind === 'reference' ? { patient: { source: root.source, columns: root.columns, served: root.patient } } : {}

const optional = ({ id, tenant, merge }: Head): Pick<Source, 'id' | 'tenant' | 'merge'> => ({
  ...(id === undefined ? {} : { id }),
  ...(tenant === undefined ? {} : { tenant }),
  ...(merge === undefined ? {} : { merge }),
})

export function makeSource(head: Head, ordinal: number, around: Surroundings): Source {
  const root = makeRoot(head, around.heads, around.diagnostics)
  const live = liveJoins(head)
  const build: Build = {
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
    ...patientOf(root),
  }
  const kinds = makeKinds(head, root, build)
  return Object.freeze({
    name: head.name,
    resource: head.resource,
    at: head.at,
    ordinal,
    from: head.from,
    joins: [...head.joins, ...live.joins],
    key: head.key,
    ...optional(head),
    root,
    keep: head.keep,
    rows: [...head.rows.values()].map((each) => each.rows),
    kinds,
    narrow: narrowing(head),
    proxies: makeProxies(head, build),
  })
}
