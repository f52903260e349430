/** What the gate has nothing to add to -> the provider, and its answer back, as they are. */
import type { Request, Response } from 'express'
import { createProxyServer } from 'httpxy'
import type { FrontDoorSettings } from '../settings.ts'
import { forwardedHeaders } from '../upstream/forward.ts'
import { providerCookies } from './relay.ts'

export type Pass = (request: Request, response: Response) => Promise<void>

/** What a client says of where it comes from is the gate's to say, and what it says of its connection ends here. */
const notPassed = /^(?:x-forwarded-.*|forwarded|via|x-real-ip|connection|keep-alive|proxy-.*|te|trailer|upgrade)$/

function setOwnHeaders(request: Request, publicUrl: string): void {
  const { headers } = request
  for (const name of Object.keys(headers)) if (notPassed.test(name)) delete headers[name]
  Object.assign(headers, forwardedHeaders(publicUrl, request.ip))
  if (headers.cookie !== undefined) headers.cookie = providerCookies(headers.cookie)
}

/** Streams both ways. Rejects when the provider does not answer. */
export function createPass({ provider, publicUrl, timeoutMs }: FrontDoorSettings): Pass {
  const proxy = createProxyServer({ target: provider, proxyTimeout: timeoutMs, xfwd: false })
  return async (request, response) => {
    setOwnHeaders(request, publicUrl)
    await proxy.web(request, response)
  }
}
