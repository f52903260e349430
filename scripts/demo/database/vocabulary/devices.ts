/** The implants that the demo's patients may carry. */

export interface Implant {
  /** SNOMED CT. */
  readonly snomed: string
  readonly text: string
  readonly maker: string
  readonly model: string
  /** The first thirteen digits of the device identifier, a GTIN-14. */
  readonly item: string
  /** Conditions, by ICD-10-CM code, that lead to it. */
  readonly reasons: readonly string[]
}

function implant(text: string): Implant {
  const [snomed = '', name = '', maker = '', model = '', item = '', reasons = ''] = text.split('|')
  return { snomed, text: name, maker, model, item, reasons: reasons.split(',') }
}

export const implants: readonly Implant[] = [
  implant('14106009|Cardiac pacemaker, dual chamber|Northgate Cardiac Devices|PX-200|0088410010020|I48.91'),
  implant('72506001|Implantable cardioverter defibrillator|Northgate Cardiac Devices|DF-31|0088410010031|I50.9'),
  implant('65818007|Coronary stent, drug eluting|Lakeland Vascular|CS-3018|0088420020018|I25.10'),
  implant('304121006|Total knee prosthesis|Prairie Orthopedics|K-Flex 4|0088430030004|M17.9'),
]
