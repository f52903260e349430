/** A way to load something -> the thing, kept for a while, loaded again when stale, and never more often than cool-downs let it. */
import { Problem } from '../fhir/problem.ts'

/** All in milliseconds. */
export interface Timing {
  /** How long a loaded value is good. A stale one is never given out, even when loading again fails. */
  readonly maxAge: number
  /** How long after a load {@link Refreshed.reload} keeps to the value it has. */
  readonly coolDown: number
  /** How long after a failed load none is tried again. */
  readonly retryAfter: number
}

export interface Refreshed<T> {
  /** The kept value, at once when it is fresh. Rejects with `auth-provider-unavailable`. */
  get(): T | Promise<T>
  /** A newer value, unless the kept one is younger than the cool-down. Rejects with `auth-provider-unavailable`. */
  reload(): T | Promise<T>
}

/** `wait` in milliseconds: how long to leave the provider alone. */
export const providerUnavailable = (wait: number, cause?: unknown): Problem =>
  new Problem(
    'auth-provider-unavailable',
    'The identity provider does not answer as it should.',
    { hint: 'Try again in a moment.', retryAfter: Math.max(1, Math.ceil(wait / 1000)) },
    { cause },
  )

/** Simultaneous callers share one load. `now` is in milliseconds since 1970. */
export const createRefreshed = <T>(load: () => Promise<T>, timing: Timing, now: () => number): Refreshed<T> => {
  let kept: { readonly value: T; readonly at: number } | undefined
  let failed: { readonly cause: unknown; readonly at: number } | undefined
  let loading: Promise<T> | undefined

  const start = async (): Promise<T> => {
    try {
      const value = await load()
      kept = { value, at: now() }
      failed = undefined
      return value
    } catch (cause) {
      failed = { cause, at: now() }
      throw providerUnavailable(timing.retryAfter, cause)
    } finally {
      loading = undefined
    }
  }

  const attempt = (): Promise<T> => {
    const wait = failed === undefined ? 0 : failed.at + timing.retryAfter - now()
    if (wait > 0) return Promise.reject(providerUnavailable(wait, failed?.cause))
    return (loading ??= start())
  }

  const unless = (age: number) => () => (kept !== undefined && now() - kept.at < age ? kept.value : attempt())
  return { get: unless(timing.maxAge), reload: unless(Math.min(timing.coolDown, timing.maxAge)) }
}
