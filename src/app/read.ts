/** A type and an id -> the resource, or 404. https://hl7.org/fhir/R4/http.html#read */
import { planRead } from '../plan/read.ts'
import { runRead } from '../search/run-read.ts'
import { resourceAnswer, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { authorize, planContext } from './context.ts'
import { signalOf } from './exchange.ts'
import { runStage } from './stages.ts'

export async function read(call: FhirCall): Promise<Answer> {
  const { gateway, exchange, type, resourceId } = call
  const { stages } = exchange
  const grant = await runStage(stages, 'auth', () => authorize(call))
  const plan = await runStage(stages, 'plan', () => planRead(type, resourceId, planContext(call, grant)))
  const resource = await runStage(stages, 'rows', () => runRead(plan, gateway.database, signalOf(exchange)))
  return resourceAnswer(resource)
}
