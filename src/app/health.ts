/** The state of the process -> answers for those who watch over it. None of them says anything of the data. */
import { Problem } from '../fhir/problem.ts'
import { publicAnswer, type Answer } from './answer.ts'
import type { Call } from './call.ts'
import type { Readiness } from './readiness.ts'

const json = 'application/json; charset=utf-8'

const status = (text: string, code = 200): Answer => publicAnswer(json, JSON.stringify({ status: text }), code)

/** The process runs and answers. Fails only by not answering. */
export const live = (): Answer => status('live')

async function asked(readiness: Readiness): Promise<Answer> {
  const checks = await readiness()
  const isUp = Object.values(checks).every((each) => each === 'up')
  const body = JSON.stringify({ status: isUp ? 'ready' : 'unready', checks })
  return publicAnswer(json, body, isUp ? 200 : 503)
}

/** 503 while the last answers end, and where database, store or provider does not answer: each is told by name. */
export function ready({ gateway }: Pick<Call, 'gateway'>): Answer | Promise<Answer> {
  if (!gateway.isAccepting()) return status('stopping', 503)
  return gateway.readiness === undefined ? status('ready') : asked(gateway.readiness)
}

/** Counters for Prometheus, where the settings offer them. */
export async function metrics({ gateway }: Pick<Call, 'gateway'>): Promise<Answer> {
  if (!gateway.settings.server.metrics) throw new Problem('parse-path', 'There is nothing at this path.')
  return publicAnswer(gateway.metrics.contentType, await gateway.metrics.print())
}
