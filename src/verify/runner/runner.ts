/** A mapping and a live database -> whether every search it offers finds what it should, case by case. */
import { isSearched } from '../../plan/question/offered.ts'
import type { Tenant } from '../../mapping/model.ts'
import type { VerifyResult } from '../report.ts'
import { controlTasks } from './controls.ts'
import type { Amount, Lane, Subject, World } from './model.ts'
import { readTasks, twinTask } from './reads.ts'
import { referenceTasks } from './references.ts'
import { askInRounds, type Clock, type Extent } from './rounds.ts'
import { scopeTasks } from './scopes.ts'
import { searchTasks } from './searches.ts'
import { createWorld } from './world.ts'

const isChosen = (list: readonly string[] | undefined, one: string): boolean => list === undefined || list.includes(one)

async function choosePatients(world: World, { patients }: Amount): Promise<readonly string[]> {
  return patients === 0 ? [] : (await world.patients()).slice(0, patients)
}

function lanesOf(subject: Subject, tenant: Tenant, amount: Amount): readonly Lane[] {
  const world = createWorld(subject, tenant, amount, Date.now())
  return [...subject.mapping.byType].flatMap(([type, sources]) => {
    if (!isSearched(type) || !isChosen(amount.types, type)) return []
    const asked = new Set<string>()
    const ofSources = sources.map((source) => ({
      name: `${type} ${source.name}`,
      prepare: async () => {
        const known = await world.known(type)
        const patients = await choosePatients(world, amount)
        return [
          twinTask(world, source, known),
          ...readTasks(world, source, known, amount, patients),
          ...referenceTasks(world, source, known, amount, patients),
          ...searchTasks(world, source, known, amount, { patients, asked }),
        ]
      },
    }))
    const ofType = {
      name: type,
      prepare: async () => {
        const known = await world.known(type)
        return [...controlTasks(world, known, amount), ...scopeTasks(known, world, amount)]
      },
    }
    return [...ofSources, ofType]
  })
}

function clockOf({ signal }: Subject, { budget }: Amount): Clock {
  const end = budget === undefined ? Infinity : Date.now() + budget
  const stops = [...(signal ? [signal] : []), ...(budget === undefined ? [] : [AbortSignal.timeout(budget)])]
  return { left: () => Math.max(0, end - Date.now()), signal: AbortSignal.any(stops) }
}

/** Making the values of one resource takes so long. */
const millisecondsAnOrigin = 5
/** A tenth of the time is for making questions: what is never asked need not be made. */
const shareOfMaking = 0.1
const mostTwins = 300

/** Values are taken from fewer resources where there is little time, and fewer rows are written twice. */
function sized({ mapping }: Subject, amount: Amount): Amount {
  const { budget, organizations } = amount
  if (budget === undefined) return amount
  const lanes = mapping.sources.length * (organizations?.length ?? mapping.tenants.size)
  const origins = Math.max(5, Math.floor((budget * shareOfMaking) / (lanes * millisecondsAnOrigin)))
  return { ...amount, origins: Math.min(amount.origins, origins), twins: Math.min(amount.twins, mostTwins) }
}

/** Organization by organization, type by type, each in turn where there is a budget; ends early by `subject.signal`. */
export async function* verify(
  subject: Subject,
  amount: Amount,
  tell: (extent: Extent) => void = () => undefined,
): AsyncGenerator<VerifyResult, void> {
  const clock = clockOf(subject, amount)
  const bounded = { ...subject, signal: clock.signal }
  const tenants = [...subject.mapping.tenants.values()].filter(({ key }) => isChosen(amount.organizations, key))
  yield* askInRounds(
    tenants.flatMap((tenant) => lanesOf(bounded, tenant, sized(subject, amount))),
    clock,
    tell,
  )
}
