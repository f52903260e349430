/** The setting `cursor.key` -> the keys of page links. */
import { randomBytes } from 'node:crypto'
import type { Emit } from './events.ts'
import type { Settings } from './settings.ts'
import { readKeys } from './settings/keys.ts'

/** A gateway on the developer's own machine has no second replica and no uptime to lose. */
const isAtHome = ({ server }: Settings): boolean => new URL(server.publicUrl).hostname === 'localhost'

/** 32 bytes each; one is made up, with a warning, where none is set. */
export function cursorKeys(settings: Settings, emit: Emit): readonly Uint8Array[] {
  const { cursor } = settings
  if (cursor.key !== undefined) return readKeys(cursor.key)
  if (isAtHome(settings)) return [randomBytes(32)]
  const text = 'cursor.key is not set: links to next pages end with this process, and are not understood by another.'
  emit({ kind: 'warning', text })
  return [randomBytes(32)]
}
