/** The brand -> its logo and its style, as files that anyone may fetch. */
import { readFileSync, statSync } from 'node:fs'
import type { Request, Response } from 'express'
import { smartStyle } from '../pages/smart-style.ts'
import type { BrandSettings } from '../settings.ts'
import type { Door, DoorRealm } from './door.ts'
import { PageRefusal } from './refusal.ts'

export interface Logo {
  readonly type: string
  readonly bytes: Buffer
}

const largest = 256 * 1024

/** Undefined where none is set. Throws a `TypeError` for a file that is none, too large, or neither SVG nor PNG. */
export function readLogo({ logo }: BrandSettings): Logo | undefined {
  if (logo === undefined) return undefined
  const type = /\.svg$/i.test(logo) ? 'image/svg+xml' : /\.png$/i.test(logo) ? 'image/png' : undefined
  const size = statSync(logo, { throwIfNoEntry: false })?.size
  if (type === undefined || size === undefined || size > largest)
    throw new TypeError(`frontDoor.brand.logo: ${logo} is not an SVG or PNG file of at most 256 KB.`)
  return { type, bytes: readFileSync(logo) }
}

/** An SVG may hold scripts: opened by itself, it runs none. */
export function sendLogo(logo: Logo | undefined, response: Response): void {
  if (logo === undefined) throw new PageRefusal('invalid_request', 'There is no logo.', 'not-found', 404)
  response.set({
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'public, max-age=3600',
  })
  response.type(logo.type).send(logo.bytes)
}

/** https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#styling */
export async function style(door: Door, _realm: DoorRealm, _request: Request, response: Response): Promise<void> {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=3600' })
  response.json(smartStyle(door.settings.brand))
}
