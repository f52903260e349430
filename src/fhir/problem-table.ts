/** The table of all problem codes, grouped by the stage that raises them. It also makes docs/errors.md. Codes are never reused. */
import type { IssueType } from './issue-type.ts'

interface ProblemKind {
  readonly status: number
  readonly issue: IssueType
  /** What it means and what to do, for docs/errors.md. */
  readonly about: string
}

const kind = (status: number, issue: IssueType, about: string): ProblemKind => ({ status, issue, about })

export const problemTable = {
  'auth-token-missing': kind(401, 'login', 'The request carries no bearer token. Send `Authorization: Bearer ...`.'),
  'auth-token-invalid': kind(
    401,
    'login',
    'The token is not one this base accepts: wrong issuer, audience, signature, type, time or organization.',
  ),
  'auth-provider-unavailable': kind(
    503,
    'transient',
    'The identity provider could not be asked for its keys, or whether the token is still good. Try again.',
  ),
  'auth-store-unavailable': kind(
    503,
    'transient',
    'The store of what grants carry could not be asked what the token is good for. Try again.',
  ),
  'auth-scope': kind(403, 'forbidden', 'No scope of the token allows this interaction on this type.'),
  'parse-path': kind(404, 'not-found', 'There is nothing at this path.'),
  'parse-method': kind(405, 'not-supported', 'This method is not offered here.'),
  'parse-parameter': kind(400, 'invalid', 'A parameter is malformed.'),
  'parse-value': kind(400, 'value', 'A value has not the form that its parameter type asks for.'),
  'parse-body': kind(400, 'structure', 'The body of a `_search` is not a readable form.'),
  'parse-too-long': kind(414, 'too-long', 'The request is longer than is read.'),
  'parse-too-large': kind(413, 'too-long', 'The body is larger than is read.'),
  'parse-media-type': kind(415, 'not-supported', 'The body has a media type that is not read here.'),
  'parse-not-acceptable': kind(406, 'not-supported', 'Only application/fhir+json is produced.'),
  'plan-organization-unknown': kind(404, 'not-found', 'There is no such organization.'),
  'plan-type-unknown': kind(404, 'not-supported', 'No source of the mapping gives this resource type.'),
  'plan-not-found': kind(404, 'not-found', 'There is no such resource, or none that the caller may see.'),
  'plan-type-unsearched': kind(
    404,
    'not-supported',
    'Resources of this type are read by their ids, which others name, and not searched.',
  ),
  'plan-parameter-unknown': kind(400, 'not-supported', 'The type has no such search parameter.'),
  'plan-parameter-not-mapped': kind(400, 'not-supported', 'No source of the type maps what the parameter looks at.'),
  'plan-modifier-unsupported': kind(400, 'not-supported', 'The modifier is not offered on this parameter.'),
  'plan-value': kind(400, 'value', 'A value means nothing to the parameter.'),
  'plan-include-unknown': kind(400, 'not-supported', 'There is no such include.'),
  'plan-needs-driver': kind(
    400,
    'too-costly',
    'The search alone would read a large table. Add what the message names.',
  ),
  'plan-sort-unsupported': kind(400, 'not-supported', 'The answer cannot be sorted by this.'),
  'plan-sort-unbounded': kind(400, 'too-costly', 'Sorting this would read a large table. Narrow the search.'),
  'plan-total-unbounded': kind(
    400,
    'too-costly',
    'Counting this would read a large table. Narrow the search or leave `_total` out.',
  ),
  'plan-too-many-values': kind(
    400,
    'too-costly',
    'The search asks for more values than are answered at once (500 in all, 30 that are compared, fewer of these where a type has many sources, fewer texts where a parameter is many elements), or than one statement of this database takes. Ask for fewer at a time.',
  ),
  'plan-link-too-long': kind(
    413,
    'too-long',
    'No link could hold the search, so that its answer could not be paged. Ask for fewer values at a time.',
  ),
  'plan-cursor-invalid': kind(400, 'invalid', 'The page link was edited, or belongs to another caller or search.'),
  'plan-cursor-stale': kind(
    410,
    'expired',
    'The page link was made by an earlier version of the mapping. Start the search again.',
  ),
  'rows-timeout': kind(504, 'timeout', 'The database did not answer within the time limit.'),
  'rows-busy': kind(503, 'throttled', 'Every connection to the database is in use. Try again.'),
  'rows-unavailable': kind(503, 'transient', 'The database could not be reached, or refused the statement.'),
  'rows-order': kind(
    500,
    'exception',
    'The database gives rows in another order than that of their key, so that no page could follow. Look at the type of the key.',
  ),
  'rows-changed': kind(503, 'transient', 'A document changed while it was read. Ask again.'),
  'rows-unreadable': kind(
    500,
    'incomplete',
    'A stored document is not what the mapping says: it cannot be unpacked, or is larger than is allowed. The text says which. Of what turns out so while it streams the answer breaks off, and the log says it.',
  ),
  'write-value': kind(
    200,
    'value',
    'A value in the database could not be mapped, or not all of it; the text says what stands in its place.',
  ),
  'write-resource': kind(
    200,
    'incomplete',
    'A row could not be mapped to a valid resource, or its key makes no id, and it is left out.',
  ),
  'write-included-capped': kind(200, 'incomplete', 'More resources could be included than one page may hold.'),
  'app-internal': kind(500, 'exception', 'A fault in Portico. The log has it under the id of the request.'),
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problemTable
