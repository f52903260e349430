/** What is written for SQL Server of the demo's mapping, as tests: taken by the judge, and answered as the oracle says. */
import { expect } from 'chai'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDatabase } from '../../scripts/demo/database/seed.ts'
import { checkBranches } from '../../src/cli/check/unnamed.ts'
import { checkCodes } from '../../src/cli/check/codes.ts'
import { usedColumns } from '../../src/cli/check/columns.ts'
import { checkIds } from '../../src/cli/check/ids.ts'
import { checkKeys } from '../../src/cli/check/keys.ts'
import { checkClaims, checkSentinels } from '../../src/cli/check/live.ts'
import type { ParameterType } from '../../src/mapping/model.ts'
import type { Amount, Subject } from '../../src/verify/runner/model.ts'
import { failuresOf, prove, types } from '../declared/contract.ts'
import { readerOf } from '../declared/reader.ts'
import { limits, sqliteUrl, subjectAt } from '../declared/subject.ts'
import { directoryOf, type Clinic } from '../smart/patients/clinic.ts'
import { describeDirectory } from '../smart/patients/contract.ts'
import { nothing, proveSeed } from '../random/prove.ts'
import { openJudged } from './engine.ts'
import { judgedAt, type JudgedSubject } from './subject.ts'
import { isSearched } from '../../src/plan/question/offered.ts'

let demo: Promise<Subject & JudgedSubject> | undefined

async function openDemo(): Promise<Subject & JudgedSubject> {
  await subjectAt(sqliteUrl)
  return { ...(await judgedAt(sqliteUrl)), limits }
}

const theDemo = (): Promise<Subject & JudgedSubject> => (demo ??= openDemo())

/** There is a Provenance of each resource: it is asked of the organization that has the fewest. */
const organizationOf = (type: string): string => (type === 'Provenance' ? '3' : '1')

/** Every parameter with each modifier and prefix, totals, pages, sorts, includes and reads of each source. */
export function describeSearches(amount: Partial<Amount>, asked = types): void {
  for (const type of asked)
    it(`${type}: every search is taken, and finds what the oracle says`, async () => {
      const results = await prove(await theDemo(), {
        ...{ seed: 7, ...amount },
        types: [type],
        organizations: [organizationOf(type)],
      })
      expect(failuresOf(results)).to.deep.equal([])
      expect(results.length).to.be.greaterThan(50)
    })
}

export function describeIndexed(amount: Partial<Amount>, asked = types): void {
  it('is taken where only what an index serves may be asked', async () => {
    const subject = { ...(await theDemo()), limits: { ...limits, scanRows: 0 } }
    const results = await prove(subject, { seed: 8, ...amount, types: asked, organizations: ['1'] })
    expect(failuresOf(results)).to.deep.equal([])
  })
}

const extremes: Readonly<Partial<Record<ParameterType, readonly string[]>>> = {
  date: ['ge1700', 'ge1850', 'lt2100', 'gt9999-12-31', 'le0001-01-01', 'ne1752-12-31', 'lt2079-06-06T23:59:30Z'],
  quantity: ['gt99999999999999999999', 'lt-1e30', 'ge5e-30', '123456789012345.678', 'ne922337203685478', 'lt0.00005'],
  number: ['gt99999999999999999999', 'lt-1e30', '123456789012345.678'],
}

/** Beyond what the types of columns hold: a bound is left out, and none fails. */
export function describeExtremes(): void {
  it('is taken of values that no column can hold', async () => {
    const subject = await theDemo()
    const { search } = readerOf(subject)
    let asked = 0
    for (const [type, parameters] of [...subject.mapping.parameters].filter(([each]) => isSearched(each)))
      for (const { name, type: kind } of parameters.values())
        for (const value of extremes[kind] ?? []) {
          const text = await search(`${type}?${name}=${encodeURIComponent(value)}&_count=1`)
          expect(JSON.parse(text), `${type}?${name}=${value}`).to.include({ resourceType: 'Bundle' })
          asked++
        }
    expect(asked).to.be.greaterThan(200)
  })
}

export function describeChecks(): void {
  it('is taken of portico check', async () => {
    const { mapping, database, schema } = await theDemo()
    const used = usedColumns(mapping)
    const findings = [
      ...(await checkClaims(used, database)),
      ...(await checkCodes(mapping, database)),
      ...(await checkBranches(mapping, database)),
      ...(await checkSentinels(used, database)),
      ...(await checkKeys(mapping, schema, database)),
      ...(await checkIds(mapping, database)),
    ]
    expect(findings.length).to.be.greaterThan(0)
  })
}

const folder = mkdtempSync(join(tmpdir(), 'portico-judged-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
let clinic: Promise<Clinic> | undefined

async function openClinic(): Promise<Clinic> {
  const url = `sqlite:${join(folder, 'demo.db')}`
  await seedDatabase({ url, patients: 80, seed: 3, replace: true })
  const { mapping, database } = await judgedAt(url)
  return { mapping, database, directory: directoryOf({ mapping, database }) }
}

export const describeDesk = (): void => describeDirectory(() => (clinic ??= openClinic()))

/** Of mappings that nobody wrote: seeds from the first to the last. */
export function describeRandom(first: number, last: number): void {
  it('is taken of random mappings, and finds what their rows say', async () => {
    const engine = openJudged()
    let tally = nothing
    for (let seed = first; seed <= last && tally.failures.length < 3; seed++)
      tally = await proveSeed(tally, seed, engine, 10_000)
    await engine.close()
    expect(tally.failures.join('\n')).to.equal('')
    expect(tally.held).to.be.greaterThan(100 * tally.cases)
  })
}
