/** Whatever was thrown -> a Problem, and that -> an OperationOutcome with its status and headers. The one place where errors end. */
import { toOutcome } from '../fhir/outcome.ts'
import { Problem } from '../fhir/problem.ts'
import type { ProblemCode } from '../fhir/problem-table.ts'
import { resourceAnswer, type Answer, type Headers } from './answer.ts'

/** The reason of the signal of a request whose client is gone. Nobody is there to be answered. */
export class ClientLeft extends Error {
  constructor() {
    super('the client left')
    this.name = 'ClientLeft'
  }
}

/** What Express and its body reader throw, by status. https://expressjs.com/en/resources/middleware/body-parser.html#errors */
const bodyProblems: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  413: ['parse-too-large', 'The body is larger than is read.'],
  415: ['parse-media-type', 'The body has a charset or an encoding that is not read here.'],
}

function fromExpress(error: Error): Problem | undefined {
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 0
  if (error instanceof URIError) return new Problem('parse-path', 'The path is badly percent-encoded.')
  if (status < 400 || status > 499) return undefined
  const [code, message] = bodyProblems[status] ?? ['parse-body', 'The body could not be read.']
  return new Problem(code, message)
}

/** An error nobody foresaw is told by the request's id alone: what it says is for the log, and may hold what a row holds. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error
  const known = error instanceof Error ? fromExpress(error) : undefined
  if (known !== undefined) return known
  const hint = `Tell whoever runs this gateway the request id ${requestId}.`
  return new Problem('app-internal', 'Something went wrong in the gateway.', { hint }, { cause: error })
}

function headersOf({ details }: Problem): Headers {
  return {
    ...(details.challenge !== undefined && { 'WWW-Authenticate': details.challenge }),
    ...(details.allow !== undefined && { Allow: details.allow }),
    ...(details.retryAfter !== undefined && { 'Retry-After': Math.max(1, Math.ceil(details.retryAfter)) }),
  }
}

const defaultRetrySeconds = 5

/** The answer for a problem. A 503 always says when to come back. */
export function answerProblem(problem: Problem): Answer {
  const answer = resourceAnswer(JSON.stringify(toOutcome([problem])), problem.status)
  const retry = problem.status === 503 ? { 'Retry-After': defaultRetrySeconds } : {}
  return { ...answer, headers: { ...answer.headers, ...retry, ...headersOf(problem) } }
}
