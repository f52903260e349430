import { expect } from 'chai'
import { Problem } from '../../src/fhir/problem.ts'
import { planSearch } from '../../src/plan/search.ts'
import type { Database } from '../../src/rows/database.ts'
import { runSearch } from '../../src/search/run-search.ts'
import { context, createTables, request } from './clinic.ts'
import { memoryDatabase } from './memory-database.ts'

/** As where a driver rounds the key: what comes after a row is that row. */
function rounding(): Database {
  const database = memoryDatabase(createTables())
  return {
    ...database,
    async *read(query, options) {
      for await (const rows of database.read(query, options)) yield rows.map((row) => ['7', ...row.slice(1)])
    },
  }
}

async function drain(chunks: AsyncIterable<string>): Promise<void> {
  for await (const _ of chunks) continue
}

describe('a walk over rows', () => {
  it('ends in an error where the database gives again what it gave', async () => {
    const plan = planSearch(request('Observation', { count: 1000 }), context())
    const failure: unknown = await drain(runSearch(plan, rounding())).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(Problem)
    expect(failure).to.have.property('code', 'rows-order')
    expect(failure).to.have.property('message', 'The rows of V do not come in the order of the key of vit.')
  })
})
