/** A type and an id -> the resource, or 404. https://hl7.org/fhir/R4/http.html#read */
import { Problem } from '../fhir/problem.ts'
import type { Facts } from '../mapping/model.ts'
import { factsOf } from '../plan/facts.ts'
import type { Context } from '../plan/model.ts'
import { notFound, planRead } from '../plan/read.ts'
import { lookupMerged } from '../search/merged.ts'
import { runRead } from '../search/run-read.ts'
import { resourceAnswer, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { authorize, planContext } from './context.ts'
import { signalOf } from './exchange.ts'
import { runStage } from './stages.ts'

/** Throws `plan-not-found`, for what the plan can tell, and where the row gives no valid resource. */
async function find(call: FhirCall, context: Context, facts: Facts): Promise<string> {
  const { gateway, exchange, type, resourceId } = call
  const { stages } = exchange
  const plan = runStage(stages, 'plan', () => planRead(type, resourceId, context, facts))
  const resource = await runStage(stages, 'rows', () => runRead(plan, gateway.database, signalOf(exchange)))
  if (resource === undefined) throw notFound(type)
  return resource
}

/** Charts that were merged into the patient's only add to what is found: they are looked up where it is not found without them. */
async function findMerged(call: FhirCall, context: Context, failure: unknown): Promise<string> {
  if (!(failure instanceof Problem && failure.code === 'plan-not-found')) throw failure
  const { gateway, exchange, type } = call
  const lookup = () => lookupMerged(type, context, gateway.database, signalOf(exchange))
  const facts = await runStage(exchange.stages, 'merged', lookup)
  if (facts.merged.size === 0) throw failure
  return find(call, context, facts)
}

export async function read(call: FhirCall): Promise<Answer> {
  const grant = await runStage(call.exchange.stages, 'auth', () => authorize(call))
  const context = planContext(call, grant)
  const own = find(call, context, factsOf(context))
  return resourceAnswer(await own.catch((failure: unknown) => findMerged(call, context, failure)))
}
