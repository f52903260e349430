/** Everything that is told about a running gateway: log lines and counters are made from these, and from nothing else. */
import { ProviderFault } from '../auth/provider-fault.ts'
import type { ProblemCode } from '../fhir/problem-table.ts'
import type { DoorEvent } from '../smart/gate/door.ts'
import type { Stage } from './stages.ts'

/** How an answer ended: sent whole, broken off by a fault of ours after it began, or left by the client. */
export type Ending = 'sent' | 'broken' | 'left'

/** No path, no query, no id and no value of a row is in it: `route` is the template, `type` the name of a resource type. */
export interface Answered {
  readonly kind: 'answered'
  readonly request: string
  readonly method: string
  readonly route: string
  readonly surface?: string
  readonly type?: string
  /** The client and the organization of the token. */
  readonly client?: string
  readonly organization?: string
  readonly status: number
  readonly ending: Ending
  /** Milliseconds until the last byte was handed over. */
  readonly ms: number
  /** On the wire, headers included. */
  readonly bytes: number
  readonly stages: readonly Stage[]
  readonly problem?: ProblemCode
  /** What the operator could mend of a refusal: tables, files, settings. */
  readonly operator?: string
  /** Why a token was refused, in our words. */
  readonly reason?: string
  /** The error behind a 5xx, without its message: that may hold what a row holds. */
  readonly fault?: Fault
}

/** An error without its message. */
export interface Fault {
  readonly name: string
  readonly code?: string
  /** What the operator has to mend of the provider, where it is known. */
  readonly told?: string
  /** Where it was thrown, innermost first. */
  readonly frames: readonly string[]
  readonly cause?: Fault
}

export type Event =
  | Answered
  | DoorEvent
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'warning'; readonly text: string }
  /** Of settings that do not fit the provider: what they are, and what to do. */
  | { readonly kind: 'provider-fault'; readonly provider: string; readonly text: string }
  | { readonly kind: 'mapping-loaded'; readonly hash: string; readonly sources: number; readonly ms: number }
  /** `problems`: as a person reads them, with file, line and column. */
  | { readonly kind: 'mapping-refused'; readonly problems: readonly string[] }
  /** Code tables and organizations, of the mapping in force; `isChanged`: some row was another. */
  | { readonly kind: 'tables-read'; readonly isChanged: boolean; readonly ms: number }
  /** What was read before stays in force. */
  | { readonly kind: 'tables-refused'; readonly problems: readonly string[] }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'stopped' }

export type Emit = (event: Event) => void

/** Walks `cause`, at most four deep. */
export function describeFault(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(error instanceof ProviderFault && { told: error.message }),
    frames: frames.slice(0, 8).map((line) => line.trim()),
    ...(error.cause !== undefined && depth < 4 && { cause: describeFault(error.cause, depth + 1) }),
  }
}
