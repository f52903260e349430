/** `documents:` of system.yaml -> how many bytes of a document are given within a resource, and how many a packed one may unpack to. */
import type { Diagnostics } from './diagnostics.ts'
import { mostUnpacked } from './lenses/bytes.ts'
import type { Documents } from './stored.ts'
import { checkKeys, entryOf, type Entry, type MapNode } from './yaml.ts'

export const usualDocuments: Documents = { inline: 65_536, unpacked: 268_435_456 }

const most: Documents = { inline: mostUnpacked, unpacked: Number.MAX_SAFE_INTEGER }

function readSize({ key, value }: Entry, diagnostics: Diagnostics): Partial<Documents> {
  const name = key as keyof Documents
  const number = value.kind === 'text' && /^[1-9]\d{0,15}$/.test(value.text) ? Number(value.text) : 0
  if (number > 0 && number <= most[name]) return { [name]: number }
  const hint = name === 'inline' ? `at most ${most.inline}, all that a value in a resource may have` : 'write 268435456'
  diagnostics.error(value.at, `${name} is a number of bytes`, hint)
  return {}
}

export function readDocuments(system: MapNode, diagnostics: Diagnostics): Documents {
  const node = entryOf(system, 'documents')?.value
  if (node === undefined) return usualDocuments
  if (node.kind !== 'map') {
    diagnostics.error(node.at, 'documents is a map', 'write documents: { inline: 65536 }')
    return usualDocuments
  }
  checkKeys(node, Object.keys(usualDocuments), 'size of documents', diagnostics)
  const known = node.entries.filter(({ key }) => Object.hasOwn(usualDocuments, key))
  return Object.assign({ ...usualDocuments }, ...known.map((entry) => readSize(entry, diagnostics))) as Documents
}
