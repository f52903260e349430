/** Nothing -> a verifier and its challenge. https://www.rfc-editor.org/rfc/rfc7636 */
import { createHash, randomUUID } from 'node:crypto'

export interface Pkce {
  readonly verifier: string
  readonly challenge: string
}

const createVerifier = (): string => `${randomUUID()}-${randomUUID()}`

export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

export const createPkce = (): Pkce => {
  const verifier = createVerifier()
  return { verifier, challenge: challengeOf(verifier) }
}
