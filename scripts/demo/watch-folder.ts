/** Changes of files in a folder -> one call for each burst of them. */
import { watch, type FSWatcher } from 'node:fs'

/** Milliseconds without a change after which a burst is over: an editor writes a file in several steps. */
const quietMs = 100

export function watchFolder(folder: string, changed: () => Promise<void>): FSWatcher {
  let timer: NodeJS.Timeout | undefined
  return watch(folder, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void changed(), quietMs)
  })
}
