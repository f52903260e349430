/** A patient and the id of an encounter -> whether it is there and theirs. */
import { Problem } from '../../fhir/problem.ts'
import { factsOf } from '../../plan/facts.ts'
import type { Context } from '../../plan/model.ts'
import { planRead } from '../../plan/read.ts'
import { lookupMerged } from '../../search/merged.ts'
import { runRead } from '../../search/run-read.ts'
import type { Desk } from './desk.ts'

const absent: readonly string[] = ['plan-not-found', 'plan-type-unknown']

/** In the compartment of the context's patient. */
async function isThere(desk: Desk, context: Context, encounter: string, facts = factsOf(context)): Promise<boolean> {
  try {
    const plan = planRead('Encounter', encounter, context, facts)
    return (await runRead(plan, desk.database, desk.signal)) !== undefined
  } catch (error) {
    if (error instanceof Problem && absent.includes(error.code)) return false
    throw error
  }
}

/** An encounter under the number of a chart that was merged into the patient's is the patient's too. */
export async function isOwnEncounter(desk: Desk, context: Context, encounter: string): Promise<boolean> {
  if (await isThere(desk, context, encounter)) return true
  if (!desk.mapping.byType.has('Encounter')) return false
  const facts = await lookupMerged('Encounter', context, desk.database, desk.signal)
  return facts.merged.size > 0 && isThere(desk, context, encounter, facts)
}
