/** What a server answered -> what of it can be told: never a resource, only what went wrong. */
import type { Answer, Json } from './model.ts'
import { Failed } from './verdict.ts'

/** Undefined for what is no JSON object. */
export const jsonOf = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
  } catch {
    return undefined
  }
}

interface OutcomeIssue {
  readonly diagnostics?: string
  readonly details?: { readonly text?: string }
}

const outcomeWords = (json: Json): string | undefined => {
  if (json['resourceType'] !== 'OperationOutcome') return undefined
  const [issue] = (json['issue'] ?? []) as readonly OutcomeIssue[]
  return issue?.diagnostics ?? issue?.details?.text
}

const oauthWords = (json: Json): string | undefined => {
  const words = [json['error'], json['error_description']].filter((word) => typeof word === 'string')
  return words.length === 0 ? undefined : words.join(': ')
}

/** `GET {base}/Patient/{patient} answered 403: the token has no scope for Patient`. */
export const describe = ({ request, status, json = {} }: Answer): string => {
  const words = outcomeWords(json) ?? oauthWords(json)
  return `${request} answered ${status}${words === undefined ? '' : `: ${words}`}`
}

/** Throws Failed, with what was asked and answered, unless the status is one of these. */
export const mustAnswer = (answer: Answer, ...statuses: readonly number[]): void => {
  if (!statuses.includes(answer.status)) throw new Failed(`${describe(answer)}; it must be ${statuses.join(' or ')}`)
}

/** The body, which must be JSON. */
export const jsonBody = (answer: Answer): Json => {
  if (answer.json === undefined) throw new Failed(`${answer.request} answered with something that is no JSON object`)
  return answer.json
}

/** A member that is text, or undefined. */
export const textOf = (json: Json | undefined, member: string): string | undefined => {
  const value = json?.[member]
  return typeof value === 'string' ? value : undefined
}
