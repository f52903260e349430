/** Calls of a pipe -> whether bytes stand where bytes are read, and texts where texts are. */
import type { Call } from '../expression.ts'
import { decoderFor } from '../lenses/bytes.ts'
import type { Step } from '../lenses/steps.ts'
import type { Column } from '../model.ts'
import { fault, type Build } from './context.ts'

/** `inflate` and `decode` read bytes, all others texts. */
export function fitsBytes(build: Build, { schema }: Column, calls: readonly Call[], made: readonly Step[]): boolean {
  let isBytes = schema.type === 'binary'
  for (const [index, { ofBytes }] of made.entries()) {
    const { name, at } = calls[index]!
    if (isBytes !== (ofBytes !== undefined)) {
      if (ofBytes !== undefined) fault(build, at, `${name} reads bytes; here is a text`, 'name a binary column')
      else fault(build, at, `${name} reads a text; here are bytes`, 'put decode(utf-8) before it')
      return false
    }
    isBytes = ofBytes?.kind === 'inflate'
  }
  return true
}

/** What decodes names an encoding. */
export function isEncoding(build: Build, { name, arguments: [label = ''], at }: Call): boolean {
  if (name !== 'decode' || decoderFor(label) !== undefined) return true
  fault(build, at, `"${label}" is no encoding`, 'write decode(utf-8), or decode(windows-1252)')
  return false
}
