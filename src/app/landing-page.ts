/** Facts of a gateway -> the HTML of its front page. Plain and without scripts; it reads well at any width and in a screen reader. */
import { escapeHtml } from '../smart/pages/html.ts'
import { baseUrl, type Settings, type SurfaceSettings } from './settings.ts'

export interface LandingFacts {
  readonly settings: Settings
  /** One that exists, for the examples. */
  readonly organization: string
  /** How many there are. */
  readonly organizations: number
  readonly types: readonly string[]
  readonly version: string
}

/** Its hash stands in the page's Content-Security-Policy. */
export const landingStyle = `
:root { color-scheme: light dark }
body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1.25rem }
h1 { line-height: 1.2; margin-bottom: 0 }
h2 { margin-top: 2.2rem }
pre { overflow-x: auto; padding: .8rem 1rem; border: 1px solid #8886; border-radius: .4rem; line-height: 1.45 }
code { font-family: ui-monospace, monospace; font-size: .92em }
dt { font-weight: 600 }
dd { margin: 0 0 .6rem }
footer { margin-top: 3rem; opacity: .75 }
`

const link = (url: string, text = url): string => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`

function surfaceEntry(facts: LandingFacts, surface: SurfaceSettings): string {
  const base = baseUrl(facts.settings, surface, facts.organization)
  const template = `${facts.settings.server.publicUrl}${surface.path}`
  return `<dt>${escapeHtml(surface.name)}</dt>
<dd><code>${escapeHtml(template)}</code><br>
${link(`${base}/metadata`, 'what can be searched')},
${link(`${base}/.well-known/smart-configuration`, 'where tokens come from')} (organization ${escapeHtml(facts.organization)})<br>
tokens of <code>${escapeHtml(surface.issuer)}</code></dd>`
}

/** Where the first base's examples go: with a token of one's own in TOKEN. */
function examples(facts: LandingFacts): string {
  const [surface] = facts.settings.surfaces
  if (surface === undefined) return ''
  const base = baseUrl(facts.settings, surface, facts.organization)
  const lines = [
    `# the token of a person who may see a chart; with the demo (npm start):`,
    `TOKEN=$(npm run --silent token -- --surface ${surface.name} --user amy)`,
    ``,
    `curl -H "Authorization: Bearer $TOKEN" '${base}/Patient'`,
    `curl -H "Authorization: Bearer $TOKEN" '${base}/Observation?category=vital-signs&_count=5'`,
    `curl -H "Authorization: Bearer $TOKEN" '${base}/Condition?_sort=-recorded-date'`,
  ]
  return `<pre tabindex="0" aria-label="Commands to try"><code>${escapeHtml(lines.join('\n'))}</code></pre>`
}

const typesLine = (types: readonly string[]): string =>
  types.map((type) => `<code>${escapeHtml(type)}</code>`).join(', ')

const organizationsLine = (count: number): string =>
  count === 1 ? 'There is one organization.' : `There are ${count} organizations, each under its own base URL.`

/** The whole document. Every text in it is escaped. */
export function landingPage(facts: LandingFacts): string {
  const { settings, organizations, types, version } = facts
  const root = settings.server.publicUrl
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portico: a FHIR gateway</title>
<style>${landingStyle}</style>
</head>
<body>
<main>
<h1>Portico</h1>
<p>A FHIR R4 gateway over a legacy clinical database. It answers searches live, from the tables that the clinic's own
system works on, and keeps no copy. A SMART token says who asks and what they may see.</p>
<h2>Base URLs</h2>
<p>${organizationsLine(organizations)}</p>
<dl>
${settings.surfaces.map((surface) => surfaceEntry(facts, surface)).join('\n')}
</dl>
<h2>Try it</h2>
${examples(facts)}
<p>Without a token the answer is a 401 that says so. Every refusal is an OperationOutcome that names what to change.</p>
<h2>What is served</h2>
<p>${typesLine(types)}</p>
<p>The state of the gateway: ${link(`${root}/health/live`, 'live')}, ${link(`${root}/health/ready`, 'ready')}.</p>
</main>
<footer>Portico ${escapeHtml(version)}</footer>
</body>
</html>
`
}
