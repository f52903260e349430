/** The vaccines and when they are due, by the local code. */

export interface Vaccine {
  readonly code: string
  readonly cvx: string
  readonly maker: string
  readonly cpt: string
  readonly route: string
  /** Ages in months at which each dose is due. */
  readonly months: readonly number[]
  /** Given again and again after the last dose listed. */
  readonly yearly: boolean
}

function vaccine(text: string): Vaccine {
  const [code = '', cvx = '', maker = '', cpt = '', route = '', months = '', yearly] = text.split('|')
  return { code, cvx, maker, cpt, route, months: months.split(' ').map(Number), yearly: yearly === 'yearly' }
}

export const childVaccines: readonly Vaccine[] = [
  'HEPB|08|MSD|90744|IM|0 2 6',
  'ROTA|119|SKB|90681|PO|2 4',
  'DTAP|20|SKB|90700|IM|2 4 6 15 48',
  'HIB|49|MSD|90647|IM|2 4 12',
  'PC13|133|PFR|90670|IM|2 4 6 12',
  'IPV|10|PMC|90713|SC|2 4 6 48',
  'MMR|03|MSD|90707|SC|12 48',
  'VAR|21|MSD|90716|SC|12 48',
  'HEPA|83|SKB|90633|IM|12 18',
  'TDAP|115|SKB|90715|IM|132',
  'HPV|165|MSD|90651|IM|132 138',
  'MCV4|114|PMC|90734|IM|132 192',
  'FLUQ|150|PMC|90686|IM|6|yearly',
].map(vaccine)

export const adultVaccines: readonly Vaccine[] = [
  'FLU|140|PMC|90656|IM|228|yearly',
  'TD|113|PMC|90714|IM|228 348 468 588 708',
  'ZOST|187|SKB|90750|IM|600 606',
  'PP23|33|MSD|90732|IM|780',
].map(vaccine)
