/** One type -> proofs of what is asked beside a search: order, pages, totals, and what is included. https://hl7.org/fhir/R4/search.html#return */
import { printSearch } from '../../parse/print-search.ts'
import { chooseSome, randomFrom } from '../random.ts'
import { attempt } from './attempt.ts'
import { askAs, staff } from './caller.ts'
import { compareEntries } from './compare.ts'
import { includeCases, revincludeCases } from './includes.ts'
import type { Amount, Known, Task, World } from './model.ts'
import { narrowings } from './narrow.ts'
import { narrowedTo, pageCase, sortCases, totalCases, type Case } from './walks.ts'

const pageSizes = [1, 7, 50]

function casesOf(known: Known, world: World, amount: Amount): readonly Case[] {
  const some = chooseSome(known.items, amount.samples, randomFrom(amount.seed + 1))
  return [
    ...narrowings(known, world, amount).flatMap((parameters) => {
      const narrowed = narrowedTo(known, parameters, world)
      return [
        ...sortCases(narrowed, world),
        ...pageSizes.map((count) => pageCase(narrowed, count)),
        ...totalCases(narrowed),
        ...includeCases(narrowed, world),
      ]
    }),
    ...some.flatMap((item) => revincludeCases(known, item, world)),
  ]
}

/** Of a type of which not all is known, too: one answer is held against another, and each of its resources against the oracle. */
export function controlTasks(world: World, known: Known, amount: Amount): readonly Task[] {
  if (known.items.length === 0) return []
  return casesOf(known, world, amount).map(({ label, request, pages, check }) => {
    const query = `${decodeURIComponent(printSearch(request))} (organization ${world.tenant.key})`
    return {
      labels: { source: known.type, parameter: label, modifier: '', prefix: '' },
      run: () =>
        attempt(query, async () => {
          const answer = await askAs(staff(world), request, world, pages)
          return compareEntries(answer, query) ?? check(answer, query)
        }),
    }
  })
}
