/** An administrator's name and password, or a client's -> Keycloak's Admin REST API. https://www.keycloak.org/docs-api/latest/rest-api/index.html */

export type AdminCredentials =
  { readonly user: string; readonly password: string } | { readonly client: string; readonly secret: string }

/** Paths begin with a slash and lie below `/admin/realms`. All reject with an {@link AdminError}. */
export interface AdminApi {
  /** Undefined where there is no such thing. */
  get<T>(path: string): Promise<T | undefined>
  post(path: string, body: object): Promise<void>
  /** `body` as JSON, or as plain text. */
  put(path: string, body?: object | string): Promise<void>
  delete(path: string, body?: object): Promise<void>
}

/** What Keycloak would not do, in its own words. They may name what was sent, never a secret. */
export class AdminError extends Error {
  readonly status: number | undefined

  /** `status` undefined: there was no answer, `words` say why. */
  constructor(what: string, status: number | undefined, words: string) {
    const answer = status === undefined ? 'Keycloak did not answer: ' : `Keycloak answered ${status}${words && ', '}`
    super(`${what}: ${answer}${words}`)
    this.name = 'AdminError'
    this.status = status
  }
}

const timeoutMs = 60_000
/** Tokens of the realm `master` live for a minute. */
const tokenMs = 30_000

const loginForm = (credentials: AdminCredentials): URLSearchParams =>
  'user' in credentials
    ? new URLSearchParams({
        grant_type: 'password',
        client_id: 'admin-cli',
        username: credentials.user,
        password: credentials.password,
      })
    : new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.client,
        client_secret: credentials.secret,
      })

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new AdminError(`${init.method} ${new URL(url).pathname}`, undefined, cause)
  }
}

/** The member of an error that says most, cut to a line. */
async function reason(response: Response): Promise<string> {
  const text = await response.text()
  try {
    const { errorMessage, error_description, error } = JSON.parse(text) as Record<string, unknown>
    return String(errorMessage ?? error_description ?? error ?? '').slice(0, 300)
  } catch {
    return ''
  }
}

async function login(url: string, credentials: AdminCredentials): Promise<string> {
  const response = await send(`${url}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: loginForm(credentials),
  })
  if (!response.ok) throw new AdminError('Signing in as an administrator', response.status, await reason(response))
  return ((await response.json()) as { access_token: string }).access_token
}

/** A token of the realm `master`, renewed before it ends. */
export function adminToken(url: string, credentials: AdminCredentials): () => Promise<string> {
  let token: { readonly text: string; readonly until: number } | undefined
  return async () => {
    if (token === undefined || token.until < Date.now()) {
      token = { text: await login(url, credentials), until: Date.now() + tokenMs }
    }
    return token.text
  }
}

const bodyOf = (body: object | string): RequestInit => ({
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'Content-Type': typeof body === 'string' ? 'text/plain' : 'application/json' },
})

/** `url`: where Keycloak itself listens, without a slash at the end: the gate lets nobody through to the Admin API. */
export function createAdmin(url: string, token: () => Promise<string>): AdminApi {
  const call = async (method: string, path: string, body?: object | string): Promise<Response> => {
    const init = body === undefined ? {} : bodyOf(body)
    const headers = { ...init.headers, Authorization: `Bearer ${await token()}` }
    const response = await send(`${url}/admin/realms${path}`, { ...init, method, headers })
    if (response.ok || (response.status === 404 && method === 'GET')) return response
    throw new AdminError(`${method} ${path}`, response.status, await reason(response))
  }
  return {
    get: async <T>(path: string) => {
      const response = await call('GET', path)
      return response.ok ? ((await response.json()) as T) : void (await response.body?.cancel())
    },
    post: async (path, body) => void (await (await call('POST', path, body)).body?.cancel()),
    put: async (path, body) => void (await (await call('PUT', path, body)).body?.cancel()),
    delete: async (path, body) => void (await (await call('DELETE', path, body)).body?.cancel()),
  }
}
