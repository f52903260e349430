/** What notes and reports say. */

/** A kind of note, by DOC_TYP. */
export interface NoteKind {
  readonly type: string
  readonly title: string
}

const kinds: Readonly<Record<string, NoteKind>> = {
  NEW: { type: 'H&P', title: 'History and physical' },
  WEL: { type: 'H&P', title: 'History and physical' },
  ERV: { type: 'DISC', title: 'Discharge summary' },
  NUR: { type: 'NURS', title: 'Nurse note' },
}

/** By the type of the visit. */
export const noteKindOf = (visit: string): NoteKind => kinds[visit] ?? { type: 'PROG', title: 'Progress note' }

const exams: readonly string[] = [
  'Alert, no distress. Lungs clear. Heart regular, no murmur.',
  'Well appearing. Temp 98.6°. Abdomen soft. Gait normal.',
  'No edema. Pulses 2+ throughout. Skin warm and dry.',
]
const plans: readonly string[] = [
  'Continue present medication – return in 3 months.',
  'Take ½ tablet in the morning for a week, then one.',
  'Patient’s questions answered. “Will try to walk more.”',
]

/** The words of a visit's note, in lines. `at` chooses among them. */
export function noteLines(title: string, reason: string, at: number): readonly string[] {
  return [
    title.toUpperCase(),
    '',
    `CC:        ${reason}`,
    'HPI:       Here for the above. No fever, no weight loss. Sleep fair.',
    `EXAM:      ${exams[at % exams.length]}`,
    `A/P:       ${reason}. ${plans[at % plans.length]}`,
  ]
}

export interface Imaging {
  readonly code: string
  readonly text: string
  readonly loinc: string
  /** Conditions, by ICD-10-CM code, for which it is done. */
  readonly reasons: readonly string[]
  readonly words: string
}

/** What the hospital's radiologist reads. */
export const imaging: readonly Imaging[] = [
  {
    ...{ code: 'XCHST', text: 'CHEST X-RAY, 2 VIEWS', loinc: '36643-5', reasons: ['J20.9', 'J44.9', 'J06.9'] },
    words: 'FINDINGS: Lungs are clear. Heart size normal.\nIMPRESSION: No acute disease.',
  },
  {
    ...{ code: 'XKNEE', text: 'KNEE X-RAY, 3 VIEWS', loinc: '36620-3', reasons: ['M17.9', 'M25.50'] },
    words: 'FINDINGS: Narrowing of the medial joint space.\nIMPRESSION: Moderate osteoarthritis.',
  },
]
