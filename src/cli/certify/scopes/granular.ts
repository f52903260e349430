/** A received scope -> whether Condition and Observation are granted by category and no wider (9.14, 9.15). */
import { must } from '../verdict.ts'
import { hasForm, resourceScopesOf, wordsOf } from './resource-scope.ts'

const types: readonly string[] = ['Condition', 'Observation']

const wideOf = (received: string): readonly string[] =>
  resourceScopesOf(received)
    .filter(({ type, query }) => query === undefined && (types.includes(type) || type === '*'))
    .map(({ text }) => text)

/** The same scope with `.r` or `.s` in place of `.rs`. */
const split = (scope: string): readonly string[] => ['.r?', '.s?'].map((access) => scope.replace('.rs?', access))

/** Throws Failed unless each of `required` is granted, whole or split, and nothing wider. */
export const checkGranularGrant = (received: string, required: readonly string[]): void => {
  const words = wordsOf(received)
  const missing = required.filter(
    (scope) => !words.includes(scope) && !split(scope).every((one) => words.includes(one)),
  )
  must(missing.length === 0, `not granted: ${missing.join(', ')}`)
  const wide = wideOf(received)
  must(wide.length === 0, `granted, and wider than a category: ${wide.join(', ')}`)
}

const hasCategory = (received: string, type: string): boolean =>
  resourceScopesOf(received).some((scope) => scope.type === type && /.+=.+/.test(scope.query ?? ''))

/** Throws Failed unless the person could pick categories instead of the whole, and Patient is granted as a whole. */
export const checkSelection = (received: string): void => {
  const wide = wideOf(received)
  must(wide.length === 0, `granted as a whole: ${wide.join(', ')}`)
  for (const type of types) must(hasCategory(received, type), `no category of ${type} was granted`)
  const hasPatient = resourceScopesOf(received).some((scope) => scope.type === 'Patient' && hasForm(scope, 'v2'))
  must(hasPatient, 'patient/Patient.rs was not granted')
}
