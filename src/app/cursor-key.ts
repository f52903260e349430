/** The setting `cursor.key` -> the key that encrypts page links. */
import { randomBytes } from 'node:crypto'
import type { Emit } from './events.ts'
import type { Settings } from './settings.ts'

/** A gateway on the developer's own machine has no second replica and no uptime to lose. */
const isAtHome = ({ server }: Settings): boolean => new URL(server.publicUrl).hostname === 'localhost'

/** 32 bytes; made up, with a warning, where none is set. */
export function cursorKey(settings: Settings, emit: Emit): Uint8Array {
  const { cursor } = settings
  if (cursor.key !== undefined) return Buffer.from(cursor.key, 'base64')
  if (isAtHome(settings)) return randomBytes(32)
  const text = 'cursor.key is not set: links to next pages end with this process, and are not understood by another.'
  emit({ kind: 'warning', text })
  return randomBytes(32)
}
