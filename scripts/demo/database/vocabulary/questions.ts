/** The rows of the question dictionary: social history, and the screening forms. */
import type { Row } from '../rows.ts'
import { formRows } from './forms.ts'

function question(text: string, at: number): Row {
  const [loinc = '', answer = '', list = '', unit = '', category = '', words = ''] = text.split('|')
  return {
    ...{ QSTN_ID: at + 1, ORG_ID: 0, FRM_CD: 'SOCHX', FRM_NM: 'Social history', LINK_ID: `S${at + 1}`, SEQ_NO: at + 1 },
    ...{ QSTN_TXT: words, LOINC_CD: loinc || null, ANS_TYP: answer, ANS_LIST_CD: list || null, UOM: unit || null },
    ...{ CATG_CD: category, ACTV_FLG: 'Y' },
  }
}

/** Questions 1 to 17, in this order; generators name them by these keys. */
const social = [
  '72166-2|C|SMOKE||SOC|Tobacco smoking status',
  '11341-5|C|OCCUP||SOC|History of occupation',
  '86188-0|C|INDUSTRY||SOC|History of occupation industry',
  '82810-3|C|PREGSTAT||SOC|Pregnancy status',
  '86645-9|C|PREGINT||SOC|Pregnancy intention in the next year',
  '76690-7|C|SEXORNT||SOC|Sexual orientation',
  '68518-0|C|ALCUSE||SOC|How often do you have a drink containing alcohol',
  '74013-4|N||DRINKS/DAY|SOC|Alcoholic drinks per drinking day',
  '11343-1|T|||SOC|History of other nonmedical drug use',
  '69856-3|Y|||DIS|Are you deaf, or do you have serious difficulty hearing',
  '8663-7|N||PK/DAY|SOC|Cigarettes smoked, packs per day',
  '82589-3|C|EDULVL||SDOH|Highest level of education',
  '8665-2|D|||SOC|Last menstrual period start date',
  '|Y|||SOC|Do you wear a seat belt',
  '89555-7|N||D/WK|SOC|Days per week of moderate to strenuous exercise',
  '75773-2|T|||TIP|Goals, preferences, and priorities for medical treatment',
  '95541-9|T|||CEP|Care experience preference',
].map(question)

export const questionRows: readonly Row[] = [...social, ...formRows]
