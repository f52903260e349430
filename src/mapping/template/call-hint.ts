/** A text that names no rows -> what to write, where it looks like `split(...)` or `joined(...)`. */
import { nearest } from '../diagnostics.ts'

/** What was meant as a call: misspelled, or cut by YAML at a comma. */
export function callHint(name: string): string | undefined {
  const [, called = '', rest = ''] = /^([\w-]+)\s*\((.*)$/s.exec(name) ?? []
  if (called === '') return undefined
  if (!rest.includes(')'))
    return 'YAML ends a text without quotes at a comma or a bracket: write each: "split(p.COL ;)"'
  const near = nearest(called, ['split', 'joined'])
  return near === undefined ? 'write split(p.COL ;) or joined(rows n.COL)' : `did you mean ${near}(...)?`
}
