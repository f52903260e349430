/** Registers the search contract of the demo mapping as tests: each type's searches, held against the oracle. */
import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VerifyResult } from '../../src/verify/report.ts'
import { defaultAmount, type Amount, type Subject } from '../../src/verify/runner/model.ts'
import { verify } from '../../src/verify/runner/runner.ts'
import { isSearched } from '../../src/plan/question/offered.ts'
import { mappingFolder } from './subject.ts'

export async function prove(subject: Subject, amount: Partial<Amount>): Promise<readonly VerifyResult[]> {
  const results: VerifyResult[] = []
  for await (const result of verify(subject, { ...defaultAmount, ...amount })) results.push(result)
  return results
}

export const failuresOf = (results: readonly VerifyResult[]): readonly object[] =>
  results.flatMap(({ outcome, source, difference }) => (outcome === 'failed' ? [{ source, ...difference }] : []))

const countOf = (results: readonly VerifyResult[], outcome: VerifyResult['outcome']): number =>
  results.filter((each) => each.outcome === outcome).length

/** The types of the mapping that can be searched, before it is compiled. */
export const types: readonly string[] = [
  ...new Set(
    readdirSync(mappingFolder)
      .filter((name) => name.endsWith('.yaml'))
      .flatMap((name) =>
        [...readFileSync(join(mappingFolder, name), 'utf8').matchAll(/^resource: (\w+)$/gm)].map(
          ([, type]) => type ?? '',
        ),
      ),
  ),
].filter(isSearched)

/**
 * `zones`: the other organizations that are asked; `behind`: that of which Provenance is asked, as each resource there has one; `isLarge`: whether large
 * tables are tried; `without`: types that are not asked.
 */
export interface Extent extends Partial<Amount> {
  readonly zones?: readonly string[]
  readonly behind?: string
  readonly isLarge?: boolean
  readonly without?: readonly string[]
}

const whole = { samples: 1, origins: 25, pairs: 1, patients: 2, seed: 7 }

/** Its tables held for so large that none is read through where another way leads. */
function asLarge({ mapping, limits, ...rest }: Subject): Subject {
  const tables = new Map([...mapping.tables].map(([name, table]) => [name, { ...table, rows: 10_000_000 }]))
  return {
    ...rest,
    mapping: { ...mapping, tables },
    limits: { ...limits, scanRows: 20_000_000, gatherRows: 20_000_000 },
  }
}

export function describeContract(
  subject: () => Promise<Subject>,
  { zones = ['2', '3'], behind = '1', isLarge = true, without = [], ...amount }: Extent = {},
): void {
  const usual = { ...whole, ...amount }
  const asked = types.filter((type) => !without.includes(type))
  for (const type of asked) {
    it(`${type}: every search of one organization finds what the oracle says, and nothing else`, async () => {
      const results = await prove(await subject(), {
        ...usual,
        types: [type],
        organizations: [type === 'Provenance' ? behind : '1'],
        ...(type === 'Observation' && { pairs: 0 }),
      })
      expect(failuresOf(results)).to.deep.equal([])
      expect(countOf(results, 'passed')).to.be.greaterThan(50)
    })
  }

  // What is about other resources is driven by them, whatever the size of its tables.
  if (isLarge)
    it('finds the same by the ways into large tables, which those of a demo would never be asked by', async () => {
      const few = { ...usual, origins: 5, patients: 0, organizations: ['1'], pairs: 0 }
      const own = asked.filter((type) => type !== 'Provenance')
      const results = await prove(asLarge(await subject()), { ...few, types: own })
      expect(failuresOf(results)).to.deep.equal([])
      expect(countOf(results, 'passed')).to.be.greaterThan(400)
    })

  if (zones.length > 0)
    it('finds the same in the other zones, where only what an index serves may be asked', async () => {
      const all = await subject()
      const strict = { ...all, limits: { ...all.limits, scanRows: 0 } }
      const results = await prove(strict, { ...usual, types: asked, organizations: zones, pairs: 0 })
      expect(failuresOf(results)).to.deep.equal([])
      expect(countOf(results, 'skipped')).to.be.greaterThan(50)
      expect(countOf(results, 'passed')).to.be.greaterThan(400 * zones.length)
    })
}
