/** Which scopes a realm has registered. Keycloak refuses a request with any other, so the demo does too. */
import { errors } from './library.ts'

const resourceScope = /^(patient|user|system)\/(?:\*|[A-Z][A-Za-z]+)\.(?:read|write|\*|(?=[cruds])c?r?u?d?s?)(?:\?.+)?$/

const identityScopes = new Set(['openid', 'fhirUser', 'offline_access', 'launch/patient'])

/** `system/` is for clients that ask for themselves, everything else for those that ask for a person. */
const isRegistered = (word: string, isBackend: boolean): boolean => {
  const context = resourceScope.exec(word)?.[1]
  if (isBackend) return context === 'system'
  return identityScopes.has(word) || (context !== undefined && context !== 'system')
}

/** The words of `scope`. Throws `invalid_scope` for one that is not registered. */
export const checkScopes = (scope: string | undefined, isBackend: boolean): readonly string[] => {
  const words = (scope ?? '').split(' ').filter((word) => word !== '')
  const unknown = words.find((word) => !isRegistered(word, isBackend))
  if (unknown !== undefined) throw new errors.InvalidScope('the scope is not registered', unknown)
  return words
}
