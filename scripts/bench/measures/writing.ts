/** T6: a row -> JSON text, against `JSON.stringify` of the object when it is there already. */
import { buildResource } from '../../../src/write/resource.ts'
import type { Row as Values } from '../../../src/write/layout.ts'
import { writerFor } from '../../../src/write/writer.ts'
import { openDatabase } from '../../../src/rows/open.ts'
import { Shape } from '../../../src/search/row-reader.ts'
import { urlOf } from '../database.ts'
import type { Measure } from '../measure.ts'
import { race, rateOf, type Contender } from '../row.ts'
import type { Scene } from '../scene.ts'
import { staffScope } from '../subject.ts'

const most = 20_000

async function sample({ engine, subject }: Scene): Promise<readonly Values[]> {
  const database = await openDatabase({ url: urlOf(engine) })
  const rows: Values[] = []
  for await (const batch of database.read(subject.stream.query)) {
    rows.push(...batch)
    if (rows.length >= most) break
  }
  await database.close()
  return rows
}

/** One after the other, round and round. */
function each<T>(values: readonly T[], work: (value: T) => unknown): Contender {
  let index = 0
  return rateOf(() => work(values[index++ % values.length]!))
}

export const writing: Measure = {
  id: 'T6',
  on: 'one',
  async run(scene) {
    const { plan, layout } = scene.subject.stream
    const { tenant } = scene.subject.context(staffScope)
    const facts = { tenant, now: Date.now() }
    const rows = await sample(scene)
    const shape = new Shape(layout)
    const { kind } = plan.kinds[0]!
    const write = writerFor(plan.source, kind, layout, tenant)
    const text = (row: Values): string => write('pat-1', row, [], facts, () => undefined)
    const ready = rows
      .map((row) => text(row))
      .filter((each) => each !== '')
      .map((each) => JSON.parse(each) as object)
    const { rates, ratio } = await race(
      {
        floor: each(ready, JSON.stringify),
        ordinary: each(rows, (row) => JSON.stringify(buildResource(plan.source, kind, shape.reader(row, []), facts))),
        ours: each(rows, text),
      },
      scene.seconds,
    )
    const what = 'row to JSON text, against JSON.stringify of the ready object'
    return { what, unit: 'rows/s', ...rates, ratio: ratio('ours', 'floor'), target: 2 }
  },
}
