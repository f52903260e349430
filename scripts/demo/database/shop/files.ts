/** Small files as a scanner or another program left them: a page, a picture, a summary. */
import { deflateSync } from 'node:zlib'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The smallest picture there is: one grey point. */
const point =
  'ffd8ffe000104a46494600010101004800480000ffdb004300' +
  '03'.repeat(64) +
  'ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000' +
  'ffda0008010100003f0054df' +
  'ffd9'

export const picture = (): Uint8Array => Uint8Array.from(point.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

function objectsOf(text: string): readonly string[] {
  const shown = `BT /F1 12 Tf 72 720 Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`
  return [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${shown.length}>>stream\n${shown}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
}

/** One page with one line of ASCII. */
export function page(text: string): Uint8Array {
  let file = '%PDF-1.4\n'
  const places = objectsOf(text).map((object, at) => {
    const place = file.length
    file += `${at + 1} 0 obj${object}endobj\n`
    return place
  })
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = places.length + 1
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`
  return bytesOf(file + end)
}

export const packed = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateSync(bytes))

export const file = (text: string): Uint8Array => bytesOf(text)
