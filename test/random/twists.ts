/** A random case -> the same with what old databases do to keys and tables beside: long and several keys, versions, uuids as text, foreign keys, columns and lists that are elsewhere. */
import { randomFrom } from '../../src/verify/random.ts'
import type { Case, Making } from './model.ts'
import { hashed, lengthened, respelled, severalKeys } from './twisted-keys.ts'
import { foreignKeys, liveLists, optionalColumns } from './twisted-tables.ts'

export type Twist = (making: Making, made: Case) => Case

/** In this order: a foreign key is told of the values as they are in the end. */
const twists: readonly Twist[] = [lengthened, respelled, severalKeys, hashed, optionalColumns, liveLists, foreignKeys]

/** By numbers of its own, so that the case that is twisted is the one of the seed. */
export function twisted(made: Case): Case {
  const making: Making = { random: randomFrom(made.seed * 7 + 3), forms: new Set(made.forms), lists: new Map() }
  const all = twists.reduce((each, twist) => twist(making, each), made)
  return { ...all, forms: [...making.forms] }
}
