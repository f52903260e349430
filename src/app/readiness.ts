/** What a gateway cannot do without -> whether each answers, asked at most once a second and waited for shortly. */
import { providerFaultIn } from '../auth/provider-fault.ts'
import { diagnose } from '../url/failure.ts'

export interface Check {
  /** `database`, `store`, `provider portal`. */
  readonly name: string
  /** Rejects when it does not answer. */
  readonly ask: () => Promise<unknown>
}

/** Each check's name, and `up` or why not: in words and codes of ours and the drivers', without an address. */
export type Readiness = () => Promise<Readonly<Record<string, string>>>

const rememberedMs = 1_000
const patienceMs = 2_000

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })
    const timer = setTimeout(() => reject(late), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

async function stateOf({ ask }: Check, ms: number): Promise<string> {
  try {
    await within(ask(), ms)
    return 'up'
  } catch (error) {
    const fault = providerFaultIn(error)
    if (fault !== undefined) return `down: ${fault.brief}`
    const { what, code } = diagnose(error)
    return `down: ${what}${code === undefined ? '' : ` [${code}]`}`
  }
}

/** All at once; who asks meanwhile, or just after, hears the same. */
export function createReadiness(checks: readonly Check[], ms = patienceMs): Readiness {
  let [answer, until] = [Promise.resolve<Readonly<Record<string, string>>>({}), 0]
  const ask = async () =>
    Object.fromEntries(await Promise.all(checks.map(async (each) => [each.name, await stateOf(each, ms)] as const)))
  return () => {
    if (Date.now() < until) return answer
    until = Infinity
    answer = ask().finally(() => (until = Date.now() + rememberedMs))
    return answer
  }
}
