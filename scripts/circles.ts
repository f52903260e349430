/** Who imports whom -> the files that import each other. */

/** One of the files left that a file left imports: there is one, or it had been left out. */
const nextOf = (left: ReadonlyMap<string, readonly string[]>, file: string): string =>
  left.get(file)!.find((target) => left.has(target))!

/** One circle of files that import each other, if only types. Files that import none of those left are left out until none is: what stays has one. */
export function circlesOf(imported: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const left = new Map(imported)
  const leavesOf = () => [...left].filter(([, targets]) => !targets.some((target) => left.has(target)))
  for (let leaves = leavesOf(); leaves.length > 0; leaves = leavesOf()) for (const [file] of leaves) left.delete(file)
  const [start] = left.keys()
  if (start === undefined) return []
  const path = [start]
  for (let next = nextOf(left, start); !path.includes(next); next = nextOf(left, next)) path.push(next)
  const circle = path.slice(path.indexOf(nextOf(left, path.at(-1)!)))
  return [`a circle: ${circle.join(' > ')}`]
}
