/** Resources of one source -> proofs that a read gives the same, and that a patient reads no one else's. https://hl7.org/fhir/R4/http.html#read */
import { Problem } from '../../fhir/problem.ts'
import type { Source } from '../../mapping/model.ts'
import type { Context } from '../../plan/model.ts'
import { planRead } from '../../plan/read.ts'
import { runRead } from '../../search/run-read.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { Difference, VerifyResult } from '../report.ts'
import type { Amount, Item, Known, Subject, World } from './model.ts'
import { attempt, patientCaller, staff, type Caller } from './searches.ts'

/** Undefined where there is nothing to see. */
async function read(
  type: string,
  id: string,
  context: Context,
  { database, signal }: Subject,
): Promise<string | undefined> {
  try {
    return await runRead(planRead(type, id, context), database, signal)
  } catch (error) {
    if (error instanceof Problem && error.code === 'plan-not-found') return undefined
    throw error
  }
}

async function compareRead(
  world: World,
  { source, id, text }: Item,
  caller: Caller,
  sees: boolean,
): Promise<Difference | undefined> {
  const answer = await read(source.resource, id, caller.context, world.subject)
  const query = `${source.resource}/${id} (organization ${world.tenant.key}${caller.label})`
  if (!sees) return answer === undefined ? undefined : { query, missing: [], unexpected: [id] }
  if (answer === undefined) return { query, missing: [id], unexpected: [] }
  return answer === text
    ? undefined
    : { query, missing: [], unexpected: [], note: 'a read gives it otherwise than a search' }
}

export async function* proveReads(
  world: World,
  source: Source,
  known: Known,
  amount: Amount,
  patients: readonly string[],
): AsyncGenerator<VerifyResult, void> {
  const items = known.items.filter((item) => item.source === source)
  const callers = [staff(world), ...patients.map((id) => patientCaller(world, id))]
  for (const item of chooseSome(items, 5 * amount.samples, randomFrom(amount.seed))) {
    for (const caller of callers) {
      const outcome = await attempt(`${source.resource}/${item.id}`, () =>
        compareRead(world, item, caller, caller.sees(item)),
      )
      yield { source: `${source.resource} ${source.name}`, parameter: '(read)', modifier: '', prefix: '', ...outcome }
    }
  }
}
