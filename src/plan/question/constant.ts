/** A constant of a mapping -> its value for a tenant; undefined where a fact is missing, or it is the constant that stands for nothing. */
import { fillTenant } from '../../mapping/codes.ts'
import type { Constant, Facts, Json } from '../../mapping/model.ts'

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

export function constantOf({ value, tenant }: Constant, facts: Facts): Json | undefined {
  if (value === '') return undefined
  return tenant && typeof value === 'string' ? fillTenant(value, facts) : value
}

/** Whether the constant's value is as `test` says. */
export function isConstant(constant: Constant, facts: Facts, test: (value: Json) => boolean): boolean {
  const value = constantOf(constant, facts)
  return value !== undefined && test(value)
}
