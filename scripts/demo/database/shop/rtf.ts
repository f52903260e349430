/** A text -> as the clinic's word processor keeps it, and as the old note table does: in lines. */
import type { Put } from '../rows.ts'

const bytes: Readonly<Record<string, string>> = { '“': '93', '”': '94', '’': '92', '–': '96', '°': 'b0', '½': 'bd' }

const written = (sign: string): string => (bytes[sign] === undefined ? '' : `\\'${bytes[sign]}`)

/** With the code page of Windows, and what such a file has beside its text. */
export function rtfOf(text: string): string {
  const body = text
    .replace(/[\\{}]/g, (sign) => `\\${sign}`)
    .replace(/[^\u0000-\u007f]/g, written)
    .replaceAll('\n', '\\par ')
  const head = '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil Arial;}}{\\colortbl ;\\red0\\green0\\blue0;}'
  return `${head}{\\*\\generator ChartWriter 4.1;}\\viewkind4\\uc1\\pard\\f0\\fs20 ${body}}`
}

const longest = 255

/** Cut wherever a line is full. */
export const cutLines = (text: string): readonly string[] => text.match(new RegExp(`[^]{1,${longest}}`, 'g')) ?? []

export function putLines(put: Put, document: number, lines: readonly string[]): void {
  lines.forEach((line, at) => put('NOTE_LN', { DOC_ID: document, LN_NO: at + 1, LN_TXT: line }))
}
