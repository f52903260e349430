/** Makes up what is on file: a note for the last visits, a scan now and then, and what was only ever on paper. */
import { compactDate, dayOf, preciseStamp, stamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { packed, page, picture } from '../shop/files.ts'
import { loginOfProvider } from '../shop/logins.ts'
import { cutLines, putLines, rtfOf } from '../shop/rtf.ts'
import { noteKindOf, noteLines } from '../vocabulary/notes.ts'
import type { Person } from './person.ts'
import type { Visit } from './visits.ts'

const notesKept = 4
const firstRtf = dayOf(2006, 1, 1)
const firstScan = dayOf(2009, 6, 1)

/** Hands out documents: notes for the last visits alone, as older ones were archived. */
export function putDocuments(person: Person, visits: readonly Visit[]): void {
  const random = person.choices('documents')
  for (const visit of visits.slice(-notesKept)) putNote(random, person, visit)
  const [oldest] = visits
  if (oldest !== undefined && visits.length > notesKept) putArchived(random, person, oldest)
  const scanned = visits.filter(({ day }) => day > firstScan).at(-1)
  if (scanned !== undefined && random.chance(0.4)) putScan(random, person, scanned)
}

/** A row of DOC_IDX for a visit. */
export function documentRow(person: Person, { id, day, minute, provider }: Visit, rest: Row): Row {
  const user = loginOfProvider(provider)
  return {
    ...{ DOC_ID: person.nextKey('DOC_IDX'), ORG_ID: person.organization, PAT_ID: person.id, ENC_ID: id, STAT_CD: 'F' },
    ...{ SVC_DT: compactDate(day), CRT_DTTM: stamp(day, minute + 50), AUTH_PROV_ID: provider, CRT_USR_ID: user },
    ...{ LAST_UPD_USR_ID: user, LAST_UPD_DTTM: preciseStamp(day, minute + 90, 0), ...rest },
  }
}

function putNote(random: Random, person: Person, visit: Visit): void {
  const { type, title } = noteKindOf(visit.type)
  const lines = noteLines(title, visit.reasons[0]?.text ?? 'Initial evaluation', random.integer(0, 2))
  const isRtf = visit.day > firstRtf
  const row = documentRow(person, visit, {
    ...{ DOC_TYP: type, DOC_TTL: title, STRG_CD: 'N', FILE_EXT: isRtf ? 'RTF' : null },
    STAT_CD: random.pick(['F', 'F', 'F', 'A']),
  })
  person.put('DOC_IDX', row)
  putLines(person.put, Number(row['DOC_ID']), isRtf ? cutLines(rtfOf(lines.join('\n'))) : lines)
}

function putArchived(random: Random, person: Person, visit: Visit): void {
  const isPath = random.chance(0.5)
  const name = `${person.id}-${visit.id}.TIF`
  person.put(
    'DOC_IDX',
    documentRow(person, visit, {
      ...{ DOC_TYP: 'SCAN', DOC_TTL: 'Old chart', STRG_CD: isPath ? 'P' : 'L', FILE_EXT: isPath ? 'TIF' : null },
      FILE_PATH: isPath ? `\\\\IMGSRV01\\SCAN\\2009\\${name}` : null,
    }),
  )
}

function putScan(random: Random, person: Person, visit: Visit): void {
  const isPicture = random.chance(0.5)
  const row = documentRow(person, visit, {
    ...{ DOC_TYP: 'SCAN', DOC_TTL: isPicture ? 'Insurance card' : 'Outside records', STRG_CD: 'B' },
    ...{ MIME_TYP: isPicture ? null : 'application/pdf', FILE_EXT: isPicture ? 'JPG' : 'PDF' },
  })
  person.put('DOC_IDX', row)
  const pages = isPicture ? [picture(), picture()] : [page(`Records of visit ${visit.id}`)]
  pages.forEach((bytes, at) => putPage(person, Number(row['DOC_ID']), at + 1, bytes, random.chance(0.3)))
}

function putPage({ put }: Person, document: number, number: number, bytes: Uint8Array, isPacked: boolean): void {
  put('DOC_BLOB', {
    ...{ DOC_ID: document, PG_NO: number, BLOB_DATA: isPacked ? packed(bytes) : bytes },
    ...{ CMPRS_FLG: isPacked ? 'Z' : null, BYTE_CNT: bytes.length },
  })
}
