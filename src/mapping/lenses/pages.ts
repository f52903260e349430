/** The number of a code page, as a document names it -> what reads its bytes: one decoder for each page, however often it is named. */
import { decoderFor, type Decode } from './bytes.ts'

const usual = 'windows-1252'

/** All that are read, so that no document adds to what is kept. https://encoding.spec.whatwg.org/#names-and-labels */
const labels: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...Object.fromEntries(
      [874, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => [page, `windows-${page}`]),
    ),
    ...{ 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5', 866: 'ibm866', 10000: 'macintosh', 65001: 'utf-8' },
  }),
)

/** Most runs are of one byte (a quote, a letter with an accent), and of these there are 256. */
function remembered(decode: Decode): Decode {
  const known: string[] = []
  return (bytes) => (bytes.length === 1 ? (known[bytes[0]!] ??= decode(bytes, true)) : decode(bytes, true))
}

const decoders = new Map<string, Decode>()

function make(label: string): Decode {
  const decode = remembered(decoderFor(label) ?? decoderFor(usual)!)
  decoders.set(label, decode)
  return decode
}

/** Whole runs of bytes; an unknown page is read as the usual one. */
export function decoderOfPage(page: string): Decode {
  const label = labels.get(page) ?? usual
  return decoders.get(label) ?? make(label)
}
