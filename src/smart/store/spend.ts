/** Codes and refresh tokens -> used by one at a time, and kept as spent until their grant ends. https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2 */
import type { Knex } from 'knex'
import type { FindGrant } from './find-grant.ts'
import { handlesOf, hashOf, lastOf, never, type Handle } from './handles.ts'
import type { ContextStore, IssuedTokens, Kept, Redeemed } from './model.ts'
import type { Place } from './place.ts'
import { createRenew } from './renew.ts'
import { tables } from './schema.ts'
import { perform } from './work.ts'

export const addHandles = async (at: Knex, grant: string, handles: readonly Handle[]): Promise<void> => {
  await at(tables.handles).insert(handles.map((each) => ({ ...each, grant_id: grant })))
}

/** With the hash of what was spent: a text that was moved to another row is none. */
type SealedAnswer = readonly [hash: string, value: object]

interface AnswerRow {
  readonly hash: string
  readonly answer: string
  readonly expires: number
}

/** Undefined for what is too long to be sealed: then nothing is kept. */
async function sealAnswer({ seal, now }: Place, hash: string, keep: Kept | undefined): Promise<AnswerRow | undefined> {
  if (keep === undefined) return undefined
  try {
    const answer = await seal.seal('answer', [hash, keep.value] satisfies SealedAnswer, keep.seconds)
    return { hash, answer, expires: now() + keep.seconds * 1000 }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

interface Issue {
  readonly hash: string
  readonly grant: string
  readonly handles: readonly Handle[]
  readonly answer: AnswerRow | undefined
}

const createReplace = ({ now }: Place) => {
  const unspent = (at: Knex, hash: string) =>
    at(tables.handles).where({ hash }).whereNull('spent').where('expires', '>', now())

  /** A provider that gives the same token again lets it live on. */
  const use = (at: Knex, { hash, grant, handles }: Issue): PromiseLike<number> => {
    const same = handles.find((each) => each.hash === hash)
    const changes = same === undefined ? { spent: now(), expires: never } : { expires: same.expires }
    return unspent(at, hash)
      .where('grant_id', grant)
      .update({ ...changes, claimed: null })
  }

  return async (at: Knex, issue: Issue): Promise<boolean> => {
    // Of all who come with it, the one that used it up may go on.
    if ((await use(at, issue)) !== 1) return false
    const { hash, grant, handles, answer } = issue
    await addHandles(
      at,
      grant,
      handles.filter((each) => each.hash !== hash),
    )
    if (answer !== undefined && handles.every((each) => each.hash !== hash)) await at(tables.answers).insert(answer)
    const expires = lastOf(handles)
    await at(tables.grants).where({ id: grant }).where('expires', '<', expires).update({ expires })
    return true
  }
}

const createClaims = ({ database, now }: Place): Pick<ContextStore, 'claim' | 'release'> => {
  const handle = ({ kind, value }: Redeemed) =>
    database(tables.handles)
      .where({ hash: hashOf(kind, value) })
      .whereNull('spent')
  return {
    claim: async (from, seconds) => {
      const isFree = (where: Knex.QueryBuilder): void => {
        where.whereNull('claimed').orWhere('claimed', '<=', now() - seconds * 1000)
      }
      const claimed = () => handle(from).where('expires', '>', now()).where(isFree).update({ claimed: now() })
      return (await perform(claimed)) === 1
    },
    release: async (from) => {
      await perform(() => handle(from).update({ claimed: null }))
    },
  }
}

type Spend = Pick<ContextStore, 'findSpent' | 'claim' | 'release' | 'issue'>

export const createSpend = (place: Place, findSpent: FindGrant['findSpent']): Spend => {
  const { database, seal, now } = place
  const replace = createReplace(place)
  const renew = createRenew(place)

  const openAnswer = async (hash: string, answer: string | null): Promise<unknown> => {
    const opened = answer === null ? undefined : ((await seal.open('answer', answer)) as SealedAnswer | undefined)
    return opened?.[0] === hash ? opened[1] : undefined
  }

  return {
    ...createClaims(place),
    findSpent: async ({ kind, value }) => {
      const hash = hashOf(kind, value)
      const found = await findSpent(hash)
      return found && { grant: found.grant, kept: await openAnswer(hash, found.answer) }
    },
    issue: async ({ kind, value }: Redeemed, grant: string, tokens: IssuedTokens, keep?: Kept) => {
      const hash = hashOf(kind, value)
      const handles = handlesOf(tokens, now())
      const answer = await sealAnswer(place, hash, keep)
      const isIssued = await perform(() => database.transaction((at) => replace(at, { hash, grant, handles, answer })))
      if (isIssued) await renew(grant)
      return isIssued
    },
  }
}
