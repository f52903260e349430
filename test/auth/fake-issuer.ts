/** An issuer on loopback for tests: a discovery document, a key set that can be changed, and a count of what was fetched. */
import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export const makeKey = (kid: string, kind: 'rsa' | 'ec' = 'rsa'): SigningKey => ({
  kid,
  ...(kind === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })),
})

export const toJwk = (key: SigningKey, more: object = {}): object => ({
  ...key.publicKey.export({ format: 'jwk' }),
  kid: key.kid,
  use: 'sig',
  ...more,
})

export interface FakeIssuer {
  readonly url: string
  readonly fetched: { discovery: number; keys: number }
  /** What the key set holds. */
  keys: readonly object[]
  /** Answers 500 to everything. */
  isBroken: boolean
  close(): Promise<void>
}

export const startFakeIssuer = async (keys: readonly object[]): Promise<FakeIssuer> => {
  const server = createServer((request, response) => {
    const isKeys = request.url === '/keys'
    issuer.fetched[isKeys ? 'keys' : 'discovery'] += 1
    const discovery = { issuer: issuer.url, jwks_uri: `${issuer.url}/keys`, response_types_supported: ['code'] }
    response.writeHead(issuer.isBroken ? 500 : 200, { 'content-type': 'application/json', connection: 'close' })
    response.end(JSON.stringify(isKeys ? { keys: issuer.keys } : discovery))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer: FakeIssuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fetched: { discovery: 0, keys: 0 },
    keys,
    isBroken: false,
    close: async () => {
      server.close()
      await once(server, 'close')
    },
  }
  return issuer
}

export interface Forgery {
  readonly header?: object
  readonly claims?: object
  readonly algorithm?: 'RS256' | 'PS256' | 'ES256'
  readonly key?: KeyObject
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Claims and header members that are undefined in `forgery` are left out of the token. */
export const signToken = (key: SigningKey, claims: object, forgery: Forgery = {}): string => {
  const algorithm = forgery.algorithm ?? 'RS256'
  const header = { alg: algorithm, typ: 'JWT', kid: key.kid, ...forgery.header }
  const text = `${encode(header)}.${encode({ ...claims, ...forgery.claims })}`
  const padding = algorithm === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {}
  const signing = { key: forgery.key ?? key.privateKey, dsaEncoding: 'ieee-p1363', ...padding } as const
  return `${text}.${sign('sha256', Buffer.from(text), signing).toString('base64url')}`
}
