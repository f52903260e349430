/** A received scope -> which resource types it opens, as the steps on limited and unrestricted access see it (1.7.01, 2.2.09). */
import { Failed, must } from '../verdict.ts'
import { mustGrantTypes } from './received.ts'
import { hasForm, resourceScopesOf } from './resource-scope.ts'
import { refusableTypes, unrestrictedTypes } from './words.ts'

/** Whether a scope of one of these contexts, of the type or of all, lets a resource be read. */
export const opens = (received: string, type: string, contexts: readonly string[]): boolean =>
  resourceScopesOf(received).some(
    (scope) => contexts.includes(scope.context) && [type, '*'].includes(scope.type) && hasForm(scope, 'any'),
  )

/** Throws Failed unless exactly the types that the person let go are granted, and one at least is not. */
export const checkLimited = (received: string, allowedTypes: readonly string[]): readonly string[] => {
  const granted = refusableTypes.filter((type) => opens(received, type, ['patient']))
  const tooMany = granted.filter((type) => !allowedTypes.includes(type))
  const tooFew = allowedTypes.filter((type) => refusableTypes.includes(type) && !granted.includes(type))
  must(tooMany.length === 0, `granted although the person refused it: ${tooMany.join(', ')}`)
  must(tooFew.length === 0, `refused although the person allowed it: ${tooFew.join(', ')}`)
  const denied = refusableTypes.filter((type) => !granted.includes(type))
  must(denied.length > 0, 'at least one type must be refused')
  return [`refused: ${denied.join(', ')}`]
}

/** Throws Failed unless every type of the criterion is granted. */
export const checkUnrestricted = (received: string, served: ReadonlySet<string>): void =>
  mustGrantTypes(
    [
      ...unrestrictedTypes.patient.filter((type) => !opens(received, type, ['patient'])),
      ...unrestrictedTypes.patientOrUser.filter((type) => !opens(received, type, ['patient', 'user'])),
    ],
    served,
  )

const grants = (received: readonly string[], pattern: RegExp): boolean => received.some((word) => pattern.test(word))

/** `patient/Patient.rs`, or `.r` and `.s` (9.9). */
export const checkPatientScope = (received: string): void => {
  const words = received.split(' ')
  const isGranted = grants(words, /^patient\/Patient\.rs?$/) && grants(words, /^patient\/Patient\.r?s$/)
  if (!isGranted)
    throw new Failed('neither patient/Patient.rs nor patient/Patient.r and patient/Patient.s were received')
}
