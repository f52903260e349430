/** Who asks, and of what is known what they may see. */
import { Problem } from '../../fhir/problem.ts'
import type { SearchRequest } from '../../parse/request.ts'
import type { Context } from '../../plan/model.ts'
import { isWithin } from './compartment.ts'
import { doorOf } from './door.ts'
import type { Item, Known, World } from './model.ts'
import { ask, type Answered } from './pipeline.ts'

export interface Caller {
  readonly context: Context
  readonly label: string
  /** As whom is asked. */
  readonly patient?: string
  sees(item: Item): boolean
}

/** All that the caller may be given for these parameters is known. */
export const isCovered = (known: Known, parameters: SearchRequest['parameters'], { patient }: Caller): boolean =>
  known.covers(parameters) || (patient !== undefined && known.patients.has(patient))

export const staff = ({ staff: context }: World): Caller => ({ context, label: '', sees: () => true })

export const patientCaller = (world: World, id: string): Caller => ({
  context: world.asPatient(id),
  label: `, as ${id}`,
  patient: id,
  sees: (item) => isWithin(item, id, world.lookUp),
})

/** Undefined where there is nothing to see. */
export async function read(
  { subject }: World,
  type: string,
  id: string,
  { context }: Caller,
): Promise<string | undefined> {
  const door = subject.door ?? doorOf(subject.database, subject.signal)
  try {
    return await door.read(type, id, context)
  } catch (error) {
    if (error instanceof Problem && error.code === 'plan-not-found') return undefined
    throw error
  }
}

/** Each entry is held against what is known of it. */
export const askAs = (
  { context }: Caller,
  request: SearchRequest,
  world: World,
  mostPages?: number,
): Promise<Answered> => ask(request, context, world.subject, world.lookUp, mostPages)

export const describeCaller = ({ label }: Caller, { tenant }: World): string => `(organization ${tenant.key}${label})`
