/** OAuth's answers to apps: never kept by anyone, readable by apps in browsers. https://www.rfc-editor.org/rfc/rfc6749#section-5 */
import type { Response } from 'express'
import type { Refusal } from './refusal.ts'

/** What the provider said of CORS stands; where the gate answers itself, any app may read why it was refused. */
function prepare(response: Response): void {
  response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache', 'X-Content-Type-Options': 'nosniff' })
  if (!response.hasHeader('Access-Control-Allow-Origin')) response.set('Access-Control-Allow-Origin', '*')
}

export function sendRefusal(response: Response, { code, message, status }: Refusal): void {
  prepare(response)
  response.status(status).json({ error: code, error_description: message })
}

export function sendJson(response: Response, status: number, body: object): void {
  response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache', 'X-Content-Type-Options': 'nosniff' })
  response.status(status).json(body)
}
