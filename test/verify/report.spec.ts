import { expect } from 'chai'
import {
  exitCodeOf,
  reportAsJson,
  reportAsTable,
  rowsOf,
  type VerifyEnd,
  type VerifyResult,
} from '../../src/verify/report.ts'

const base = { source: 'patient', parameter: 'family', modifier: '', prefix: '' }
const difference = { query: 'Patient?family=x', missing: ['1', '2', '3', '4', '5', '6'], unexpected: [] }
const results: readonly VerifyResult[] = [
  { ...base, outcome: 'passed' },
  { ...base, modifier: 'exact', outcome: 'skipped' },
  { ...base, outcome: 'failed', difference },
  { ...base, outcome: 'failed', difference: { ...difference, query: 'later' } },
]
const done: VerifyEnd = { because: 'done', asked: 4, planned: 4, reached: 1, lanes: 1 }

describe('the report of verify', () => {
  it('counts by source, parameter, modifier and prefix and keeps the first difference', () => {
    expect(rowsOf(results)).to.deep.equal([
      { ...base, cases: 3, passed: 1, failed: 2, skipped: 0, firstDifference: difference },
      { ...base, modifier: 'exact', cases: 1, passed: 0, failed: 0, skipped: 1 },
    ])
  })

  it('is a table that ends in the totals', () => {
    expect(reportAsTable(rowsOf(results), done, { color: false }).split('\n')).to.deep.equal([
      'source   parameter  modifier  prefix  cases  passed  failed  skipped',
      'patient  family                           3       1       2        0',
      '    Patient?family=x',
      '      missing: 1 2 3 4 5 and 1 more',
      'patient  family     :exact                1       0       0        1',
      '',
      "1 skipped: refused by name, or not in the oracle's knowledge",
      '1 passed, 2 failed',
    ])
  })

  it('has colour only when it is on', () => {
    const plain = reportAsTable(rowsOf(results), done, { color: false })
    const coloured = reportAsTable(rowsOf(results), done, { color: true })
    expect(plain).to.not.include('\u001b')
    expect(coloured)
      .to.include('\u001b[31m')
      .and.match(/1 passed, 2 failed\u001b\[39m$/)
  })

  it('fails as soon as anything failed', () => {
    expect(exitCodeOf(rowsOf(results))).to.equal(1)
    expect(exitCodeOf(rowsOf(results.slice(0, 2)))).to.equal(0)
    expect(exitCodeOf([])).to.equal(0)
  })

  it('is the same as JSON', () => {
    const parsed: unknown = JSON.parse(reportAsJson(rowsOf(results), done))
    expect(parsed).to.deep.equal({ passed: 1, failed: 2, skipped: 1, ...done, rows: rowsOf(results) })
  })
})
