/** A type and an id -> the resource, or 404. https://hl7.org/fhir/R4/http.html#read */
import { notFound, planRead } from '../plan/read.ts'
import { runRead } from '../search/run-read.ts'
import { resourceAnswer, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { withValidators } from './conditional.ts'
import { authorize, planContext } from './context.ts'
import { signalOf } from './exchange.ts'
import { runStage } from './stages.ts'

/** Throws `plan-not-found`, for what the plan can tell, and where the row gives no valid resource. */
export async function read(call: FhirCall): Promise<Answer> {
  const { gateway, exchange, type, resourceId } = call
  const { stages } = exchange
  const grant = await runStage(stages, 'auth', () => authorize(call))
  const plan = runStage(stages, 'plan', () => planRead(type, resourceId, planContext(call, grant)))
  const resource = await runStage(stages, 'rows', () => runRead(plan, gateway.database, signalOf(exchange)))
  if (resource === undefined) throw notFound(type)
  return withValidators(resourceAnswer(resource))
}
