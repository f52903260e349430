/** Texts -> what a primitive type of FHIR can hold of them: the one table of their forms. https://hl7.org/fhir/R4/datatypes.html#primitive */

const uri = /^[^\s\u0000-\u001f\u007f\ufffe\uffff\ud800-\udfff]+$/u

/** Types whose texts have to have a form, else they are none. Of pairs a form sees the whole: a half stands alone. */
const forms: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    id: /^[A-Za-z0-9.-]{1,64}$/,
    uri,
    url: uri,
    canonical: uri,
    oid: /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/,
    uuid: /^urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/,
    base64Binary: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    code: /^[^\s\u0000-\u001f\u007f\ufffe\uffff\ud800-\udfff]+(?: [^\s\u0000-\u001f\u007f\ufffe\uffff\ud800-\udfff]+)*$/u,
  }),
)

export const formOf = (type: string): RegExp | undefined => forms.get(type)

/** What no text of FHIR holds, and neither XML nor strict readers of JSON take: control characters but tab and ends of line, halves of a pair, noncharacters. */
const unfit =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

const allUnfit = new RegExp(unfit, 'g')

export const isUnfit = (text: string): boolean => unfit.test(text)

/** The text without them. They are invisible, so what is read stays the same. */
export const withoutUnfit = (text: string): string => (unfit.test(text) ? text.replace(allUnfit, '') : text)

/** Codes have single blanks, inside only. */
export const singleBlanks = (text: string): string => (/\s/.test(text) ? text.trim().replace(/\s+/g, ' ') : text)

const megabyte = 1_048_576

/** https://hl7.org/fhir/R4/datatypes.html#string: no string is longer than a megabyte. Most are seen to be shorter at once. */
export const isTooLong = (text: string): boolean =>
  text.length * 3 > megabyte && new TextEncoder().encode(text).length > megabyte
