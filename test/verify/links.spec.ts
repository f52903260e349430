/** What is asked of a link between two charts of one person: as a patient too, that the other chart is there, not that the patient may open it. */
import { expect } from 'chai'
import type { Source } from '../../src/mapping/model.ts'
import type { Context } from '../../src/plan/model.ts'
import { defaultAmount, type Item, type Known, type World } from '../../src/verify/runner/model.ts'
import { referenceTasks } from '../../src/verify/runner/references.ts'

const source = { name: 'pat', resource: 'Patient', root: { kind: 'self', source: 'pat' } } as unknown as Source
const item = (id: string, more: object = {}): Item => ({
  ...({ id, source, text: '', patient: `Patient/${id}` } as Item),
  resource: { resourceType: 'Patient', id, ...more },
})

const linked = (to: string): object => ({ link: [{ other: { reference: `Patient/${to}` }, type: 'replaced-by' }] })

/** Of patients who each see themselves alone. */
function worldOf(items: readonly Item[]): World {
  const known: Known = {
    ...{ type: 'Patient', items, odd: [], isWhole: true },
    byId: new Map(items.map((each) => [each.id, each])),
    answering: () => items,
    patients: new Set<string>(),
    covers: () => true,
  }
  const door = {
    read: (_: string, id: string, context: Context) =>
      Promise.resolve((context as unknown as { patient: string }).patient === id ? '{}' : undefined),
  }
  return {
    subject: { mapping: { byType: new Map([['Patient', [source]]]) }, door },
    tenant: { key: '1' },
    staff: { patient: 'none' },
    asPatient: (patient: string) => ({ patient }),
    known: () => Promise.resolve(known),
    lookUp: (_: string, id: string) => known.byId.get(id),
  } as unknown as World
}

async function faultsOf(items: readonly Item[]): Promise<readonly (string | undefined)[]> {
  const world = worldOf(items)
  const tasks = referenceTasks(world, source, await world.known('Patient'), defaultAmount, ['pat-1'])
  const outcomes = await Promise.all(tasks.map((task) => task.run()))
  return outcomes.map((each) => ('difference' in each ? each.difference?.note : undefined))
}

describe('a link between two charts', () => {
  it('is sound where the other chart is there, though its own patient alone may open it', async () => {
    expect(await faultsOf([item('pat-1', linked('pat-2')), item('pat-2')])).to.deep.equal([undefined, undefined])
  })

  it('is a fault where the other chart is not there', async () => {
    const fault = 'Patient/pat-1 -> Patient/pat-3, which is not there'
    expect(await faultsOf([item('pat-1', linked('pat-3')), item('pat-2')])).to.deep.equal([fault, fault])
  })
})
