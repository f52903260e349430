/** What is ordered beside the laboratory's panels. */

export interface Errand {
  /** ORD_TYP. */
  readonly type: string
  readonly code: string
  readonly text: string
  readonly cpt: string | null
  readonly snomed: string | null
  /** Conditions, by ICD-10-CM code, for which it is ordered. */
  readonly reasons: readonly string[]
  readonly words: string
}

function errand(text: string): Errand {
  const [type = '', code = '', name = '', cpt = '', snomed = '', reasons = '', words = ''] = text.split('|')
  return { type, code, text: name, cpt: cpt || null, snomed: snomed || null, reasons: reasons.split(','), words }
}

export const errands: readonly Errand[] = [
  errand('R|XCHST|CHEST X-RAY, 2 VIEWS|71046||J20.9,J44.9|Cough for two weeks. Rule out pneumonia.'),
  errand('R|XKNEE|KNEE X-RAY, 3 VIEWS|73562||M17.9,M25.50|Pain on stairs.'),
  errand('C|ECHO|ECHOCARDIOGRAM|93306||I50.9,I48.91|Ejection fraction?'),
  errand('F|RFORT|REFERRAL TO ORTHOPEDICS||103699006|M17.9|Considering replacement.'),
  errand('E|EDDM|DIABETES EDUCATION||409002|E11.9|Newly on insulin.'),
]
