/** The demo's mapping -> an oracle that answers its searches in memory, and all that is served of one type. */
import { createOracle, type Oracle } from '../../src/verify/oracle/oracle.ts'
import type { Caller, Resource } from './client.ts'
import { entriesOf } from './client.ts'
import { startDemo } from './demo.ts'

/** For callers of organization 1. */
export async function oracleFor({ base }: Caller): Promise<Oracle> {
  const { mapping } = await startDemo()
  const definitions = Object.fromEntries(
    [...mapping.parameters].map(([type, parameters]) => [
      type,
      Object.fromEntries(
        [...parameters].map(([name, { type: kind, expression, target }]) => [name, { type: kind, expression, target }]),
      ),
    ]),
  )
  return createOracle({ definitions, baseUrl: base, zone: 'America/Chicago' })
}

/** Every resource of a type that the caller gets, with parameters to narrow it or without. */
export async function allOf(caller: Caller, type: string, query = ''): Promise<readonly Resource[]> {
  const pages = await caller.pages(`/${type}?_count=1000${query}`)
  return pages.flatMap((page) => entriesOf(page))
}
