/** By which lenses a plain text becomes a value of another type, for the faults that say so. */

export const makersOf: Readonly<Record<string, string>> = {
  boolean: 'is(A B)',
  date: 'date, date(yyyymmdd), iso or ymd',
  dateTime: 'local, utc, localtime, iso, hl7ts or date',
  instant: 'local, utc, iso or hl7ts',
  base64Binary: 'base64 or inline',
  xhtml: 'xhtml',
  Coding: 'codes(list) or coding(system)',
  CodeableConcept: 'codes(list) or coding(system)',
  Reference: 'ref(source)',
  HumanName: 'name(comma), or map its children',
  Quantity: 'quantity, or unit(column list)',
}
