/** Accept-Encoding -> how a body is compressed on its way. */
import type { Request } from 'express'
import type { Transform } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** Of brotli's 11 and gzip's 9: what a server can give to every answer. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const level = { level: 5 }

/** Bytes from which it saves more than it costs. */
const leastBytes = 1_024

/** Undefined where the client takes none, or no word of it was said. */
export function encodingOf(request: Request): Encoding | undefined {
  if (request.headers['accept-encoding'] === undefined) return undefined
  const found = request.acceptsEncodings(['br', 'gzip', 'identity'])
  return found === 'br' || found === 'gzip' ? found : undefined
}

/** Gives out each piece as soon as it is in, so that a client of a stream waits for nothing. */
export const compressor = (encoding: Encoding): Transform =>
  encoding === 'br'
    ? createBrotliCompress({ ...brotli, flush: constants.BROTLI_OPERATION_FLUSH })
    : createGzip({ ...level, flush: constants.Z_SYNC_FLUSH })

const pressBrotli = promisify(brotliCompress)
const pressGzip = promisify(gzip)

export const isWorthIt = (body: Buffer): boolean => body.length >= leastBytes

/** Beside the event loop. */
export const compress = (body: Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === 'br' ? pressBrotli(body, brotli) : pressGzip(body, level)
