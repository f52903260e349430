/** The laboratory's panels and their tests, with LOINC codes, units, ranges and how values are spread. */

export interface Test {
  /** The local code. */
  readonly code: string
  readonly text: string
  readonly loinc: string
  /** The unit as the lab's interface writes it; '' for results without one. */
  readonly unit: string
  readonly low: number
  readonly high: number
  readonly decimals: number
  /** Words or coded answers instead of numbers, the normal one first. */
  readonly answers?: readonly string[]
  readonly valueType: 'NM' | 'ST' | 'CE' | 'SN'
}

export interface Panel {
  readonly code: string
  readonly text: string
  readonly loinc: string
  readonly specimen: string
  readonly tests: readonly Test[]
  /** The conditions, by ICD-10-CM code, in which it is ordered; none: at check-ups. */
  readonly reasons: readonly string[]
  readonly weight: number
}

function number(text: string): Test {
  const [code = '', name = '', loinc = '', unit = '', low = '', high = '', decimals = ''] = text.split('|')
  const range = { low: Number(low), high: Number(high), decimals: Number(decimals) }
  return { code, text: name, loinc, unit, ...range, valueType: 'NM' }
}

function words(text: string, valueType: 'ST' | 'CE' = 'ST'): Test {
  const [code = '', name = '', loinc = '', answers = ''] = text.split('|')
  return { code, text: name, loinc, unit: '', low: 0, high: 0, decimals: 0, answers: answers.split(','), valueType }
}

const bloodCount: Panel = {
  code: 'CBC',
  text: 'COMPLETE BLOOD COUNT',
  loinc: '58410-2',
  specimen: 'BLD',
  weight: 0.5,
  reasons: ['D64.9', 'R53.83', 'R50.9'],
  tests: [
    number('WBC|WBC|6690-2|x10E3/uL|4.0|11.0|1'),
    number('RBC|RBC|789-8|x10E6/uL|4.1|5.6|2'),
    number('HGB|HEMOGLOBIN|718-7|g/dL|12.0|17.0|1'),
    number('HCT|HEMATOCRIT|4544-3|%|36.0|50.0|1'),
    number('MCV|MCV|787-2|fL|80|100|0'),
    number('PLT|PLATELETS|777-3|x10E3/uL|150|400|0'),
  ],
}

const metabolic: Panel = {
  code: 'BMP',
  text: 'BASIC METABOLIC PANEL',
  loinc: '51990-0',
  specimen: 'SER',
  weight: 0.6,
  reasons: ['I10', 'N18.30', 'E11.9', 'I50.9'],
  tests: [
    number('GLU|GLUCOSE|2345-7|mg/dL|65|99|0'),
    number('BUN|UREA NITROGEN|3094-0|mg/dL|7|25|0'),
    number('CREAT|CREATININE|2160-0|MG/DL|0.60|1.30|2'),
    number('NA|SODIUM|2951-2|mmol/L|135|146|0'),
    number('K|POTASSIUM|2823-3|mmol/L|3.5|5.3|1'),
    number('CL|CHLORIDE|2075-0|mmol/L|98|110|0'),
    number('CO2|CARBON DIOXIDE|2028-9|mmol/L|20|32|0'),
    number('CA|CALCIUM|17861-6|mg/dL|8.6|10.4|1'),
  ],
}

const lipids: Panel = {
  code: 'LIPID',
  text: 'LIPID PANEL',
  loinc: '57698-3',
  specimen: 'SER',
  weight: 0.4,
  reasons: ['E78.5', 'I25.10'],
  tests: [
    number('CHOL|CHOLESTEROL, TOTAL|2093-3|mg/dl|125|200|0'),
    number('HDL|HDL CHOLESTEROL|2085-9|mg/dl|40|80|0'),
    number('LDL|LDL CHOLESTEROL|13457-7|mg/dl|40|100|0'),
    number('TRIG|TRIGLYCERIDES|2571-8|mg/dl|40|150|0'),
  ],
}

const sugar: Panel = {
  code: 'A1C',
  text: 'HEMOGLOBIN A1C',
  loinc: '4548-4',
  specimen: 'BLD',
  weight: 0.15,
  reasons: ['E11.9', 'R73.03'],
  tests: [number('A1C|HEMOGLOBIN A1C|4548-4|%|4.0|5.6|1')],
}

const thyroid: Panel = {
  code: 'TSH',
  text: 'THYROID STIMULATING HORMONE',
  loinc: '3016-3',
  specimen: 'SER',
  weight: 0.1,
  reasons: ['E03.9'],
  tests: [number('TSH|TSH|3016-3|uIU/mL|0.40|4.50|2')],
}

const urine: Panel = {
  code: 'UA',
  text: 'URINALYSIS',
  loinc: '24356-8',
  specimen: 'UR',
  weight: 0.15,
  reasons: ['N39.0'],
  tests: [
    words('UACOL|COLOR|5778-6|YELLOW,STRAW,AMBER'),
    words('UAGLU|GLUCOSE, URINE|5792-7|Negative,TRACE,1+,2+'),
    words('UAPRO|PROTEIN, URINE|5804-0|Negative,TRACE,1+'),
    words('UANIT|NITRITE|5802-4|NEG^Negative^L,POS^Positive^L', 'CE'),
    words('UALEU|LEUKOCYTE ESTERASE|5799-2|NEG^Negative^L,POS^Positive^L', 'CE'),
    number('UAPH|PH, URINE|5803-2|pH|5.0|8.0|1'),
    number('UASG|SPECIFIC GRAVITY|5811-5||1.005|1.030|3'),
  ],
}

const strep: Panel = {
  code: 'STREP',
  text: 'RAPID STREP A',
  loinc: '78012-2',
  specimen: 'THRT',
  weight: 0,
  reasons: ['J02.0', 'J02.9'],
  tests: [words('STREP|STREP A ANTIGEN|78012-2|NEG^Negative^L,POS^Positive^L', 'CE')],
}

const clotting: Panel = {
  code: 'INR',
  text: 'PROTHROMBIN TIME INR',
  loinc: '6301-6',
  specimen: 'PLAS',
  weight: 0,
  reasons: ['I48.91'],
  tests: [number('INR|INR|6301-6|ratio|0.9|1.1|1')],
}

const lead: Panel = {
  code: 'LEAD',
  text: 'LEAD, BLOOD',
  loinc: '5671-3',
  specimen: 'BLD',
  weight: 0,
  reasons: ['Z00.129'],
  tests: [number('LEAD|LEAD, BLOOD|5671-3|ug/dL|0.5|3.4|1')],
}

export const panels: readonly Panel[] = [bloodCount, metabolic, lipids, sugar, thyroid, urine, strep, clotting, lead]
