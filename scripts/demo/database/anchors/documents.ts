/** The hand-written documents: each kind of note, each way to keep one, and the reports in words that are filed among them. */
import { plant, type Planted } from '../plant.ts'
import type { Row, Value } from '../rows.ts'
import { file, packed, page, picture } from '../shop/files.ts'
import { cutLines, rtfOf } from '../shop/rtf.ts'

/** A row of DOC_IDX, of the first patient's first visit where nothing else is said. */
export function document(id: number, type: string, title: string, rest: Row): Planted {
  return plant('DOC_IDX', {
    ...{ DOC_ID: id, ORG_ID: 1, PAT_ID: 1, ENC_ID: 1, DOC_TYP: type, DOC_TTL: title, SVC_DT: '20251103' },
    ...{ CRT_DTTM: '2025-11-03 10:20:00', AUTH_PROV_ID: 1, STAT_CD: 'F', STRG_CD: 'N', CRT_USR_ID: 3 },
    ...{ LAST_UPD_USR_ID: 3, LAST_UPD_DTTM: '2025-11-03 12:00:00.000', ...rest },
  })
}

export const lines = (id: number, texts: readonly string[]): readonly Planted[] =>
  texts.map((text, at) => plant('NOTE_LN', { DOC_ID: id, LN_NO: at + 1, LN_TXT: text }))

export function blob(id: number, number: number, bytes: Uint8Array | null, flag: Value = null): Planted {
  const count = bytes?.length ?? 0
  return plant('DOC_BLOB', { DOC_ID: id, PG_NO: number, BLOB_DATA: bytes, CMPRS_FLG: flag, BYTE_CNT: count })
}

const inRtf = { FILE_EXT: 'RTF' }
const hospital = { ENC_ID: 2, SVC_DT: '20240215', CRT_DTTM: '2024-02-15 13:00:00' }

const notes: readonly Planted[] = [
  document(1, 'PROG', 'Progress note', inRtf),
  ...lines(
    1,
    cutLines(
      rtfOf('Blood pressure 142/88.\nTemp 98.6°.\n“Feels fine” – takes ½ tablet.\n' + 'Lungs clear. '.repeat(20)),
    ),
  ),
  document(2, 'H&P', 'History and physical', {}),
  // Bytes of Windows that came through as what Latin-1 has there.
  ...lines(2, [
    'HISTORY AND PHYSICAL',
    '',
    'Says she \u0093never smoked\u0094.',
    'Vitals   T 98.6\u00b0   ',
    '         P 72',
  ]),
  document(3, 'CONS', 'Cardiology consult', { AUTH_PROV_ID: 45 }),
  ...lines(3, ['Thank you for sending this pleasant woman.', 'Echo as below.']),
  document(4, 'DISC', 'Discharge summary', { ...hospital, ...inRtf }),
  ...lines(4, cutLines(rtfOf('Admitted with shortness of breath.\nDischarged home.'))),
  document(5, 'PROC', 'Wound repair', { ENC_ID: 6, SVC_DT: '20230709', CRT_DTTM: '2023-07-09 19:00:00' }),
  ...lines(5, ['Laceration of hand closed with 4 sutures.']),
  document(6, 'NURS', 'Nurse note', { AUTH_PROV_ID: null, AUTH_USR_ID: 2 }),
  ...lines(6, ['Flu shot given. No reaction.']),
  document(15, 'PROG', 'Progress note', { STAT_CD: 'S' }),
  ...lines(15, ['Temp 100.']),
  document(16, 'PROG', 'Progress note', { STAT_CD: 'A', SUPRSD_DOC_ID: 15 }),
  ...lines(16, ['Temp 98.6, corrected.']),
  document(17, 'PROG', 'Well child note', {
    ...{ ORG_ID: 2, PAT_ID: 2, ENC_ID: 7, AUTH_PROV_ID: 2, SVC_DT: '20260115', CRT_DTTM: '2026-01-15 11:10:00' },
  }),
  ...lines(17, ['Growing well.']),
  document(18, 'PROG', 'Progress note', {
    ...{ ORG_ID: 3, PAT_ID: 3, ENC_ID: 8, AUTH_PROV_ID: 3, SVC_DT: '20260420', CRT_DTTM: '2026-04-20 15:00:00' },
  }),
  ...lines(18, ['Mood improved.']),
]

function report(id: number, type: string, document: number, rest: Row): Planted {
  return plant('RPT_HDR', {
    ...{ RPT_ID: id, ORG_ID: 1, PAT_ID: 1, ENC_ID: 1, RPT_TYP: type, STAT_CD: 'F', PERF_FAC_ID: 13, DOC_ID: document },
    ...{ OBS_TS: '20251103111500', RPT_TS: '20251103160000', LAST_UPD_DTTM: '2025-11-03 16:00:00.000', ...rest },
  })
}

const reports: readonly Planted[] = [
  document(7, 'RAD', 'Chest x-ray', { STRG_CD: 'R', RPT_ID: 6 }),
  report(6, 'R', 7, {
    ...{ RPT_CD: 'XCHST', RPT_DESC: 'CHEST X-RAY, 2 VIEWS', LOINC_CD: '36643-5', ORD_ID: 3, INTRP_PROV_ID: 45 },
    NARR_TXT: rtfOf('FINDINGS: Lungs are clear.\nIMPRESSION: No acute disease.'),
  }),
  document(8, 'CARD', 'Echocardiogram', { ...hospital, STRG_CD: 'R', RPT_ID: 3 }),
  document(9, 'PATH', 'Skin biopsy', { STRG_CD: 'R', RPT_ID: 7 }),
  report(7, 'P', 9, {
    ...{ RPT_CD: 'SURGP', RPT_DESC: 'SURGICAL PATHOLOGY', LOINC_CD: '11526-1' },
    NARR_TXT: 'Seborrheic keratosis. Margins free.',
  }),
  // Never filed as a document: its text stands in the report alone.
  report(8, 'N', 0, { RPT_CD: 'SLEEP', RPT_DESC: 'SLEEP STUDY', DOC_ID: null, NARR_TXT: 'Apnea index 4.' }),
]

const summary =
  '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Summary</title></ClinicalDocument>'

const files: readonly Planted[] = [
  document(10, 'LABR', 'Outside laboratory report', { STRG_CD: 'B', MIME_TYP: 'application/pdf', FILE_EXT: 'PDF' }),
  blob(10, 1, packed(page('Outside laboratory: all normal.')), 'Z'),
  document(11, 'SCAN', 'Insurance card', { STRG_CD: 'B', FILE_EXT: 'JPG', AUTH_PROV_ID: null }),
  blob(11, 1, picture()),
  blob(11, 2, picture()),
  document(12, 'CCDA', 'Summary of care', { STRG_CD: 'B', MIME_TYP: 'application/xml', FILE_EXT: 'XML' }),
  blob(12, 1, file(summary)),
  document(13, 'LTTR', 'Letter from school', {
    STRG_CD: 'P',
    FILE_PATH: '\\\\IMGSRV01\\SCAN\\2009\\00013.TIF',
    FILE_EXT: 'TIF',
  }),
  document(14, 'ADVD', 'Living will', { STRG_CD: 'L' }),
]

export const anchorDocuments: readonly Planted[] = [...notes, ...reports, ...files]
