/** A handler -> one whose errors are answered, and whose request is told as an event. */
import type { NextFunction, Request, Response } from 'express'
import { providerFaultIn } from '../../auth/provider-fault.ts'
import { Problem } from '../../fhir/problem.ts'
import { renderError } from '../pages/error.ts'
import type { ErrorKind } from '../pages/texts/texts.ts'
import type { Door, DoorEvent, DoorRealm } from './door.ts'
import { sendRefusal } from './json.ts'
import { pageModel, sendPage } from './page.ts'
import { PageRefusal, Refusal } from './refusal.ts'

export type Handler = (door: Door, realm: DoorRealm, request: Request, response: Response) => Promise<void>

/** To whom errors are told: to an app's own code, or to a person. */
export type Audience = 'app' | 'person'

interface Told {
  readonly refusal: Refusal
  readonly kind: ErrorKind
  readonly fault?: string
  /** For the operator. */
  readonly cause?: string
}

const unavailable = 'The server cannot answer now. Try again in a moment.'

/** Of Express's readers of bodies alone. Other errors have a status too: that of an answer which the provider gave to the gate. */
const readingStatus = (error: unknown): number | undefined => {
  if (!(error instanceof Error) || !('type' in error) || !('status' in error)) return undefined
  const status = Number(error.status)
  return status >= 400 && status < 500 ? status : undefined
}

/** What nobody foresaw, and what the provider or a database does not answer, says nothing of itself. */
function toTold(error: unknown): Told {
  if (error instanceof PageRefusal) return { refusal: error, kind: error.kind }
  if (error instanceof Refusal) return { refusal: error, kind: 'request-wrong' }
  const reading = readingStatus(error)
  if (reading !== undefined)
    return { refusal: new Refusal('invalid_request', 'The request cannot be read.', reading), kind: 'request-wrong' }
  const fault = error instanceof Problem ? error.code : error instanceof Error ? error.name : typeof error
  const cause = providerFaultIn(error)?.message
  const refusal = new Refusal('temporarily_unavailable', unavailable, 503)
  return { refusal, kind: 'unavailable', fault, ...(cause !== undefined && { cause }) }
}

function answer(door: Door, realm: DoorRealm | undefined, audience: Audience, request: Request, response: Response) {
  return ({ refusal, kind }: Told): void => {
    if (audience === 'app') return sendRefusal(response, refusal)
    const model = { ...pageModel(door, realm, request), kind, detail: refusal.message }
    sendPage(response, refusal.status, renderError(model))
  }
}

/** Answers an error; an answer that has begun can only be broken off. */
export function answerError(
  door: Door,
  realm: DoorRealm | undefined,
  audience: Audience,
  error: unknown,
  [request, response]: readonly [Request, Response],
): void {
  const told = toTold(error)
  response.locals['refusal'] = told.refusal.code
  if (told.fault !== undefined) response.locals['fault'] = told.fault
  if (told.cause !== undefined) response.locals['cause'] = told.cause
  if (response.headersSent) response.destroy()
  else answer(door, realm, audience, request, response)(told)
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** To be used before all routes: tells of each request when it has ended. `route` and `realm` are noted by the routes. */
export function watch({ emit }: Door): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const began = performance.now()
    response.once('close', () => {
      const { locals } = response
      const cause = textOf(locals['cause'])
      const replay = locals['replay'] as DoorEvent['replay']
      const [realm, refusal, fault] = [textOf(locals['realm']), textOf(locals['refusal']), textOf(locals['fault'])]
      emit({
        kind: 'door',
        route: textOf(locals['route']) ?? 'other',
        method: request.method,
        status: response.statusCode,
        ms: performance.now() - began,
        ...(realm !== undefined && { realm }),
        ...(refusal !== undefined && { refusal }),
        ...(replay !== undefined && { replay }),
        ...(fault !== undefined && { fault }),
        ...(cause !== undefined && { cause }),
      })
    })
    next()
  }
}
