/** The providers of the settings -> what is wrong with them, told once at the start: not to the first person who signs in. */
import { providerFaultIn } from '../auth/provider-fault.ts'
import { diagnose } from '../url/failure.ts'
import type { Emit } from './events.ts'
import type { Check } from './readiness.ts'

/** Milliseconds until one that did not answer is asked again. */
const againMs = 5_000

const printCode = (error: unknown): string => {
  const { what, code } = diagnose(error)
  return code === undefined ? what : `${what} [${code}]`
}

/** Asks each until it answers, well or not; a provider may start later than Portico. Gives what ends it. */
export function watchProviders(checks: readonly Check[], emit: Emit, ms = againMs): () => void {
  const timers = new Set<NodeJS.Timeout>()
  let isEnded = false
  const later = (check: Check): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      void look(check, true)
    }, ms)
    timers.add(timer.unref())
  }
  const failed = (check: Check, error: unknown, isAgain: boolean): void => {
    const fault = providerFaultIn(error)
    if (fault !== undefined) return emit({ kind: 'provider-fault', provider: check.name, text: fault.message })
    const text = `The ${check.name} does not answer yet: ${printCode(error)}. Until it does, what needs it is answered 503.`
    if (!isAgain) emit({ kind: 'warning', text })
    later(check)
  }
  const look = async (check: Check, isAgain: boolean): Promise<void> => {
    try {
      await check.ask()
    } catch (error) {
      if (!isEnded) failed(check, error, isAgain)
    }
  }
  for (const check of checks) void look(check, false)
  return () => {
    isEnded = true
    for (const timer of timers) clearTimeout(timer)
  }
}
