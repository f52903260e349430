/** Key pairs of the demo identity provider and its backend client, made at start, as JWKs. */
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

const label = (jwk: JsonWebKey, kid: string, alg: string): JWK => ({ ...(jwk as JWK), kid, alg, use: 'sig' })

/** A new RSA pair under a new key id. */
export const makeKeyPair = async (alg: 'RS256' | 'RS384'): Promise<KeyPair> => {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const kid = randomUUID()
  return {
    publicKey: label(publicKey.export({ format: 'jwk' }), kid, alg),
    privateKey: label(privateKey.export({ format: 'jwk' }), kid, alg),
  }
}

/** The demo's own folder, out of version control. */
export const stateFolder = fileURLToPath(new URL('../../../data', import.meta.url))

/** Where the backend client of the provider on `port` finds its private key: in the folder of the demo's state. */
export const backendKeyFile = (folder: string, port: number): string => join(folder, `demo-backend-${port}.jwk.json`)

/** Readable by this user only. */
export const saveBackendKey = async (file: string, key: JWK): Promise<void> => {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(key), { mode: 0o600 })
}

/** Rejects when the provider has not saved one. */
export const loadBackendKey = async (file: string): Promise<JWK> => JSON.parse(await readFile(file, 'utf8')) as JWK

export const forgetBackendKey = (file: string): Promise<void> => rm(file, { force: true })
