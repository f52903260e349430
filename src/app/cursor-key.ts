/** The setting `cursor.key` -> the key that encrypts page links. */
import { randomBytes } from 'node:crypto'
import type { Emit } from './events.ts'
import type { Settings } from './settings.ts'

/** 32 bytes; made up, with a warning, where none is set. */
export function cursorKey({ cursor }: Settings, emit: Emit): Uint8Array {
  if (cursor.key !== undefined) return Buffer.from(cursor.key, 'base64')
  const text = 'cursor.key is not set: links to next pages end with this process, and are not understood by another.'
  emit({ kind: 'warning', text })
  return randomBytes(32)
}
