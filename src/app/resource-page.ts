/** FHIR JSON -> a page for whoever opens it in a browser: the same text, indented. Without scripts, and every text in it is escaped. */
import { createHash } from 'node:crypto'
import { escapeHtml } from '../smart/pages/html.ts'
import type { Headers } from './answer.ts'

const style = `
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1.25rem }
pre { overflow-x: auto; padding: .8rem 1rem; border: 1px solid #8886; border-radius: .4rem; font: .9rem/1.45 ui-monospace, monospace }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** In place of those of the JSON. It holds what a resource holds, so no one may keep it longer or show it elsewhere. */
export const pageHeaders: Headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
}

const headOf = (type: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${type}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${type}</h1>
<p>As a browser shows it. Apps ask for application/fhir+json, and get it.</p>
<pre tabindex="0" aria-label="The resource as JSON"><code>`

const tail = '</code></pre>\n</main>\n</body>\n</html>\n'

/** Of the text's beginning; every resource names its type first. */
const typeOf = (text: string): string => /^\s*\{\s*"resourceType":\s*"([A-Za-z]+)"/.exec(text)?.[1] ?? 'FHIR'

/** `pieces` are indented already. */
export async function* pageOf(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let isBegun = false
  for await (const text of pieces) {
    if (!isBegun) yield headOf(typeOf(text))
    isBegun = true
    yield escapeHtml(text)
  }
  yield isBegun ? tail : headOf('FHIR') + tail
}
