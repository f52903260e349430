/** Makes up the laboratory's reports: panels for check-ups and conditions, with ranges, flags and specimens. */
import { dayOf, hl7Stamp, preciseStamp, stamp } from '../calendar.ts'
import type { Random } from '../random.ts'
import type { Row } from '../rows.ts'
import { loginOfProvider } from '../shop/logins.ts'
import { panels, type Panel, type Test } from '../vocabulary/panels.ts'
import { putPanelOrder } from './orders.ts'
import type { Person } from './person.ts'
import type { Had, Visit } from './visits.ts'

const firstInterface = dayOf(2005, 3, 1)

/** Hands out reports, specimens and results for the visits since the interface to the laboratory exists. */
export function putResults(person: Person, had: readonly Had[], visits: readonly Visit[]): void {
  const random = person.choices('results')
  for (const visit of visits) {
    if (visit.day < firstInterface || visit.type === 'VID' || visit.type === 'TEL') continue
    for (const panel of panels)
      if (isOrdered(random, person, visit, panel)) putReport(random, person, had, visit, panel)
  }
}

function isOrdered(random: Random, { birth }: Person, visit: Visit, panel: Panel): boolean {
  const wanted = visit.reasons.some(({ icd10 }) => panel.reasons.includes(icd10))
  const adult = visit.day - birth > 18 * 365
  if (wanted) return random.chance(panel.code === 'LEAD' && visit.day - birth > 3 * 365 ? 0 : 0.6)
  return adult && visit.type === 'WEL' && random.chance(panel.weight)
}

function putReport(random: Random, person: Person, had: readonly Had[], visit: Visit, panel: Panel): void {
  const report = person.nextKey('RPT_HDR')
  const drawn = hl7Stamp(visit.day, visit.minute + 40)
  const filler = `Q${String(report).padStart(7, '0')}`
  const order = putPanelOrder(person, visit, panel, filler)
  person.put('RPT_HDR', {
    ...{ RPT_ID: report, ORG_ID: person.organization, PAT_ID: person.id, ENC_ID: visit.id, RPT_TYP: 'L' },
    ...{ RPT_CD: panel.code, RPT_DESC: panel.text, LOINC_CD: random.chance(0.8) ? panel.loinc : null, STAT_CD: 'F' },
    ...{ OBS_TS: drawn, PERF_FAC_ID: person.organization + 9, FILLR_NO: filler },
    ORD_ID: order,
    ...{ SPEC_ID: putSpecimen(random, person, visit, panel, { drawn, order }), ...answered(random, visit) },
  })
  panel.tests.forEach((test, at) => putResult(random, person, had, report, test, at + 1))
}

interface Drawn {
  readonly drawn: string
  /** ORD_ID. */
  readonly order: number
}

function putSpecimen(random: Random, person: Person, visit: Visit, panel: Panel, { drawn, order }: Drawn): number {
  const specimen = person.nextKey('SPEC_HDR')
  const number = `ACC${String(specimen).padStart(7, '0')}`
  person.put('SPEC_HDR', {
    ...{ SPEC_ID: specimen, ORD_ID: order, PAT_ID: person.id, ACSN_NO: number, SPEC_TYP: panel.specimen, REJ_FLG: 'N' },
    ...{ COLL_TS: random.chance(0.2) ? drawn.slice(0, 12) : drawn, COLL_USR: person.nurse.login },
    ...{ RCV_TS: hl7Stamp(visit.day, visit.minute + 200), VOL_TXT: panel.specimen === 'UR' ? '20 ML' : '5 ML' },
  })
  return specimen
}

// The laboratory answers hours later, and the doctor looks at it two hours after that.
function answered(random: Random, { day, minute, provider }: Visit): Row {
  const came = minute + 40 + 60 * random.integer(8, 40)
  return {
    ...{ RPT_TS: hl7Stamp(day, came), CRT_USR_ID: 6, CRT_DTTM: stamp(day, came) },
    ...{ RVW_USR_ID: loginOfProvider(provider), RVW_DTTM: stamp(day, came + 120) },
    ...{ LAST_UPD_USR_ID: 6, LAST_UPD_DTTM: preciseStamp(day, came + 120, 0) },
  }
}

function putResult(random: Random, person: Person, had: readonly Had[], report: number, test: Test, at: number): void {
  const value = test.answers === undefined ? measured(random, had, test) : worded(random, test.answers, test)
  person.put('RSLT_DTL', {
    ...{ RSLT_ID: person.nextKey('RSLT_DTL'), RPT_ID: report, PAT_ID: person.id, SEQ_NO: at, SUB_ID: '' },
    ...{
      TST_CD: test.code,
      TST_DESC: test.text,
      LOINC_CD: random.chance(0.85) ? test.loinc : null,
      VAL_TYP: test.valueType,
    },
    ...{ ...value, STAT_CD: random.chance(0.01) ? 'X' : random.chance(0.02) ? 'C' : 'F', CATG_CD: 'L' },
  })
}

const shifts: Readonly<Record<string, readonly [code: string, ranges: number]>> = {
  ...{ A1C: ['E11.9', 1.3], GLU: ['E11.9', 1.4], CREAT: ['N18.30', 1.1], LDL: ['E78.5', 0.5], CHOL: ['E78.5', 0.4] },
  ...{ TSH: ['E03.9', 0.6], HGB: ['D64.9', -0.6], HCT: ['D64.9', -0.6], INR: ['I48.91', 7] },
}

// Values lie in the range by and large; a condition shifts some of them by a part of the range's width.
function measured(random: Random, had: readonly Had[], test: Test): Row {
  const { low, high, decimals, unit } = test
  const [code, ranges] = shifts[test.code] ?? ['', 0]
  const shift = had.some(({ condition }) => condition.icd10 === code) ? ranges : 0
  const value = random.bell((low + high) / 2 + shift * (high - low), (high - low) / 4.5)
  const written = Math.max(low / 4, value).toFixed(decimals)
  const lost = random.chance(0.004) ? random.pick(['', 'TNP', 'SEE NOTE']) : undefined
  return {
    ...{ RSLT_VAL: lost ?? written, UOM: random.chance(0.9) ? unit : unit.toUpperCase() },
    ...{
      REF_RNG: `${low.toFixed(decimals)}-${high.toFixed(decimals)}`,
      ABN_FLG: lost === undefined ? flag(Number(written), test) : '',
    },
  }
}

function flag(value: number, { low, high }: Test): string {
  const width = high - low
  if (value > high) return value > high + 2 * width ? 'HH' : 'H'
  if (value < low) return value < low - 0.6 * width ? 'LL' : 'L'
  return ''
}

function worded(random: Random, answers: readonly string[], test: Test): Row {
  const usual = random.chance(0.8) || test.code === 'UACOL'
  const value = usual ? (answers[0] ?? '') : random.pick(answers)
  const normal = value === answers[0] || test.code === 'UACOL'
  return { RSLT_VAL: value, UOM: null, REF_RNG: test.code === 'UACOL' ? '' : 'Negative', ABN_FLG: normal ? '' : 'A' }
}
