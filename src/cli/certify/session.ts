/** A deployment -> what its steps share: requests, the launches so far, the resource types that are served. */
import { describe, jsonOf } from './answers.ts'
import type { Answer, AppClient, HttpRequest, Json, Session, Target, Visit } from './model.ts'
import { Failed, Skipped } from './verdict.ts'

const timeout = 60_000

/** Redirects are answers too: they are not followed. */
export const ask = async (url: string, request: HttpRequest = {}): Promise<Answer> => {
  const { headers = {}, form, json } = request
  const body = form ?? (json === undefined ? undefined : JSON.stringify(json))
  const method = body === undefined ? 'GET' : 'POST'
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  const name = `${method} ${request.name ?? url}`
  return { request: name, status: response.status, headers: response.headers, text, json: jsonOf(text) }
}

const typesOf = (statement: Json): ReadonlySet<string> => {
  const rest = (statement['rest'] ?? []) as readonly { readonly resource?: readonly { readonly type: string }[] }[]
  return new Set(rest.flatMap(({ resource = [] }) => resource.map(({ type }) => type)))
}

const readServed = async (base: string): Promise<ReadonlySet<string>> => {
  const answer = await ask(`${base}/metadata`, { headers: { accept: 'application/fhir+json' } })
  if (answer.status !== 200 || answer.json === undefined) throw new Failed(describe(answer))
  return typesOf(answer.json)
}

/** The launches of a session are kept by name until it ends. */
export const createSession = (target: Target): Session => {
  const visits = new Map<string, Visit>()
  const served = new Map<string, Promise<ReadonlySet<string>>>()
  return {
    target,
    ask,
    visit: (name) => {
      const visit = visits.get(name)
      if (visit === undefined) throw new Skipped(`the launch "${name}" has not begun`)
      return visit
    },
    begin: (name: string, base: string, client: AppClient) => {
      const visit: Visit = { base, client }
      visits.set(name, visit)
      return visit
    },
    served: (base) => {
      const types = served.get(base) ?? readServed(base)
      served.set(base, types)
      return types
    },
  }
}
