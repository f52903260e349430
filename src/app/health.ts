/** The state of the process -> answers for those who watch over it. None of them says anything of the data. */
import { Problem } from '../fhir/problem.ts'
import { publicAnswer, type Answer } from './answer.ts'
import type { Call } from './call.ts'

const status = (text: string, code = 200): Answer =>
  publicAnswer('application/json; charset=utf-8', JSON.stringify({ status: text }), code)

/** The process runs and answers. Fails only by not answering. */
export const live = (): Answer => status('live')

/** 503 while the last answers end, so that nobody sends new requests here. That the database answers is not asked. */
export const ready = ({ gateway }: Call): Answer => (gateway.isAccepting() ? status('ready') : status('stopping', 503))

/** Counters for Prometheus, where the settings offer them. */
export async function metrics({ gateway }: Call): Promise<Answer> {
  if (!gateway.settings.server.metrics) throw new Problem('parse-path', 'There is nothing at this path.')
  return publicAnswer(gateway.metrics.contentType, await gateway.metrics.print())
}
