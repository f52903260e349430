/** The procedures of the demo's patients, with their codes in CPT and SNOMED CT. */

export interface Deed {
  readonly cpt: string
  /** '' where only CPT has it. */
  readonly snomed: string
  readonly text: string
  /** Conditions, by ICD-10-CM code, for which it is done. */
  readonly reasons: readonly string[]
  readonly site: string
}

function deed(text: string): Deed {
  const [cpt = '', snomed = '', name = '', reasons = '', site = ''] = text.split('|')
  return { cpt, snomed, text: name, reasons: reasons.split(','), site }
}

export const deeds: readonly Deed[] = [
  deed('93000|29303009|Electrocardiogram|I10,I48.91,I25.10|'),
  deed('12001|288086009|Simple repair of wound|S61.419A|hand'),
  deed('20610||Injection of a major joint|M17.9,M25.50|knee'),
  deed('69210||Removal of impacted cerumen|H66.90|ear'),
  deed('10060||Incision and drainage of abscess|L03.90|leg'),
]

/** At check-ups of those over fifty. */
export const colonoscopy: Deed = deed('45378|73761001|Colonoscopy||')
