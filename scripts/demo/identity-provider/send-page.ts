/** A page of the provider -> an answer that no cache keeps and no other site frames. */
import type { Response } from 'express'

export const sendPage = (response: Response, status: number, html: string): void => {
  response.set('Cache-Control', 'no-store').set('X-Frame-Options', 'SAMEORIGIN')
  response.set('Content-Security-Policy', "frame-ancestors 'self'; object-src 'none'")
  response.status(status).type('html').send(html)
}
