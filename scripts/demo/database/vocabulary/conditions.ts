/** The conditions that the demo's patients may have, with their codes in ICD-10-CM, ICD-9-CM and SNOMED CT. */

export interface Condition {
  readonly icd10: string
  readonly icd9: string
  readonly snomed: string
  readonly text: string
  /** Ages at which it starts. */
  readonly from: number
  readonly until: number
  /** How likely a person of that age ever has it. */
  readonly share: number
  /** `chronic` ones stay on the problem list; `acute` ones are the reason of one visit; `mind` ones belong to organization 3. */
  readonly course: 'chronic' | 'acute' | 'mind'
  readonly sex?: 'M' | 'F'
}

function condition(text: string, sex?: 'M' | 'F'): Condition {
  const [icd10 = '', icd9 = '', snomed = '', name = '', ages = '', share = '', course = ''] = text.split('|')
  const [from = '0', until = '0'] = ages.split('-')
  if (course !== 'chronic' && course !== 'acute' && course !== 'mind') throw new Error(`No course in '${text}'`)
  const shape = { icd10, icd9, snomed, text: name, from: Number(from), until: Number(until), share: Number(share) }
  return { ...shape, course, ...(sex === undefined ? {} : { sex }) }
}

/** Codes are written with their dots. */
export const conditions: readonly Condition[] = [
  condition('I10|401.9|38341003|Essential hypertension|35-70|0.42|chronic'),
  condition('E78.5|272.4|55822004|Hyperlipidemia|35-70|0.38|chronic'),
  condition('E11.9|250.00|44054006|Type 2 diabetes mellitus|38-70|0.16|chronic'),
  condition('R73.03|790.29|714628002|Prediabetes|30-65|0.14|chronic'),
  condition('E66.9|278.00|414916001|Obesity|18-60|0.25|chronic'),
  condition('J45.909|493.90|195967001|Asthma|4-40|0.1|chronic'),
  condition('J44.9|496|13645005|Chronic obstructive lung disease|50-75|0.07|chronic'),
  condition('I25.10|414.01|53741008|Coronary arteriosclerosis|50-80|0.08|chronic'),
  condition('I48.91|427.31|49436004|Atrial fibrillation|55-85|0.05|chronic'),
  condition('I50.9|428.0|42343007|Congestive heart failure|60-85|0.04|chronic'),
  condition('N18.30|585.3|433144002|Chronic kidney disease stage 3|55-85|0.06|chronic'),
  condition('K21.9|530.81|235595009|Gastroesophageal reflux disease|25-70|0.2|chronic'),
  condition('E03.9|244.9|40930008|Hypothyroidism|25-70|0.09|chronic'),
  condition('M54.50|724.2|278860009|Chronic low back pain|25-70|0.18|chronic'),
  condition('M17.9|715.96|239873007|Osteoarthritis of knee|50-80|0.14|chronic'),
  condition('M81.0|733.00|64859006|Osteoporosis|60-85|0.12|chronic', 'F'),
  condition('G43.909|346.90|37796009|Migraine|15-50|0.1|chronic'),
  condition('D64.9|285.9|271737000|Anemia|15-80|0.07|chronic'),
  condition('N40.0|600.00|266569009|Benign prostatic hyperplasia|55-80|0.2|chronic', 'M'),
  condition('J30.9|477.9|61582004|Allergic rhinitis|5-50|0.16|chronic'),
  condition('L20.9|691.8|24079001|Atopic dermatitis|0-12|0.12|chronic'),
  condition('F90.9|314.01|406506008|Attention deficit hyperactivity disorder|6-16|0.08|chronic'),
  condition('F32.9|311|35489007|Depressive disorder|16-65|0.12|mind'),
  condition('F41.1|300.02|21897009|Generalized anxiety disorder|16-60|0.11|mind'),
  condition('F41.9|300.00|48694002|Anxiety disorder|16-60|0.08|mind'),
  condition('F43.10|309.81|47505003|Posttraumatic stress disorder|18-60|0.03|mind'),
  condition('F31.9|296.80|13746004|Bipolar disorder|18-45|0.02|mind'),
  condition('J06.9|465.9|54150009|Upper respiratory infection|0-90|0.5|acute'),
  condition('J01.90|461.9|15805002|Acute sinusitis|5-80|0.25|acute'),
  condition('J20.9|466.0|10509002|Acute bronchitis|10-85|0.2|acute'),
  condition('J02.0|034.0|43878008|Streptococcal sore throat|4-30|0.15|acute'),
  condition('J02.9|462|195662009|Acute viral pharyngitis|3-60|0.22|acute'),
  condition('H66.90|382.9|65363002|Otitis media|0-10|0.4|acute'),
  condition('N39.0|599.0|68566005|Urinary tract infection|16-85|0.2|acute', 'F'),
  condition('A09|009.0|25374005|Gastroenteritis|0-80|0.15|acute'),
  condition('S93.409A|845.00|44465007|Sprain of ankle|8-60|0.08|acute'),
  condition('S61.419A|882.0|284549007|Laceration of hand|8-70|0.06|acute'),
  condition('L03.90|682.9|128045006|Cellulitis|18-85|0.06|acute'),
  condition('R51.9|784.0|25064002|Headache|10-80|0.12|acute'),
  condition('R05.9|786.2|49727002|Cough|0-90|0.2|acute'),
  condition('R50.9|780.60|386661006|Fever|0-90|0.15|acute'),
  condition('U07.1|519.8|840539006|COVID-19|1-90|0.2|acute'),
  condition('M25.50|719.40|57676002|Joint pain|30-85|0.15|acute'),
  condition('R53.83|780.79|84229001|Fatigue|18-85|0.15|acute'),
]

/** Social findings for the problem list: SNOMED CT code, ICD-10-CM code, text. */
export const socialFindings: readonly (readonly [string, string, string])[] = [
  ['733423003', 'Z59.41', 'Food insecurity'],
  ['32911000', 'Z59.00', 'Homelessness'],
  ['713458007', 'Z75.3', 'Lack of access to transportation'],
  ['73438004', 'Z56.0', 'Unemployed'],
  ['105531004', 'Z59.1', 'Housing unsatisfactory'],
]

export const codeOfCheckup = {
  icd10: 'Z00.00',
  icd9: 'V70.0',
  snomed: '268547008',
  text: 'General medical examination',
}
export const codeOfChildCheckup = {
  icd10: 'Z00.129',
  icd9: 'V20.2',
  snomed: '170107008',
  text: 'Routine child health examination',
}
