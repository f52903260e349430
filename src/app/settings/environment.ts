/** `${NAME}` and `${NAME:-otherwise}` in texts -> the values of the environment. */
import type { Fault } from './explain.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g

function fillText(
  text: string,
  path: readonly string[],
  environment: Environment,
  tell: (fault: Fault) => void,
): string {
  return text.replace(reference, (whole, name: string, otherwise: string | undefined) => {
    const value = environment[name]
    // As in a shell, an empty variable is as good as none where there is something else.
    if (value !== undefined && (value !== '' || otherwise === undefined)) return value
    if (otherwise !== undefined) return otherwise
    tell({ path, text: `${path.join('.')}: takes its value from the environment variable ${name}, which is not set.` })
    return whole
  })
}

/** A copy of `value`, with every reference in its texts replaced. A variable that is not set and has no default is told. */
export function fillIn(
  value: unknown,
  environment: Environment,
  tell: (fault: Fault) => void,
  path: readonly string[] = [],
): unknown {
  if (typeof value === 'string') return fillText(value, path, environment, tell)
  if (typeof value !== 'object' || value === null) return value
  const fillMember = (each: unknown, name: string): unknown => fillIn(each, environment, tell, [...path, name])
  if (Array.isArray(value)) return value.map((each, index) => fillMember(each, String(index)))
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fillMember(each, name)]))
}
