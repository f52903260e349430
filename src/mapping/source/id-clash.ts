/** The heads of all sources -> a fault for each two of one type whose rows might have the same id. */
import type { Diagnostics } from '../diagnostics.ts'
import type { KeyPart } from '../model.ts'
import type { Head } from './head.ts'

/** What an id of the source begins with, whatever the row. */
function startOf({ name, id }: Head): string {
  const [first] = id ?? [`${name}-`]
  return typeof first === 'string' ? first : ''
}

const beginnings: Readonly<Record<KeyPart['codec'], RegExp>> = {
  integer: /^[0-9-]/,
  text: /^[A-Za-z0-9-]/,
  uuid: /^[0-9a-f-]/,
}

/** `rest` may be the beginning of the source's first part. */
function mayGoOn({ id, key }: Head, rest: string): boolean {
  const first = id?.find((piece) => typeof piece === 'number') ?? 0
  const part = key[first]
  return rest === '' || part === undefined || beginnings[part.codec].test(rest)
}

function mayClash(one: Head, other: Head): boolean {
  const [a, b] = [startOf(one), startOf(other)]
  if (b.startsWith(a)) return mayGoOn(one, b.slice(a.length))
  return a.startsWith(b) && mayGoOn(other, a.slice(b.length))
}

/** Names of sources differ, and none has a hyphen: only a stated `id:` can clash. */
export function checkClashes(heads: ReadonlyMap<string, Head>, diagnostics: Diagnostics): void {
  const all = [...heads.values()]
  for (const [index, one] of all.entries()) {
    const rivals = all.slice(0, index).filter(({ resource }) => resource === one.resource)
    const rival = rivals.find((other) => (one.id ?? other.id) !== undefined && mayClash(one, other))
    if (rival === undefined) continue
    const message = `ids of ${one.name} and of ${rival.name} may be the same: both give ${one.resource}`
    diagnostics.error(one.at, message, 'let one of them begin with another text: id: "x-{alias.COLUMN}"')
  }
}
