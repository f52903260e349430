/** A path below the FHIR base -> its answer, asked with the token of a launch. */
import { describe, mustAnswer, textOf } from '../answers.ts'
import type { Answer, Session, Visit } from '../model.ts'
import { must, need } from '../verdict.ts'

export interface FhirRequest {
  /** What is told of the path, where it says who the patient is. */
  readonly name?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Without the token. */
  readonly anonymous?: boolean
  /** The body of a search by POST. */
  readonly form?: URLSearchParams
}

/** The token of the launch. Throws Skipped where there is none. */
export const tokenOf = (visit: Visit): string =>
  need(textOf(visit.token, 'access_token'), 'no access token was received')

/** The patient of the launch. Throws Skipped where there is none. */
export const patientOf = (visit: Visit): string =>
  need(textOf(visit.token, 'patient'), 'the token response had no patient')

/** `path` stands behind the base: `Patient/pat-1`; or it is an absolute URL. */
export const askFhir = (session: Session, visit: Visit, path: string, request: FhirRequest = {}): Promise<Answer> => {
  const { name, form, anonymous = false } = request
  const authorization = anonymous ? {} : { authorization: `Bearer ${tokenOf(visit)}` }
  return session.ask(/^https?:/.test(path) ? path : `${visit.base}/${path}`, {
    headers: { accept: 'application/fhir+json', ...authorization, ...request.headers },
    ...(name !== undefined && { name: `${visit.base}/${name}` }),
    ...(form !== undefined && { form }),
  })
}

/** Throws Failed unless it is a 200 with a resource of that type. */
export const mustBeResource = (answer: Answer, type: string): void => {
  mustAnswer(answer, 200)
  must(answer.json?.['resourceType'] === type, `${describe(answer)}, and not with a ${type}`)
}
