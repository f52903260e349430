/** A head and the mapping around it become a finished, frozen Source. */
import { makeElement } from '../template/element.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Root, Source } from '../model.ts'
import type { Build, KnownSource, Vocabulary } from '../template/context.ts'
import type { Head } from './head.ts'
import { checkHashRoom } from './key.ts'
import { makeKinds } from './kinds.ts'
import { liveJoins } from './live-joins.ts'
import { narrowing } from './narrowing.ts'
import { makeProxies } from './proxy.ts'
import { lookUps, type Known } from './look-ups.ts'

export interface Surroundings extends Known {
  readonly known: ReadonlyMap<string, KnownSource>
  readonly vocabulary: Vocabulary
  readonly diagnostics: Diagnostics
}

type Optional = Pick<Source, 'id' | 'isHashed' | 'tenant' | 'merge' | 'members'>

const optional = ({ id, isHashed, tenant, merge, members }: Head): Optional => ({
  ...(isHashed && { isHashed }),
  ...(id === undefined ? {} : { id }),
  ...(tenant === undefined ? {} : { tenant }),
  ...(merge === undefined ? {} : { merge }),
  ...(members === undefined ? {} : { members }),
})

/** The source's own reference to its patient. */
function patientOf({ patient }: Head, root: Root): Pick<Build, 'patient'> {
  if (root.kind !== 'reference') return {}
  const by = patient.kind === 'reference' ? patient.by : undefined
  const { source, columns, patient: served } = root
  return { patient: { source, columns, served, ...(by === undefined ? {} : { by }) } }
}

export function makeSource(head: Head, ordinal: number, around: Surroundings): Source {
  const root = around.roots.get(head.name)!
  const live = liveJoins(head)
  const named = lookUps(head, around)
  const build: Build = {
    aliases: new Set([head.from, ...head.joins].map(({ alias }) => alias)),
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
    ...(head.about === undefined ? {} : { about: { source: head.about, key: head.key.map(({ column }) => column) } }),
  }
  const kinds = makeKinds(head, root, { ...build, lookUp: named.join })
  checkHashRoom(head.scope, head.node, { name: head.name, kinds })
  return Object.freeze({
    name: head.name,
    resource: head.resource,
    at: head.at,
    ordinal,
    from: head.from,
    joins: [...head.joins, ...live.joins, ...named.joins],
    key: head.key,
    ...optional(head),
    ...{ root, keep: head.keep },
    rows: [...head.rows.values()].map((each) => each.rows),
    pieces: named.pieces,
    kinds,
    narrow: narrowing(head),
    ...(head.about === undefined ? {} : { about: head.about }),
    // A number in a contact's row counts whatever became of the chart under it.
    proxies: makeProxies(head, build),
  })
}
