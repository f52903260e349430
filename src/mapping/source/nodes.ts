/** Values -> nodes as a file would have them, for documents that are made of others. */
import type { Place } from '../model.ts'
import type { Entry, MapNode, TextNode, Yaml } from '../yaml.ts'

export const text = (value: string, at: Place): TextNode => ({ kind: 'text', text: value, at })
export const entry = (key: string, value: Yaml): Entry => ({ key, keyAt: value.at, value })
export const map = (entries: readonly (Entry | undefined)[], at: Place): MapNode => ({
  kind: 'map',
  at,
  entries: entries.filter((each) => each !== undefined),
})
