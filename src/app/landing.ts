/** The settings -> a page for a person who only looks: what this is, and what to try next. */
import { createHash } from 'node:crypto'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { landingPage, landingStyle } from './landing-page.ts'

const styleHash = createHash('sha256').update(landingStyle).digest('base64')
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** Public: names the bases and the types that are served, no data. */
export function landing({ gateway }: Call): Answer {
  const mapping = gateway.mapping()
  const page = landingPage({
    settings: gateway.settings,
    organization: [...mapping.tenants.keys()][0] ?? '1',
    organizations: mapping.tenants.size,
    types: [...mapping.byType.keys()].sort(),
    version: gateway.version,
  })
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': policy,
  }
  return { status: 200, headers, body: page }
}
