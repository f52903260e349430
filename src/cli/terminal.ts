/** Values -> text for a terminal, and what every command shares of printing: colours, tables, JSON. */
import { createColors } from 'picocolors'
import { printDiagnostic, type Diagnostic } from '../mapping/diagnostics.ts'

/** 0: fine. 1: something was found, or failed. 2: the command was not understood. */
export type ExitCode = 0 | 1 | 2

/** Where a command prints to. Tests give their own. */
export interface Terminal {
  print(text: string): void
  /** Progress and the like: not part of the result. */
  tell(text: string): void
  readonly color: boolean
  /** Someone watches: progress may be drawn over and over. */
  readonly isLive?: boolean
}

/** https://no-color.org */
export const standardTerminal: Terminal = {
  print: (text) => void process.stdout.write(`${text}\n`),
  tell: (text) => {
    process.stderr.write(`${text}\n`)
  },
  color: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  isLive: process.stderr.isTTY,
}

export const colorsOf = ({ color }: Terminal): ReturnType<typeof createColors> => createColors(color)

export const printJson = (terminal: Terminal, value: unknown): void => terminal.print(JSON.stringify(value, null, 2))

/** Lines of cells, the last column ragged. */
export function columns(lines: readonly (readonly string[])[], indent = ''): readonly string[] {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  return lines.map((line) => (indent + line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')).trimEnd())
}

/** A list in lines of up to `width` characters; what is longer has a line of its own. */
export function wrap(parts: readonly string[], separator: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const [index, part] of parts.entries()) {
    const text = part + (index < parts.length - 1 ? separator : '')
    const last = lines.at(-1)
    if (last === undefined || (last + text.trimEnd()).length > width) lines.push(text)
    else lines[lines.length - 1] = last + text
  }
  return lines.map((line) => line.trimEnd())
}

/** `1,234,567`, whatever the machine's language. */
export const digits = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

export function printDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  const { red, yellow } = colorsOf(terminal)
  for (const each of diagnostics) terminal.print((each.severity === 'error' ? red : yellow)(printDiagnostic(each)))
}
