/** Stored bytes or texts in parts, and the steps of the mapping -> the bytes that are served, with bounds on what they may come to. */
import { Readable, pipeline } from 'node:stream'
import { createUnzip } from 'node:zlib'
import { Problem } from '../../fhir/problem.ts'
import { decoderFor, mostChanged, mostShort } from '../../mapping/lenses/bytes.ts'
import type { StoredStep } from '../../mapping/model.ts'
import { pause } from '../../mapping/pause.ts'
import { isBad } from '../../mapping/value.ts'
import type { Parts } from './stored.ts'

const unreadable = (message: string, cause?: unknown): Problem => new Problem('rows-unreadable', message, {}, { cause })

const isPacking = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')

/** zlib and gzip, told apart by how they begin. Broken off where it comes to more than `most` bytes. */
async function* unpack(parts: Parts, most: number): AsyncGenerator<Buffer, void> {
  const unzip = createUnzip()
  const source = Readable.from(parts)
  pipeline(source, unzip, () => undefined)
  let total = 0
  try {
    for await (const part of unzip as AsyncIterable<Buffer>) {
      total += part.length
      if (total > most) throw unreadable(`The stored document unpacks to more than ${most} bytes.`)
      yield part
    }
  } catch (error) {
    throw isPacking(error) ? unreadable('The stored document cannot be unpacked.', error) : error
  } finally {
    unzip.destroy()
    source.destroy()
  }
}

async function* decode(parts: Parts, label: string): AsyncGenerator<string, void> {
  const decoder = decoderFor(label)!
  for await (const part of parts) yield decoder(Buffer.from(part), false)
  yield decoder(Buffer.alloc(0), true)
}

function changeOne(step: StoredStep, text: string): string {
  const value = step.forward(text)
  if (isBad(value)) throw unreadable(`The stored document ${value.bad}.`)
  return value ?? ''
}

async function* changeParts(parts: Parts, step: StoredStep): AsyncGenerator<string, void> {
  for await (const part of parts)
    for (let at = 0; at < part.length; at += mostShort) {
      await pause()
      yield changeOne(step, String(part).slice(at, at + mostShort))
    }
}

/** Others are let in while it lasts. */
async function changeLong(text: string, inPieces: NonNullable<StoredStep['inPieces']>): Promise<string> {
  const pieces = inPieces(text)
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
    await pause()
  }
}

async function* changeWhole(parts: Parts, step: StoredStep): AsyncGenerator<string, void> {
  const most = step.inPieces === undefined ? mostShort : mostChanged
  let text = ''
  for await (const part of parts) {
    text += String(part)
    if (text.length > most)
      throw unreadable(`The stored document has more than the ${most} characters that are changed as a whole.`)
  }
  if (text !== '') yield step.inPieces === undefined ? changeOne(step, text) : await changeLong(text, step.inPieces)
}

function through(parts: Parts, step: StoredStep, most: number): Parts {
  if (step.ofBytes?.kind === 'inflate') return unpack(parts, most)
  if (step.ofBytes?.kind === 'decode') return decode(parts, step.ofBytes.label)
  return step.byParts === true ? changeParts(parts, step) : changeWhole(parts, step)
}

/** Half of a pair at the end of a part waits for its other half. */
async function* inUtf8(parts: Parts): AsyncGenerator<Buffer, void> {
  let half = ''
  for await (const part of parts) {
    if (typeof part !== 'string') {
      yield part
      continue
    }
    const text = half + part
    half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? ''
    const whole = half === '' ? text : text.slice(0, -1)
    if (whole !== '') yield Buffer.from(whole)
  }
  if (half !== '') yield Buffer.from(half)
}

/** Throws Problem rows-unreadable. */
export const served = (parts: Parts, steps: readonly StoredStep[], most: number): AsyncIterable<Buffer> =>
  inUtf8(steps.reduce((all, step) => through(all, step, most), parts))
