/** The rows of the question dictionary that are of screening forms, each form with a row of its own before its questions. */
import type { Row } from '../rows.ts'

interface Form {
  /** QSTN_ID of the form's own row; its questions follow it. */
  readonly first: number
  readonly code: string
  readonly name: string
  readonly url: string | null
  readonly loinc: string | null
  readonly category: string
  /** LOINC, type, list of answers or unit, words. */
  readonly questions: readonly string[]
}

const formList: readonly Form[] = [
  {
    ...{ first: 101, code: 'PHQ9', name: 'Patient Health Questionnaire 9', url: null, loinc: '44249-1' },
    category: 'COG',
    questions: [
      '44250-9|C|PHQ|Little interest or pleasure in doing things',
      '44261-6|S||Total',
      '44255-8|C|PHQ|Feeling down, depressed, or hopeless',
    ],
  },
  {
    ...{ first: 111, code: 'HVS', name: 'Hunger Vital Sign', url: 'http://loinc.org/q/88121-9', loinc: '88121-9' },
    category: 'SDOH',
    questions: [
      '88122-7|C|HVS|Within the past 12 months we worried whether our food would run out before we got money to buy more',
      "88123-5|C|HVS|Within the past 12 months the food we bought just didn't last and we didn't have money to get more",
    ],
  },
  {
    ...{ first: 121, code: 'PRAPARE', name: 'PRAPARE', url: 'http://loinc.org/q/93025-5', loinc: '93025-5' },
    category: 'SDOH',
    questions: [
      '71802-3|C|HOUSE|What is your housing situation today',
      '63512-8|N|PEOPLE|How many family members, including yourself, do you currently live with',
      '|T||What worries you most at the moment',
      '|T||Where do you stay',
    ],
  },
  {
    ...{ first: 131, code: 'ADL', name: 'Daily activities', url: null, loinc: null, category: 'FUNC' },
    questions: [
      '69859-7|C|YNSCR|Do you have serious difficulty walking or climbing stairs',
      '69860-5|C|YNSCR|Do you have difficulty dressing or bathing',
    ],
  },
  {
    ...{
      first: 141,
      code: 'MOCA',
      name: 'Montreal Cognitive Assessment',
      url: null,
      loinc: '72133-2',
      category: 'COG',
    },
    questions: ['72172-0|S||Total score'],
  },
  {
    ...{ first: 151, code: 'DISAB', name: 'Disability status', url: null, loinc: null, category: 'DIS' },
    questions: [
      '69858-9|C|YNSCR|Do you have serious difficulty concentrating, remembering, or making decisions',
      '69861-3|C|YNSCR|Do you have difficulty doing errands alone',
      '69857-1|T||Are you blind, or do you have serious difficulty seeing: what helps',
    ],
  },
]

/** What is asked further of an answer: where those stay who have no housing. */
const furtherTo: Readonly<Record<number, number>> = { 125: 122 }

const prefix = (code: string): string => code.slice(0, 1)

function headRow({ first, code, name, url, loinc, category }: Form): Row {
  return {
    ...{ QSTN_ID: first, ORG_ID: 0, FRM_CD: code, FRM_NM: name, FRM_URL: url, FRM_LN: loinc, SEQ_NO: 1 },
    ...{ LINK_ID: `${prefix(code)}0`, QSTN_TXT: name, LOINC_CD: loinc, ANS_TYP: 'G', CATG_CD: category, ACTV_FLG: 'Y' },
  }
}

function questionRow({ first, code, name, url, loinc, category }: Form, text: string, at: number): Row {
  const [own = '', type = '', list = '', words = ''] = text.split('|')
  return {
    ...{ QSTN_ID: first + at + 1, ORG_ID: 0, FRM_CD: code, FRM_NM: name, FRM_URL: url, FRM_LN: loinc },
    ...{
      PRNT_QSTN_ID: furtherTo[first + at + 1] ?? first,
      LINK_ID: `${prefix(code)}${at + 1}`,
      SEQ_NO: at + 2,
      QSTN_TXT: words,
    },
    ...{ LOINC_CD: own || null, ANS_TYP: type, ANS_LIST_CD: type === 'C' ? list : null },
    ...{ UOM: type === 'N' ? list : null, CATG_CD: category, ACTV_FLG: 'Y' },
  }
}

export const formRows: readonly Row[] = formList.flatMap((form) => [
  headRow(form),
  ...form.questions.map((text, at) => questionRow(form, text, at)),
])

/** A form as it is filled: its code, and of each coded question its number and the codes that may answer it. */
export interface Filled {
  readonly code: string
  readonly coded: readonly (readonly [number, readonly string[]])[]
  /** The most of a total; undefined where the form has none. */
  readonly most?: number
}

export const filledForms: readonly Filled[] = [
  {
    code: 'PHQ9',
    coded: [
      [102, ['0', '1', '2', '3']],
      [104, ['0', '1', '2', '3']],
    ],
    most: 27,
  },
  {
    code: 'HVS',
    coded: [
      [112, ['O', 'S', 'N', 'N']],
      [113, ['O', 'S', 'N', 'N']],
    ],
  },
  { code: 'PRAPARE', coded: [[122, ['H', 'H', 'H', 'T']]] },
  {
    code: 'ADL',
    coded: [
      [132, ['Y', 'N', 'N']],
      [133, ['Y', 'N', 'N']],
    ],
  },
  { code: 'MOCA', coded: [], most: 30 },
]
