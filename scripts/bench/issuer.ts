/** An identity provider of a few lines: its discovery document, its keys, and tokens for whom the bench likes. */
import jsonwebtoken from 'jsonwebtoken'
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Who {
  readonly realm: 'portal' | 'sevocity'
  readonly audience: string
  readonly scope: string
  readonly patient?: string
}

export interface Issuer {
  readonly port: number
  token(who: Who): string
  close(): void
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', alg: 'RS256' }

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})

function sign(issuer: string, { audience, scope, patient }: Who): string {
  const claims = { typ: 'Bearer', azp: 'bench', organization: '1', scope, ...(patient !== undefined && { patient }) }
  const header = { alg: 'RS256' as const, kid: 'bench' }
  return jsonwebtoken.sign(claims, privateKey, { issuer, audience, subject: 'someone', expiresIn: '8h', header })
}

export async function startIssuer(): Promise<Issuer> {
  const server = createServer(({ url = '' }, response) => {
    const issuer = `${base}${url.split('/').slice(0, 3).join('/')}`
    const document = url.endsWith('/keys') ? { keys: [jwk] } : metadataOf(issuer)
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  const base = `http://localhost:${port}`
  return {
    port,
    token: (who) => sign(`${base}/realms/${who.realm}`, who),
    close: () => server.close(),
  }
}
