/** Where a page ended -> the opaque text of the next link, and back: encrypted, and worth something to one caller and one search only. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Problem } from '../../fhir/problem.ts'
import { printSearch } from '../../parse/print-search.ts'
import type { SearchRequest } from '../../parse/request.ts'
import type { Context, Position, SearchPlan } from '../model.ts'

const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** What a cursor holds. `now` is that of the first page, so that all pages see one moment. */
export interface Cursor {
  readonly now: number
  readonly position: Position
}

type Sealed = readonly [
  hash: string,
  now: number,
  source: string,
  kind: number,
  key: readonly string[],
  sort?: Position['sort'],
]

const withoutCursor = ({ cursor: _, ...request }: SearchRequest): SearchRequest => request

/** Whoever opens the cursor has to be in the same place: what differs here makes it unreadable. */
function bound(request: SearchRequest, { grant }: Context): Buffer {
  const { subject, client, patient, organization, surface } = grant
  const query = `${request.type}?${printSearch(withoutCursor(request))}`
  return Buffer.from(JSON.stringify([subject, client, patient ?? null, organization, surface, query]))
}

function seal(text: string, key: Uint8Array, data: Buffer): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv(algorithm, key, nonce)
  cipher.setAAD(data)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

function open(sealed: Buffer, key: Uint8Array, data: Buffer): string {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceLength), { authTagLength: tagLength })
  decipher.setAAD(data)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  return (
    decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength), undefined, 'utf8') + decipher.final('utf8')
  )
}

/** The value of `_cursor` for the page after `position`. Twice the same position gives two texts. */
export function encodeCursor({ request, context, facts }: SearchPlan, { source, kind, key, sort }: Position): string {
  const head = [context.mapping.hash, facts.now, source, kind, key] as const
  const content: Sealed = sort === undefined ? head : [...head, sort]
  return seal(JSON.stringify(content), context.cursorKey, bound(request, context)).toString('base64url')
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
  try {
    return open(sealed, context.cursorKey, bound(request, context))
  } catch {
    throw invalid()
  }
}

/** Throws Problem plan-cursor-invalid, plan-cursor-stale. */
export function decodeCursor(text: string, request: SearchRequest, context: Context): Cursor {
  // What was sealed here is what is opened: nobody else has the key.
  const [hash, now, source, kind, key, sort] = JSON.parse(openText(text, request, context)) as Sealed
  if (hash === context.mapping.hash)
    return { now, position: { source, kind, key, ...(sort !== undefined && { sort }) } }
  throw new Problem('plan-cursor-stale', 'The page link was made by an earlier version of the mapping.', {
    expression: ['_cursor'],
    hint: 'Start the search again.',
  })
}

/** The absolute URL of a search. */
export function searchUrl(base: string, request: SearchRequest): string {
  const query = printSearch(request)
  return query === '' ? `${base}/${request.type}` : `${base}/${request.type}?${query}`
}

/** The absolute URL of the page after `position`. */
export const nextUrl = (plan: SearchPlan, position: Position): string =>
  searchUrl(plan.context.base, { ...plan.request, cursor: encodeCursor(plan, position) })
