/** What the validator found -> a sentence: which setting, what was found, what is allowed. */
import type { ErrorObject } from 'ajv'
import { nearest } from '../../mapping/diagnostics.ts'
import type { Setting } from './setting.ts'

export interface Fault {
  /** The members to walk through to the setting. */
  readonly path: readonly string[]
  readonly text: string
}

const found = (value: unknown, schema: Setting): string => {
  if (schema.writeOnly) return 'something else (not shown, it may be secret)'
  return value === null ? 'nothing' : JSON.stringify(value)
}

function unknownKey(path: readonly string[], name: string, schema: Setting): Fault {
  const known = Object.keys(schema.properties ?? {})
  const meant = nearest(name, known)
  const hint = meant === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean ${meant}?`
  return { path: [...path, name], text: `${[...path, name].join('.')}: there is no such setting. ${hint}` }
}

function missingKey(path: readonly string[], name: string, schema: Setting): Fault {
  const wanted = schema.properties?.[name]
  const text = `${[...path, name].join('.')}: is missing. It has to be ${wanted?.title}.`
  return { path: [...path, name], text }
}

/** `error` has to come from a verbose validator, which hands the schema and the value along. */
export function explain({ instancePath, keyword, params, parentSchema, data }: ErrorObject): Fault {
  const path = instancePath.split('/').slice(1)
  const schema = parentSchema as Setting
  if (keyword === 'additionalProperties') return unknownKey(path, String(params.additionalProperty), schema)
  if (keyword === 'required') return missingKey(path, String(params.missingProperty), schema)
  const key = path.length === 0 ? 'The file' : path.join('.')
  return { path, text: `${key}: found ${found(data, schema)}; allowed is ${schema.title}.` }
}
