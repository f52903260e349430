/** Makes up reports in words: what the radiologist read, filed as a document too. */
import { dayOf, hl7Stamp, preciseStamp, stamp } from '../calendar.ts'
import { rtfOf } from '../shop/rtf.ts'
import { imaging, type Imaging } from '../vocabulary/notes.ts'
import { documentRow } from './documents.ts'
import type { Person } from './person.ts'
import type { Visit } from './visits.ts'

const firstInterface = dayOf(2005, 3, 1)

/** Hands out reports for some of the visits that lead to one. */
export function putImaging(person: Person, visits: readonly Visit[]): void {
  const random = person.choices('imaging')
  for (const visit of visits.filter(({ day }) => day > firstInterface)) {
    const one = imaging.find(({ reasons }) => visit.reasons.some(({ icd10 }) => reasons.includes(icd10)))
    if (one !== undefined && random.chance(0.4)) putReport(person, visit, one, random.chance(0.5))
  }
}

function putReport(person: Person, visit: Visit, image: Imaging, isRtf: boolean): void {
  const report = person.nextKey('RPT_HDR')
  const { id, day, minute } = visit
  const filed = documentRow(person, visit, { DOC_TYP: 'RAD', DOC_TTL: image.text, STRG_CD: 'R', RPT_ID: report })
  person.put('DOC_IDX', filed)
  person.put('RPT_HDR', {
    ...{ RPT_ID: report, ORG_ID: person.organization, PAT_ID: person.id, ENC_ID: id, RPT_TYP: 'R', STAT_CD: 'F' },
    ...{ RPT_CD: image.code, RPT_DESC: image.text, LOINC_CD: image.loinc, PERF_FAC_ID: 13 },
    ...{ OBS_TS: hl7Stamp(day, minute + 60), RPT_TS: hl7Stamp(day, minute + 300), CRT_USR_ID: 6 },
    ...{ NARR_TXT: isRtf ? rtfOf(image.words) : image.words, DOC_ID: filed['DOC_ID'] ?? null },
    ...{ CRT_DTTM: stamp(day, minute + 300), LAST_UPD_DTTM: preciseStamp(day, minute + 300, 0) },
  })
}
