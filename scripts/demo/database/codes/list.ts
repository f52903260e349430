/** Turns a compact text of codes into the rows of one local code list. */
import type { Row } from '../rows.ts'

export interface CodeList {
  readonly type: string
  readonly rows: readonly Row[]
}

/**
 * A code list of the vendor (`ORG_ID` 0), or of a tenant. One code a line: `value | description | standard code`.
 * A line that starts with `-` is a code no longer active; `~` is a blank that somebody typed after the value. `system` is the STD_SYS of the codes that have a standard code.
 */
export function codeList(type: string, system: string | null, text: string, organization = 0): CodeList {
  const lines = text.trim().split('\n')
  return { type, rows: lines.map((line, at) => codeRow(type, system, line.trim(), at, organization)) }
}

function codeRow(type: string, system: string | null, line: string, at: number, organization: number): Row {
  const active = !line.startsWith('-')
  const [value = '', description = '', standard] = line
    .replace(/^-/, '')
    .split('|')
    .map((part) => part.trim())
  const known = standard !== undefined && standard !== ''
  return {
    ORG_ID: organization,
    CD_TYP: type,
    CD_VAL: value.replace('~', ' '),
    CD_DESC: description,
    SHRT_DESC: description.slice(0, 15),
    SORT_ORD: (at + 1) * 10,
    ACTV_FLG: active ? 'Y' : 'N',
    STD_SYS: known ? system : null,
    STD_CD: known ? standard : null,
  }
}
