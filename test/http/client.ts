/** A caller of the demo's gateway: paths under one base -> answers with their JSON. */
import { backendToken, baseOf, startDemo, tokenOf, type SurfaceName } from './demo.ts'

export interface Resource {
  readonly resourceType: string
  readonly id: string
  readonly [name: string]: unknown
}

export interface Entry {
  readonly fullUrl?: string
  readonly resource: Resource
  readonly search: { readonly mode: 'match' | 'include' | 'outcome' }
}

export interface Bundle {
  readonly resourceType: 'Bundle'
  readonly total?: number
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly Entry[]
}

export interface Outcome {
  readonly resourceType: 'OperationOutcome'
  readonly issue: readonly {
    readonly severity: string
    readonly code: string
    readonly details: { readonly text: string; readonly coding: readonly [{ readonly code: string }] }
    readonly diagnostics?: string
    readonly expression?: readonly string[]
  }[]
}

/** What came back; `json` is undefined for an answer without a body. */
export interface Answered<T = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly json: T
}

export interface Caller {
  /** The FHIR base URL. */
  readonly base: string
  readonly token: string
  /** `path` is what stands behind the base: `/Patient?name=a`; or an absolute URL. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  get<T = unknown>(path: string, init?: RequestInit): Promise<Answered<T>>
  /** Rejects when the answer is not a 200 with a Bundle. */
  search(path: string): Promise<Bundle>
  post<T = unknown>(type: string, form: string, query?: string): Promise<Answered<T>>
  /** All pages of a search, one by one. */
  pages(path: string): Promise<readonly Bundle[]>
}

async function read<T>(response: Response): Promise<Answered<T>> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: (text === '' ? undefined : JSON.parse(text)) as T }
}

export const nextOf = ({ link }: Bundle): string | undefined => link.find(({ relation }) => relation === 'next')?.url

export function callerWith(base: string, token: string): Caller {
  const call: Caller['fetch'] = (path, init = {}) => {
    const headers = { ...(token !== '' && { authorization: `Bearer ${token}` }), ...init.headers }
    return fetch(path.startsWith('http') ? path : base + path, { ...init, headers })
  }
  const get: Caller['get'] = async (path, init) => read(await call(path, init))
  const search: Caller['search'] = async (path) => {
    const { status, json } = await get<Bundle>(path)
    if (status === 200 && json.resourceType === 'Bundle') return json
    throw new Error(`${status} for ${path}: ${JSON.stringify(json)}`)
  }
  return {
    base,
    token,
    fetch: call,
    get,
    search,
    post: async (type, form, query = '') =>
      read(
        await call(`/${type}/_search${query}`, {
          method: 'POST',
          body: form,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      ),
    pages: async (path) => {
      const bundles = [await search(path)]
      for (let next = nextOf(bundles[0]!); next !== undefined; next = nextOf(bundles.at(-1)!)) {
        if (bundles.length > 1000) throw new Error(`the pages of ${path} do not end`)
        bundles.push(await search(next))
      }
      return bundles
    },
  }
}

const organizations = { amy: '1', ben: '2', carla: '3', drlee: '1', nurse: '1', drkim: '2' } as const

/** A demo user at the base of their own organization. */
export async function callerOf(name: keyof typeof organizations, scope?: string): Promise<Caller> {
  const surface: SurfaceName = ['amy', 'ben', 'carla'].includes(name) ? 'patients' : 'sevocity'
  return callerWith(baseOf(await startDemo(), surface, organizations[name]), await tokenOf(name, scope))
}

/** The backend client at the staff's base of an organization: it sees all of it. */
export async function backendOf(organization: string | number, scope?: string): Promise<Caller> {
  return callerWith(baseOf(await startDemo(), 'sevocity', String(organization)), await backendToken(scope))
}

export const entriesOf = ({ entry = [] }: Bundle, mode: Entry['search']['mode'] = 'match'): readonly Resource[] =>
  entry.filter(({ search }) => search.mode === mode).map(({ resource }) => resource)

export const idsOf = (bundle: Bundle, mode: Entry['search']['mode'] = 'match'): readonly string[] =>
  entriesOf(bundle, mode).map(({ id }) => id)
