/** A mapping and a live database -> whether every search it offers finds what it should, case by case. */
import type { Tenant } from '../../mapping/model.ts'
import { chooseSome, randomFrom } from '../random.ts'
import type { VerifyResult } from '../report.ts'
import type { Amount, Subject, World } from './model.ts'
import { proveControls } from './controls.ts'
import { proveReads } from './reads.ts'
import { proveSearches } from './searches.ts'
import { createWorld } from './world.ts'

const isChosen = (list: readonly string[] | undefined, one: string): boolean => list === undefined || list.includes(one)

async function choosePatients(world: World, { patients, seed }: Amount): Promise<readonly string[]> {
  if (patients === 0 || !world.subject.mapping.byType.has('Patient')) return []
  const { items } = await world.known('Patient')
  return chooseSome(items, patients, randomFrom(seed)).map(({ id }) => id)
}

async function* proveTenant(subject: Subject, tenant: Tenant, amount: Amount): AsyncGenerator<VerifyResult, void> {
  const world = createWorld(subject, tenant, amount, Date.now())
  const patients = await choosePatients(world, amount)
  for (const [type, sources] of subject.mapping.byType) {
    if (!isChosen(amount.types, type)) continue
    const known = await world.known(type)
    for (const source of sources) {
      yield* proveReads(world, source, known, amount, patients)
      yield* proveSearches(world, source, known, amount, patients)
    }
    yield* proveControls(world, known, amount)
  }
}

/** Organization by organization, type by type. Rejects with what the database rejects with when resources are first read. */
export async function* verify(subject: Subject, amount: Amount): AsyncGenerator<VerifyResult, void> {
  for (const tenant of subject.mapping.tenants.values()) {
    if (isChosen(amount.organizations, tenant.key)) yield* proveTenant(subject, tenant, amount)
  }
}
