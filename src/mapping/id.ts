/** Logical ids are pure functions of keys, and back: `pat-1234`, `rel-12.3`, `vit-5521-8867-4`, `prac--P0x5f01`. https://hl7.org/fhir/R4/datatypes.html#id */
import { escapePart, isPlainPart, unescapePart } from './id-escape.ts'
import { hashedForm, printHashed, readHead, roomBeside } from './id-hash.ts'
import { keyText } from './key.ts'
import type { IdForm, Kind, KeyPart, Mapping, Source } from './model.ts'

/** https://hl7.org/fhir/R4/datatypes.html#id */
const longest = 64

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const uuidAlone = new RegExp(`^${uuid}$`)

/** A key of a row, each part in its one form; undefined where a part is NULL or nothing that a key can be. */
export function printKey(source: Source, values: readonly (string | null)[]): readonly string[] | undefined {
  const parts: string[] = []
  for (const [index, part] of source.key.entries()) {
    const text = keyText(part, values[index] ?? null)
    if (text === undefined) return undefined
    parts.push(text)
  }
  return parts
}

const isPlain = ({ codec }: KeyPart, text: string): boolean =>
  codec === 'uuid' ? uuidAlone.test(text) : isPlainPart(text)

/** Behind a hyphen of its own, which no part in plain form begins with, whatever else has to be escaped. */
const encodePart = (part: KeyPart, text: string): string => (isPlain(part, text) ? text : `-${escapePart(text)}`)

/** A kind of `each` is told by a number behind a dot, a named one by its name behind a hyphen. */
const printKind = (kind: Kind | undefined): string =>
  kind?.id == null ? '' : /^\.\d+$/.test(kind.id) ? kind.id : `-${kind.id}`

/** What stands between the parts of a key: the source's name before them, where nothing else is stated. */
export const idFormOf = ({ name, key, id }: Source): IdForm =>
  id ?? key.flatMap((_, index) => [index === 0 ? `${name}-` : '.', index])

/** The longest that stands around a hash: each kind of a row has the same. */
const aroundHash = ({ name, kinds }: Pick<Source, 'name' | 'kinds'>): number =>
  name.length + 1 + Math.max(0, ...kinds.map((kind) => printKind(kind).length))

/** Whether there is room for a hash beside the source's name and its kinds. */
export const hasRoomForHash = (source: Pick<Source, 'name' | 'kinds'>): boolean => roomBeside(aroundHash(source)) >= 0

/** Without what tells the kind. `key` as {@link printKey} gives it. */
export function encodeKey(source: Source, key: readonly string[]): string {
  if (source.isHashed === true) return `${source.name}-${printHashed(source, key, aroundHash(source))}`
  return idFormOf(source)
    .map((piece) => (typeof piece === 'string' ? piece : encodePart(source.key[piece]!, key[piece] ?? '')))
    .join('')
}

/** `key` as {@link printKey} gives it. Undefined where the id would be longer than an id may be. */
export function encodeId(source: Source, kind: Kind | undefined, key: readonly string[]): string | undefined {
  const id = `${encodeKey(source, key)}${printKind(kind)}`
  return id.length <= longest ? id : undefined
}

/** What only the row can tell: whether its id is this. */
export interface Hashed {
  /** As {@link encodeKey} gives it. */
  readonly id: string
  /** The last part of the key's beginning stands for all that begin so. */
  readonly isCut: boolean
}

export interface DecodedId {
  readonly source: Source
  /** Of `id: hash` the beginning of it. */
  readonly key: readonly string[]
  readonly hashed?: Hashed
  /** Undefined for a source whose kinds add nothing to the id. */
  readonly kind?: Kind
}

const literal = (text: string): string => text.replace(/[.-]/g, '\\$&')

const partForm = ({ codec }: KeyPart): string => `${codec === 'uuid' ? uuid : '[A-Za-z0-9]+'}|-[A-Za-z0-9]*`

const namedKinds = ({ kinds }: Source): readonly Kind[] => kinds.filter(({ id }) => id !== null)

function makeForm(source: Source): RegExp {
  const kinds = namedKinds(source).map((kind) => literal(printKind(kind)))
  const pieces = idFormOf(source).map((piece) =>
    typeof piece === 'string' ? literal(piece) : `(?<k${piece}>${partForm(source.key[piece]!)})`,
  )
  const form = source.isHashed === true ? `${source.name}-${hashedForm}` : pieces.join('')
  return new RegExp(`^${form}(?<kind>${kinds.join('|')})$`)
}

const forms = new WeakMap<Source, RegExp>()

/** A part ends where a dot, a hyphen or nothing follows its letters and digits, so that an id has one reading. */
function formOf(source: Source): RegExp {
  const known = forms.get(source)
  if (known !== undefined) return known
  const form = makeForm(source)
  forms.set(source, form)
  return form
}

const decodePart = (text: string): string | undefined => (text.startsWith('-') ? unescapePart(text.slice(1)) : text)

function decodeKey(source: Source, groups: Readonly<Record<string, string>>): readonly string[] | undefined {
  const parts = source.key.map((_, index) => decodePart(groups[`k${index}`] ?? '') ?? null)
  const key = printKey(source, parts)
  return key?.every((part, index) => part === parts[index]) === true ? key : undefined
}

type Named = Pick<DecodedId, 'key' | 'hashed'>

function decodeHashed(source: Source, id: string, head: string): Named | undefined {
  const read = readHead(source, head)
  return read && { key: read.key, hashed: { id, isCut: read.isCut } }
}

/** Decoded, encoded again and compared, so that `pat-007` and other spellings name nothing. */
function decodePlain(source: Source, id: string, groups: Readonly<Record<string, string>>): Named | undefined {
  const key = decodeKey(source, groups)
  return key !== undefined && encodeKey(source, key) === id ? { key } : undefined
}

function decodeIn(source: Source, id: string): DecodedId | undefined {
  const groups = formOf(source).exec(id)?.groups
  if (groups === undefined) return undefined
  const { kind: printed = '', head = '' } = groups
  const whole = id.slice(0, id.length - printed.length)
  const named = source.isHashed === true ? decodeHashed(source, whole, head) : decodePlain(source, whole, groups)
  const kind = namedKinds(source).find((each) => printKind(each) === printed)
  return named && { source, ...named, ...(kind && { kind }) }
}

/** Undefined for what no row of these sources has as its id. Of `id: hash` the row tells. */
export function decodeId(
  mapping: Pick<Mapping, 'sources'>,
  type: string | undefined,
  id: string,
): DecodedId | undefined {
  if (id.length > longest) return undefined
  for (const source of mapping.sources) {
    if (type !== undefined && source.resource !== type) continue
    const decoded = decodeIn(source, id)
    if (decoded !== undefined) return decoded
  }
  return undefined
}
