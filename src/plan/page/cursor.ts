/** Where a page ended -> the opaque text of the next link, and back: encrypted, and worth something to one caller and one search only. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { Problem } from '../../fhir/problem.ts'
import { printSearch } from '../../parse/print-search.ts'
import type { SearchRequest } from '../../parse/request.ts'
import type { Context, Position, SearchPlan } from '../model.ts'

const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

type Sealable = Pick<SearchPlan, 'request' | 'context' | 'facts'>

/** A URL over this is refused by many that stand between. */
const longestLink = 8 * 1024
/** What a position adds to a link. */
const positionRoom = 1024

/** A form may hold what is to stand in no URL, and a long query would make links that are refused. */
const isHidden = (request: SearchRequest): boolean =>
  request.isPosted === true || printSearch(request).length > longestLink - 2 * positionRoom

/** What a cursor holds. `now` is that of the first page, so that all pages see one moment. */
export interface Cursor {
  readonly now: number
  /** Undefined: the search from its start, as its own link has it. */
  readonly position?: Position
  /** With the parameters that its URL does not show. */
  readonly request: SearchRequest
}

type Sealed = readonly [
  hash: string,
  now: number,
  hidden: SearchRequest['parameters'] | null,
  position: readonly [source: string, kind: number, key: readonly string[], sort?: Position['sort']] | null,
]

/** What a URL shows of a search: what came in a form stays out of it. */
function shownOf(request: SearchRequest): SearchRequest {
  const { cursor: _, ...rest } = request
  return isHidden(request) ? { ...rest, parameters: [] } : rest
}

/** Whoever opens the cursor has to be in the same place: what differs here makes it unreadable. */
function bound(request: SearchRequest, { grant }: Context): Buffer {
  const { subject, client, patient, organization, surface } = grant
  const query = `${request.type}?${printSearch(shownOf(request))}`
  return Buffer.from(JSON.stringify([subject, client, patient ?? null, organization, surface, query]))
}

function seal(content: Buffer, key: Uint8Array, data: Buffer): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv(algorithm, key, nonce)
  cipher.setAAD(data)
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

const keysOf = ({ cursorKey }: Context): readonly Uint8Array[] =>
  cursorKey instanceof Uint8Array ? [cursorKey] : cursorKey

/** By one key of several: undefined where it is not the one. */
function tryOpen(sealed: Buffer, key: Uint8Array, data: Buffer): Buffer | undefined {
  try {
    return open(sealed, key, data)
  } catch {
    return undefined
  }
}

function open(sealed: Buffer, key: Uint8Array, data: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceLength), { authTagLength: tagLength })
  decipher.setAAD(data)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength)), decipher.final()])
}

const sealedPosition = ({ source, kind, key, sort }: Position): Sealed[3] =>
  sort === undefined ? [source, kind, key] : [source, kind, key, sort]

/** The value of `_cursor` for the page after `position`, or for the first. Twice the same position gives two texts. */
export function encodeCursor({ request, context, facts }: Sealable, position?: Position): string {
  const hidden = isHidden(request) ? request.parameters : null
  const content: Sealed = [context.mapping.hash, facts.now, hidden, position ? sealedPosition(position) : null]
  const packed = deflateRawSync(JSON.stringify(content))
  const [first] = keysOf(context)
  return seal(packed, first!, bound(request, context)).toString('base64url')
}

const invalid = (): Problem =>
  new Problem('plan-cursor-invalid', 'The page link was edited, or belongs to another caller or search.', {
    expression: ['_cursor'],
    hint: 'Follow the links of an answer as they are, with the token that it was given to.',
  })

function openText(text: string, request: SearchRequest, context: Context): string {
  const sealed = Buffer.from(text, 'base64url')
  const isWhole = sealed.length > nonceLength + tagLength && sealed.toString('base64url') === text
  if (!isWhole) throw invalid()
  const data = bound(request, context)
  const opened = keysOf(context).flatMap((key) => tryOpen(sealed, key, data) ?? [])[0]
  if (opened === undefined) throw invalid()
  try {
    return inflateRawSync(opened, { maxOutputLength: 1 << 20 }).toString()
  } catch {
    throw invalid()
  }
}

function positionOf([source, kind, key, sort]: NonNullable<Sealed[3]>): Position {
  return { source, key, kind, ...(sort !== undefined && { sort }) }
}

/** Throws Problem plan-cursor-invalid, plan-cursor-stale. */
export function decodeCursor(text: string, request: SearchRequest, context: Context): Cursor {
  // What was sealed here is what is opened: nobody else has the key.
  const [hash, now, hidden, position] = JSON.parse(openText(text, request, context)) as Sealed
  if (hash !== context.mapping.hash)
    throw new Problem('plan-cursor-stale', 'The page link was made by an earlier version of the mapping.', {
      expression: ['_cursor'],
      hint: 'Start the search again.',
    })
  return {
    now,
    request: hidden === null ? request : { ...request, parameters: hidden, isPosted: true },
    ...(position !== null && { position: positionOf(position) }),
  }
}

/** The absolute URL of what is shown of a search. */
export function searchUrl(base: string, request: SearchRequest): string {
  const query = printSearch(request)
  return query === '' ? `${base}/${request.type}` : `${base}/${request.type}?${query}`
}

const linkWith = (plan: Sealable, position?: Position): string =>
  searchUrl(plan.context.base, { ...shownOf(plan.request), cursor: encodeCursor(plan, position) })

/** The absolute URL of the page after `position`. */
export const nextUrl = (plan: SearchPlan, position: Position): string => linkWith(plan, position)

/** Resources named by id, no more than a page holds, need no second page. */
const isOnePage = ({ parameters }: SearchRequest, count: number): boolean =>
  parameters.some(({ name, modifier, values }) => name === '_id' && modifier === undefined && values.length <= count)

/**
 * The absolute URL of the whole search. One whose parameters no URL may show has them in a cursor. Throws Problem plan-link-too-long where
 * no link could lead to the next page: said at once, not on the page that has none.
 */
export function selfUrl(plan: Sealable & Pick<SearchPlan, 'count' | 'countOnly'>): string {
  const { request, context, count, countOnly } = plan
  const url = isHidden(request) ? linkWith(plan) : searchUrl(context.base, request)
  if (url.length + positionRoom <= longestLink) return url
  if (countOnly || isOnePage(request, count)) return `${context.base}/${request.type}/_search`
  throw new Problem('plan-link-too-long', 'The search is too long for a link to its next page.', {
    hint: 'Ask for fewer values at a time.',
  })
}
