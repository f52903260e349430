/** A built value -> whether it is the asked URI. https://hl7.org/fhir/R4/search.html#uri */
import type { Json } from '../../mapping/model.ts'
import type { AskedUri } from '../question/values.ts'

export const isUri = (value: Json, asked: AskedUri): boolean => value === asked.text
