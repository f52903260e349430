/** A value -> an opaque text that only we can make, read or edit, and back. https://www.rfc-editor.org/rfc/rfc7516 */
import { createSecretKey, hash, hkdfSync, type KeyObject } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'

/** Characters; a longer text is not looked at. It is long enough for what travels through URLs and cookies. */
const longestSent = 8_192
/** Of what lies in the store alone: a token response may have many scopes in its tokens. */
export const longestStored = 262_144

export interface Seal {
  /**
   * `value`, which has to go into JSON, for `seconds` from now. What was sealed for one purpose opens for no other.
   * Rejects with a `RangeError` where the text would be too long to open.
   */
  seal(purpose: string, value: object, seconds: number): Promise<string>
  /** The value; undefined where the text was edited, has ended, or was sealed for another purpose or with another key. Never rejects. */
  open(purpose: string, text: string): Promise<unknown>
  /** The same anew by the first key, for `seconds`, where an older one sealed it; else undefined. Never rejects. */
  renew(purpose: string, text: string, seconds: number): Promise<string | undefined>
  /** Whether there are older keys, so that {@link Seal.renew} may have something to do. */
  readonly hasOlder: boolean
}

/** SHA-256 in base64url, 43 characters: a secret's name in the store, which lets nobody use the secret. */
export const hashHandle = (secret: string): string => hash('sha256', secret, 'base64url')

const header = { alg: 'dir', enc: 'A256GCM' } as const
const onlyOurs = {
  keyManagementAlgorithms: [header.alg],
  contentEncryptionAlgorithms: [header.enc],
  maxDecompressedLength: 0,
}

/** A key of the purpose's own: a text of another purpose is to it as one made by a stranger. */
const derive = (key: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `portico ${purpose}`, 32)))

type Derived = (purpose: string) => readonly KeyObject[]

/** Purposes are few and fixed, so their keys are kept. */
const createDerived = (keys: readonly Uint8Array[]): Derived => {
  const known = new Map<string, readonly KeyObject[]>()
  return (purpose) => {
    const derived = known.get(purpose) ?? keys.map((key) => derive(key, purpose))
    known.set(purpose, derived)
    return derived
  }
}

const decrypt = async (text: string, key: KeyObject): Promise<Uint8Array | undefined> => {
  try {
    return (await compactDecrypt(text, key, onlyOurs)).plaintext
  } catch {
    return undefined
  }
}

/** What {@link Seal.seal} encrypts: the value and its end in seconds since 1970. Short, as it travels in URLs. */
type Content = readonly [value: unknown, end: number]

const encode = (content: Content): Uint8Array => new TextEncoder().encode(JSON.stringify(content))

const decode = (bytes: Uint8Array): Content => JSON.parse(new TextDecoder().decode(bytes)) as Content

const openWith = async (keys: readonly KeyObject[], text: string): Promise<Uint8Array | undefined> => {
  for (const key of keys) {
    const bytes = await decrypt(text, key)
    if (bytes !== undefined) return bytes
  }
  return undefined
}

const checkKeys = (keys: readonly Uint8Array[]): void => {
  if (keys.length > 0 && keys.every((key) => key.length === 32)) return
  throw new RangeError('A seal needs keys of 32 bytes.')
}

/**
 * The first of `keys`, of 32 bytes each, seals and all of them open, so that a key can be changed while its seals are still
 * under way. `now` is in milliseconds since 1970, `longest` in characters. Throws a `RangeError` for no key or one of another length.
 */
export const createSeal = (
  keys: Uint8Array | readonly Uint8Array[],
  now: () => number = Date.now,
  longest = longestSent,
): Seal => {
  const all = keys instanceof Uint8Array ? [keys] : keys
  checkKeys(all)
  const keysOf = createDerived(all)
  const make = async (purpose: string, content: Content): Promise<string> => {
    const [first] = keysOf(purpose)
    const text = await new CompactEncrypt(encode(content)).setProtectedHeader(header).encrypt(first!)
    if (text.length > longest) throw new RangeError(`A sealed ${purpose} would be longer than is read.`)
    return text
  }
  const read = async (keys: readonly KeyObject[], text: string): Promise<Content | undefined> => {
    if (text.length > longest) return undefined
    const bytes = await openWith(keys, text)
    const content = bytes && decode(bytes)
    return content !== undefined && content[1] > now() / 1000 ? content : undefined
  }
  const endOf = (seconds: number): number => Math.floor(now() / 1000) + seconds
  return {
    hasOlder: all.length > 1,
    seal: (purpose, value, seconds) => make(purpose, [value, endOf(seconds)]),
    open: async (purpose, text) => (await read(keysOf(purpose), text))?.[0],
    renew: async (purpose, text, seconds) => {
      const content = await read(keysOf(purpose).slice(1), text)
      return content && make(purpose, [content[0], endOf(seconds)])
    },
  }
}
