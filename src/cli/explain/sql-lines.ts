/** A statement -> its lines: one for each clause, and one for each part of its conditions; what is in brackets is opened where a line is too long. */

const width = 110
const step = '  '

const closing: Readonly<Record<string, string>> = { "'": "'", '"': '"', '`': '`', '[': ']' }

/** The same length, with dots for all that is quoted or in brackets: what is left to see stands at the top. */
function mask(sql: string): string {
  let depth = 0
  let quote: string | undefined
  return sql.replace(/[^]/g, (character) => {
    if (quote !== undefined) {
      if (character === quote) quote = undefined
      return '.'
    }
    quote = closing[character]
    if (character === '(') return depth++ === 0 ? '(' : '.'
    if (character === ')') return --depth === 0 ? ')' : '.'
    return depth > 0 || quote !== undefined ? '.' : character
  })
}

/** Cuts before each blank that the pattern finds at the top. */
function cut(sql: string, pattern: RegExp): readonly string[] {
  const at = [...mask(sql).matchAll(pattern)].map(({ index }) => index)
  return [0, ...at].map((start, index) => sql.slice(start, at[index] ?? sql.length).trim())
}

const clauses =
  / (?=(?:FROM|(?:LEFT|INNER|CROSS) JOIN|STRAIGHT_JOIN|WHERE|GROUP BY|ORDER BY|LIMIT|OFFSET|UNION(?: ALL)?) )/g

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => step + line)

/** OR binds less than AND: where both stand beside each other, the parts are those of OR. */
function partsOf(condition: string): readonly string[] {
  const alternatives = cut(condition, / (?=OR )/g)
  return alternatives.length > 1 ? alternatives : cut(condition, / (?=AND )/g)
}

/** `... (inside) ...` with the brackets on lines of their own. */
function open(text: string): readonly string[] {
  const seen = mask(text)
  const [from, to] = [seen.indexOf('('), seen.indexOf(')')]
  if (from < 0 || to < 0) return [text]
  const inside = text.slice(from + 1, to)
  const lines = inside.startsWith('SELECT ') ? sqlLines(inside) : conditionLines(inside)
  return lines.length === 1 ? [text] : [text.slice(0, from + 1), ...indent(lines), text.slice(to)]
}

function conditionLines(condition: string): readonly string[] {
  if (condition.length <= width) return [condition]
  const parts = partsOf(condition)
  if (parts.length === 1) return open(condition)
  return parts.flatMap((part) => (part.length <= width ? [part] : open(part)))
}

function listLines(clause: string): readonly string[] {
  const lines: string[] = []
  for (const part of clause.split(/(?<=,) /)) {
    const last = lines.at(-1)
    if (last === undefined || last.length + part.length >= width) lines.push(lines.length === 0 ? part : step + part)
    else lines[lines.length - 1] = `${last} ${part}`
  }
  return lines
}

function clauseLines(clause: string): readonly string[] {
  if (clause.startsWith('SELECT ')) return listLines(clause)
  if (!clause.startsWith('WHERE ')) return clause.length <= width ? [clause] : open(clause)
  const [first = '', ...others] = partsOf(clause).flatMap((part) => (part.length <= width ? [part] : open(part)))
  return [first, ...indent(others)]
}

/** Without blanks at the ends of lines; joined by blanks, the lines are the statement. */
export const sqlLines = (sql: string): readonly string[] => cut(sql, clauses).flatMap(clauseLines)
