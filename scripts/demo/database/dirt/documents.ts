/** The odd documents, and the odd ways in which they are kept. */
import { gzipSync } from 'node:zlib'
import { blob, document, lines } from '../anchors/documents.ts'
import { notServed } from '../manifest.ts'
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { file, packed, page, picture } from '../shop/files.ts'
import { cutLines, rtfOf } from '../shop/rtf.ts'
import { type Expected, host, nobody, odd } from './odd.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
/** Small, and unpacked forty times a megabyte: gzip lets one file follow another. */
function bomb(): Uint8Array {
  const one = gzipSync(Buffer.alloc(1_048_576))
  return new Uint8Array(Buffer.concat(Array.from({ length: 40 }, () => one)))
}

const reason = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
const lost = { content: [{ attachment: { _url: { extension: [{ url: reason }] } } }] }
const dataOf = (text: string): Expected => ({ content: [{ attachment: { data: base64(text) } }] })

function oddDocument(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const own = { PAT_ID: host[1], ENC_ID: 22, SVC_DT: '20190506', CRT_DTTM: '2019-05-06 09:40:00' }
  const { row } = document(id, 'PROG', 'Progress note', { ...own, ...rest })
  return odd('DOC_IDX', row, quirk, `DocumentReference/doc-${id}`, expected, absent)
}

const oddNotes: readonly Planted[] = [
  oddDocument(20, 'rtf-note', { FILE_EXT: 'RTF' }, dataOf('Temp 38.5° {sic}\n“½ tablet”')),
  ...lines(20, cutLines(rtfOf('Temp 38.5° {sic}\n“½ tablet”'))),
  oddDocument(21, 'windows-1252-note', {}, dataOf('“½ tablet”\r\n\r\n  38.5°  ')),
  ...lines(21, ['\u0093½ tablet\u0094', '', '  38.5°  ']),
  oddDocument(22, 'psychotherapy-note', { CNFDL_FLG: 'P' }, notServed),
  ...lines(22, ['Between the two of us.']),
  oddDocument(23, 'document-in-error', { STAT_CD: 'X' }, { status: 'entered-in-error', ...lost }, [
    'content.attachment.data',
  ]),
  ...lines(23, ['Wrong chart.']),
  oddDocument(24, 'unreadable-path', { STRG_CD: 'P', FILE_PATH: '\\\\IMGSRV01\\SCAN\\2009\\24.TIF' }, lost),
  oddDocument(
    25,
    'unknown-document-type',
    { DOC_TYP: 'ZZZ', DOC_TTL: 'House form' },
    { type: { coding: [{ code: 'UNK' }], text: 'House form' } },
  ),
  ...lines(25, ['Form.']),
  oddDocument(26, 'note-without-lines', {}, { status: 'current' }, ['content.attachment.data']),
  oddDocument(27, 'orphan', { PAT_ID: nobody }, notServed),
  oddDocument(28, 'result-of-deleted-patient', { PAT_ID: 9 }, notServed),
  oddDocument(29, 'long-note', {}, { content: [{ attachment: { url: 'Binary/bin-29' } }] }, [
    'content.attachment.data',
  ]),
  ...lines(
    29,
    Array.from({ length: 400 }, (_, at) => `${at} `.padEnd(200, '.')),
  ),
  // What is hidden in an RTF is no text of it.
  oddDocument(32, 'rtf-note-without-text', { FILE_EXT: 'RTF' }, { status: 'current' }, ['content.attachment.data']),
  ...lines(32, ['{\\rtf1\\ansi{\\*\\generator Clinic 4.2;}{\\info{\\title Draft of the 5th}}}']),
  oddDocument(30, 'draft', { STAT_CD: 'D' }, { status: 'current', docStatus: 'preliminary' }),
  ...lines(30, ['To be continued.']),
  // A number that leads to another patient's report and visit.
  oddDocument(31, 'document-of-anothers-report', { STRG_CD: 'R', RPT_ID: 6, ENC_ID: 1 }, { status: 'current' }, [
    'content.attachment.data',
    'context.encounter',
    'context.period.end',
  ]),
]

const scanned = { STRG_CD: 'B', FILE_EXT: 'JPG' }

const oddPages: readonly Planted[] = [
  oddDocument(
    40,
    'packed-page',
    { ...scanned, FILE_EXT: 'PDF' },
    { content: [{ attachment: { url: 'Binary/pg-40.1' } }] },
  ),
  blob(40, 1, packed(page('Packed.')), 'Z'),
  oddDocument(41, 'no-page', scanned, lost),
  oddDocument(42, 'garbage-packed', scanned, { status: 'current' }),
  blob(42, 1, file('not packed at all'), 'Z'),
  oddDocument(43, 'bomb', scanned, { status: 'current' }),
  blob(43, 1, bomb(), 'Z'),
  oddDocument(44, 'empty-page', scanned, { status: 'current' }),
  blob(44, 1, null),
  oddDocument(45, 'hostile-page', { STRG_CD: 'B', MIME_TYP: 'text/html', FILE_EXT: null }, { status: 'current' }),
  blob(45, 1, file('<script>alert(document.domain)</script>')),
  oddDocument(
    46,
    'file-type-is-no-media-type',
    { STRG_CD: 'B', MIME_TYP: 'Scanned\u0007Image', FILE_EXT: 'WPD' },
    { status: 'current' },
  ),
  blob(46, 1, picture()),
  oddDocument(48, 'packed-nothing', scanned, { status: 'current' }),
  blob(48, 1, packed(file('')), 'Z'),
  oddDocument(47, 'packed-by-gzip', { ...scanned, FILE_EXT: 'TXT' }, { status: 'current' }),
  plant('DOC_BLOB', {
    ...{ DOC_ID: 47, PG_NO: 1, CMPRS_FLG: 'Z', BYTE_CNT: 5 },
    BLOB_DATA: Uint8Array.from(Buffer.from('1f8b0800000000000003cb48cdc9c9070086a6103605000000', 'hex')),
  }),
]

export const oddDocuments: readonly Planted[] = [...oddNotes, ...oddPages]
