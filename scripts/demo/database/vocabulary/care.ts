/** The plans of care that the clinics make, with their goals and measures. */
import type { Row } from '../rows.ts'

export interface Care {
  /** The condition, ICD-10-CM. */
  readonly icd10: string
  readonly type: string
  readonly plan: string
  readonly team: string
  readonly assessment: string
  /** Columns of CARE_PLN_ITM that say what it is. */
  readonly items: readonly Row[]
}

const goal = (text: string, codes: string, loinc: string, aim: string): Row => ({
  ...{ ITM_TYP: 'G', ITM_TXT: text, CD_LIST: codes, TRGT_LN: loinc, TRGT_VAL: aim },
})
const measure = (text: string, codes: string): Row => ({ ITM_TYP: 'I', ITM_TXT: text, CD_LIST: codes })

export const cares: readonly Care[] = [
  {
    ...{ icd10: 'E11.9', type: 'DM ', plan: 'Diabetes care plan', team: 'Diabetes team' },
    assessment: 'A1c above aim.\r\nDiet and exercise discussed; metformin continued.',
    items: [
      goal('Hemoglobin A1c below 7 %', '', '4548-4', '<7.0 %'),
      measure('Diabetic diet education', 'SCT:409002'),
      measure('Foot check at each visit', ''),
    ],
  },
  {
    ...{ icd10: 'J45.909', type: 'ASM', plan: 'Asthma action plan', team: 'Asthma team' },
    assessment: 'Asthma, not well controlled. Inhaler technique shown.',
    items: [goal('Sleeps through the night without cough', '', '', ''), measure('Peak flow diary', '')],
  },
  {
    ...{ icd10: 'F32.9', type: 'BH ', plan: 'Behavioral health plan', team: 'Behavioral health team' },
    assessment: 'Low mood & poor sleep <4 hours. Therapy weekly.',
    items: [
      goal('PHQ-9 score below 5', '', '44261-6', '<5'),
      measure('Psychotherapy', 'SCT:75516001'),
      { ITM_TYP: 'B', ITM_TXT: 'No transportation', CD_LIST: '' },
    ],
  },
]
