/** Key pairs of the demo identity provider and of its clients, made at start, as JWKs. */
import { generateKeyPair, randomUUID, type JsonWebKey } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { JWK } from 'oidc-provider'

export interface KeyPair {
  readonly publicKey: JWK
  readonly privateKey: JWK
}

/** What the demo's clients sign their assertions with: all of them have the same two keys. */
export interface ClientKeys {
  readonly rs384: KeyPair
  readonly es384: KeyPair
}

/** The private halves. */
export interface SigningKeys {
  readonly rs384: JWK
  readonly es384: JWK
}

const label = (jwk: JsonWebKey, kid: string, alg: string): JWK => ({ ...(jwk as JWK), kid, alg, use: 'sig' })

const generate = promisify(generateKeyPair)

/** A new pair under a new key id. */
export const makeKeyPair = async (alg: 'RS256' | 'RS384' | 'ES384'): Promise<KeyPair> => {
  const { publicKey, privateKey } =
    alg === 'ES384' ? await generate('ec', { namedCurve: 'P-384' }) : await generate('rsa', { modulusLength: 2048 })
  const kid = randomUUID()
  return {
    publicKey: label(publicKey.export({ format: 'jwk' }), kid, alg),
    privateKey: label(privateKey.export({ format: 'jwk' }), kid, alg),
  }
}

export const makeClientKeys = async (): Promise<ClientKeys> => ({
  rs384: await makeKeyPair('RS384'),
  es384: await makeKeyPair('ES384'),
})

export const signingKeys = ({ rs384, es384 }: ClientKeys): SigningKeys => ({
  rs384: rs384.privateKey,
  es384: es384.privateKey,
})

/** The demo's own folder, out of version control. */
export const stateFolder = fileURLToPath(new URL('../../../data', import.meta.url))

/** Where the clients of the provider with its public address at `port` find their private keys: in the folder of the demo's state. */
export const backendKeyFile = (folder: string, port: number): string => join(folder, `demo-backend-${port}.jwk.json`)

/** Readable by this user only. */
export const saveClientKeys = async (file: string, keys: ClientKeys): Promise<void> => {
  await mkdir(dirname(file), { recursive: true })
  const { rs384, es384 } = signingKeys(keys)
  await writeFile(file, JSON.stringify({ keys: [rs384, es384] }), { mode: 0o600 })
}

/** Rejects when the provider has not saved them. */
export const loadSigningKeys = async (file: string): Promise<SigningKeys> => {
  const { keys } = JSON.parse(await readFile(file, 'utf8')) as { readonly keys: readonly JWK[] }
  const [rs384, es384] = keys
  if (rs384 === undefined || es384 === undefined) throw new Error('the file of the demo keys does not hold two keys')
  return { rs384, es384 }
}

/** The RSA key. Rejects when the provider has not saved it. */
export const loadBackendKey = async (file: string): Promise<JWK> => (await loadSigningKeys(file)).rs384

export const forgetClientKeys = (file: string): Promise<void> => rm(file, { force: true })
