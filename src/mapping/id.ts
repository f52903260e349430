/** Logical ids are pure functions of keys: `pat-1234`, `rel-12.3`, `vit-5521-8867-4`, `edx1-77.1`. https://hl7.org/fhir/R4/datatypes.html#id */
import type { Kind, KeyPart, Mapping, Source } from './model.ts'

const forms: Readonly<Record<KeyPart['codec'], RegExp>> = {
  integer: /^[1-9]\d{0,18}$/,
  // No dot and no hyphen: they separate parts and kinds.
  text: /^[A-Za-z0-9]+$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
}

/** One key value as it stands in an id; undefined for values that no resource may have as key (0, negatives, odd characters). */
export function printKeyPart(part: KeyPart, raw: string | null): string | undefined {
  const text = raw?.trim() ?? ''
  const plain = part.codec === 'uuid' ? text.toLowerCase() : text
  return forms[part.codec].test(plain) ? plain : undefined
}

export function printKey(source: Source, values: readonly (string | null)[]): readonly string[] | undefined {
  const parts = source.key.map((part, index) => printKeyPart(part, values[index] ?? null))
  return parts.includes(undefined) ? undefined : (parts as string[])
}

/** A kind of `each` is told by a number behind a dot, a named one by its name behind a hyphen. */
const printKind = (kind: Kind | undefined): string =>
  kind?.id == null ? '' : /^\.\d+$/.test(kind.id) ? kind.id : `-${kind.id}`

/** `key` as {@link printKey} gives it. */
export const encodeId = (source: Source, kind: Kind | undefined, key: readonly string[]): string =>
  `${source.name}-${key.join('.')}${printKind(kind)}`

export interface DecodedId {
  readonly source: Source
  readonly key: readonly string[]
  /** Undefined for a source whose kinds add nothing to the id. */
  readonly kind?: Kind
}

function decodeKey(source: Source, text: string): readonly string[] | undefined {
  // A uuid has no dots, an integer neither, so dots only separate.
  const parts = text.split('.')
  return parts.length === source.key.length ? printKey(source, parts) : undefined
}

function decodeIn(source: Source, rest: string): DecodedId | undefined {
  const named = source.kinds.filter((kind) => kind.id !== null)
  if (named.length === 0) {
    const key = decodeKey(source, rest)
    return key && { source, key }
  }
  const kind = named.find(
    (each) => rest.endsWith(printKind(each)) && decodeKey(source, rest.slice(0, -printKind(each).length)),
  )
  return kind && { source, kind, key: decodeKey(source, rest.slice(0, -printKind(kind).length))! }
}

/** Decodes, encodes again and compares, so that `pat-007` and other spellings name nothing. */
export function decodeId(
  mapping: Pick<Mapping, 'sources'>,
  type: string | undefined,
  id: string,
): DecodedId | undefined {
  if (id.length > 64 || !/^[A-Za-z0-9.-]+$/.test(id)) return undefined
  for (const source of mapping.sources) {
    if ((type !== undefined && source.resource !== type) || !id.startsWith(`${source.name}-`)) continue
    const decoded = decodeIn(source, id.slice(source.name.length + 1))
    if (decoded !== undefined && encodeId(source, decoded.kind, decoded.key) === id) return decoded
  }
  return undefined
}
