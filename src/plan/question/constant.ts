/** A constant of a mapping -> its value for a tenant; undefined where a fact is missing, or it is the constant that stands for nothing. */
import { constantOf } from '../../mapping/given.ts'
import type { Constant, Facts, Json } from '../../mapping/model.ts'

export { constantOf }

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** Whether the constant's value is as `test` says. */
export function isConstant(constant: Constant, facts: Facts, test: (value: Json) => boolean): boolean {
  const value = constantOf(constant, facts)
  return value !== undefined && test(value)
}
