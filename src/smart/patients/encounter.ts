/** A patient and the id of an encounter -> whether it is there and theirs. */
import { Problem } from '../../fhir/problem.ts'
import type { Context } from '../../plan/model.ts'
import { planRead } from '../../plan/read.ts'
import { runRead } from '../../search/run-read.ts'
import type { Desk } from './desk.ts'

const absent: readonly string[] = ['plan-not-found', 'plan-type-unknown']

/** In the compartment of the context's patient, under whichever number of theirs it is filed. */
export async function isOwnEncounter(desk: Desk, context: Context, encounter: string): Promise<boolean> {
  try {
    const plan = planRead('Encounter', encounter, context)
    return (await runRead(plan, desk.database, desk.signal)) !== undefined
  } catch (error) {
    if (error instanceof Problem && absent.includes(error.code)) return false
    throw error
  }
}
