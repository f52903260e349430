/** A loaded case -> every resource it can give, by the slow twin and by the fast writer, and who can say what each answers. */
import { buildResource } from '../../src/write/resource.ts'
import type { Source } from '../../src/mapping/model.ts'
import type { Context } from '../../src/plan/model.ts'
import { readAll } from '../../src/search/resources.ts'
import { parseExactly } from '../../src/verify/oracle/decimal.ts'
import { createOracle, type Oracle } from '../../src/verify/oracle/oracle.ts'
import { defaultAmount, type Subject, type World } from '../../src/verify/runner/model.ts'
import { definitionsOf } from '../../src/verify/runner/reading.ts'
import { createWorld } from '../../src/verify/runner/world.ts'

export interface Item {
  readonly id: string
  readonly source: Source
  /** What the fast writer wrote, numbers to their last digit; '' for no resource. */
  readonly fast: string
  /** The same with numbers as the twin has them. */
  readonly rounded: string
  /** What the twin built, as text; '' for no resource. */
  readonly slow: string
  /** What the twin says, numbers to their last digit. */
  readonly resource: object
  readonly oracle: Oracle
}

export interface Truth {
  readonly subject: Subject
  readonly staff: Context
  readonly world: World
  readonly items: readonly Item[]
  byType(type: string): readonly Item[]
}

/** The present of all random cases: between the days that their rows have. */
export const now = Date.UTC(2020, 5, 15, 12)

export async function createTruth(subject: Subject): Promise<Truth> {
  const tenant = [...subject.mapping.tenants.values()][0]
  if (tenant === undefined) throw new Error('The case has no organization.')
  const world = createWorld(subject, tenant, defaultAmount, now)
  const items: Item[] = []
  for (const source of subject.mapping.sources) {
    const oracle = createOracle({
      definitions: { [source.resource]: definitionsOf(source) },
      baseUrl: world.staff.base,
      zone: tenant.zone,
      now,
    })
    for await (const { kind, id, json, row, facts } of readAll(source, world.staff, subject.database)) {
      const built = buildResource(source, kind, row, facts)
      const rounded = json === '' ? '' : JSON.stringify(JSON.parse(json))
      const slow = built === undefined ? '' : JSON.stringify(built)
      items.push({
        id,
        source,
        fast: json === '' ? '' : JSON.stringify(parseExactly(json)),
        rounded,
        slow,
        resource: json === '' ? {} : (parseExactly(json) as object),
        oracle,
      })
    }
  }
  return {
    subject,
    staff: world.staff,
    world,
    items,
    byType: (type) => items.filter(({ source, slow }) => slow !== '' && source.resource === type),
  }
}
