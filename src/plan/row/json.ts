/** Looks into built values, whose leaves are texts. */
import type { Json } from '../../mapping/model.ts'
import { isList } from '../question/constant.ts'

export function memberOf(value: Json, name: string): Json | undefined {
  return typeof value === 'string' || isList(value) ? undefined : value[name]
}

export function textOf(value: Json, name: string): string | undefined {
  const found = memberOf(value, name)
  return typeof found === 'string' ? found : undefined
}

export function listOf(value: Json, name: string): readonly Json[] {
  const found = memberOf(value, name)
  return found === undefined ? [] : isList(found) ? found : [found]
}
