/**
 * A code -> whether it can be one of its system: its form and check digit, not whether the system has it. Of systems that are not
 * listed here every code can be. https://hl7.org/fhir/R4/datatypes.html#Coding
 */

type Syntax = (code: string) => boolean

const form =
  (pattern: RegExp): Syntax =>
  (code) =>
    pattern.test(code)

const digitsOf = (text: string): readonly number[] => [...text].map(Number)

/** The sum of digits of which every other is doubled, the one at the end first where `fromEnd`. */
function luhnSum(text: string, fromEnd: boolean): number {
  return digitsOf(text)
    .toReversed()
    .map((digit, index) => ((index % 2 === 0) === fromEnd ? digit * 2 : digit))
    .reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0)
}

/** Answers, parts, lists and groups have letters in front and no check digit that is stated. https://loinc.org/kb/users-guide */
function isLoinc(code: string): boolean {
  if (/^L[APLG]\d{1,9}-\d$/.test(code)) return true
  const match = /^(\d{1,7})-(\d)$/.exec(code)
  return match !== null && (luhnSum(match[1]!, true) + Number(match[2])) % 10 === 0
}

const times = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
  [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
  [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
  [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
  [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
  [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
  [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
  [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
  [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
] as const

/** What each place makes of a digit: this permutation, as often as the place counts. */
const moved = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const

function moveDigit(digit: number, place: number): number {
  return place === 0 ? digit : moveDigit(moved[digit]!, place - 1)
}

/** Verhoeff's check: https://confluence.ihtsdotools.org/display/DOCRELFMT/Annex+D.+Check-digit+Computation */
function isVerhoeff(code: string): boolean {
  const check = digitsOf(code)
    .toReversed()
    .reduce((sum, digit, place) => times[sum]![moveDigit(digit, place % 8)]!, 0)
  return check === 0
}

/** The id of a concept: the digits before the check digit say that it is one. Expressions name concepts between signs. */
function isSnomed(code: string): boolean {
  if (/^[1-9]\d{5,17}$/.test(code)) return /[01]0\d$/.test(code) && isVerhoeff(code)
  const ids = /^[\d:+=,{}()<]+$/.test(code) ? (code.match(/\d+/g) ?? []) : []
  return ids.length > 1 && ids.every(isSnomed)
}

const isNdc = form(/^(?:\d{10,11}|\d{4}-\d{4}-\d{2}|\d{5}-(?:\d{3}-\d{2}|\d{4}-\d|\d{4}-\d{2}))$/)

/** Ten digits whose last checks those before, as if the issuer of health cards stood in front. */
const isNpi: Syntax = (code) => /^\d{10}$/.test(code) && luhnSum(`80840${code}`, false) % 10 === 0

/** One unit, with an exponent and annotations; numbers are factors. */
const unit = String.raw`(?:[^\s(){}.\/"]*(?:\[[^\s[\]]+\][^\s(){}.\/"]*)*(?:\{[!-z|~]*\})*)`
const product = new RegExp(String.raw`^\/?${unit}(?:[.\/]${unit})*$`)
const isBalanced = (code: string): boolean => !/[[\]]/.test(code.replace(/\[[^[\]]*\]/g, ''))

/** The grammar of units, without its list of atoms. https://ucum.org/ucum#section-Syntax-Rules */
function isUcum(code: string): boolean {
  if (!/^[!-~]{1,100}$/.test(code) || !isBalanced(code.replace(/\{[^{}]*\}/g, ''))) return false
  const flat = code.replace(/\{[^{}]*\}/g, '{}')
  const inner = /\(([^()]+)\)/.exec(flat)
  if (inner !== null) return isUcum(inner[1]!) && isUcum(flat.replace(inner[0], '1'))
  return product.test(flat) && !/(?:^|[.\/])(?:$|[.\/])/.test(flat.replace(/^\//, ''))
}

const syntaxes: ReadonlyMap<string, Syntax> = new Map(
  Object.entries({
    'http://loinc.org': isLoinc,
    'http://snomed.info/sct': isSnomed,
    'http://hl7.org/fhir/sid/icd-9-cm': form(
      /^(?:\d{3}(?:\.\d{1,2})?|V\d{2}(?:\.\d{1,2})?|E\d{3}(?:\.\d)?|\d{2}\.\d{1,2})$/i,
    ),
    'http://hl7.org/fhir/sid/icd-10-cm': form(/^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/i),
    'http://www.nlm.nih.gov/research/umls/rxnorm': form(/^[1-9]\d{0,7}$/),
    'http://hl7.org/fhir/sid/cvx': form(/^\d{1,3}$/),
    'http://hl7.org/fhir/sid/ndc': isNdc,
    'http://hl7.org/fhir/sid/us-npi': isNpi,
    'http://unitsofmeasure.org': isUcum,
  }),
)

/** Whether some codes can be none of the system. */
export const hasSyntax = (system: string | undefined): boolean => system !== undefined && syntaxes.has(system)

/** True also of systems whose syntax is not known here. */
export const isCodeOf = (system: string | undefined, code: string): boolean =>
  syntaxes.get(system ?? '')?.(code) ?? true

/** In words, to stand behind the element's name. */
export const noCodeOf = (system: string): string => `has a code that cannot be one of ${system}`
