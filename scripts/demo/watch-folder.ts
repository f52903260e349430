/** Changes of files in a folder -> one call for each burst of them. */
import { readdirSync, watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds without a change after which a burst is over: an editor writes a file in several steps. */
const quietMs = 100

export interface Watching {
  close(): void
}

function foldersIn(folder: string): readonly string[] {
  const inside = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isDirectory())
  return [folder, ...inside.map(({ parentPath, name }) => join(parentPath, name))]
}

/** Folders one by one: where `recursive` watches each file, one that an editor puts a new file in place of is lost from sight. */
export function watchFolder(folder: string, changed: () => Promise<void>): Watching {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  const follow = (): void => {
    const folders = foldersIn(folder)
    for (const [each, watcher] of watchers) {
      if (folders.includes(each)) continue
      watcher.close()
      watchers.delete(each)
    }
    for (const each of folders) if (!watchers.has(each)) watchers.set(each, watch(each, notice))
  }
  const notice = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      follow()
      void changed()
    }, quietMs)
  }
  follow()
  return {
    close() {
      clearTimeout(timer)
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}
