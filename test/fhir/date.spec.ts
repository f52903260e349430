// States the date forms and intervals of https://hl7.org/fhir/R4/search.html#date
import { expect } from 'chai'
import { approximately, intervalOf, parseDate, parseDateValue, type Interval } from '../../src/fhir/date.ts'
import { Problem } from '../../src/fhir/problem.ts'

const hour = 3_600_000

const inUtc = (text: string): readonly [string, string] | undefined => {
  const date = parseDate(text)
  const interval = date && intervalOf(date, () => 0)
  return interval && [new Date(interval.start).toISOString(), new Date(interval.end).toISOString()]
}

describe('dates', () => {
  const precisions: readonly (readonly [string, string, string])[] = [
    ['2013', '2013-01-01T00:00:00.000Z', '2014-01-01T00:00:00.000Z'],
    ['2013-12', '2013-12-01T00:00:00.000Z', '2014-01-01T00:00:00.000Z'],
    ['2012-02-29', '2012-02-29T00:00:00.000Z', '2012-03-01T00:00:00.000Z'],
    ['2013-01-14T10:00', '2013-01-14T10:00:00.000Z', '2013-01-14T10:01:00.000Z'],
    ['2013-01-14T10:00:05Z', '2013-01-14T10:00:05.000Z', '2013-01-14T10:00:06.000Z'],
    ['2013-01-14T10:00:05.2-05:00', '2013-01-14T15:00:05.200Z', '2013-01-14T15:00:05.300Z'],
    ['2013-01-14T10:00:05.123456Z', '2013-01-14T10:00:05.123Z', '2013-01-14T10:00:05.124Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z', '2017-01-01T00:00:01.000Z'],
    ['0050', '0050-01-01T00:00:00.000Z', '0051-01-01T00:00:00.000Z'],
  ]
  for (const [text, start, end] of precisions) {
    it(`takes ${text} as the whole time that it names`, () => expect(inUtc(text)).to.deep.equal([start, end]))
  }

  const wrong = [
    ...['', '13', '2013-1', '2013-13', '2013-00', '2013-02-29', '1900-02-29', '2013-04-31', '2013-01-00', '0000'],
    ...['2013-01-14T10', '2013-01-14T24:00', '2013-01-14T10:60', '2013-01-14T10:00:61', '2013-01-14 10:00', '20130114'],
    ...['2013-01-14Z', '2013-01-14T10:00+15:00', '2013-01-14T10:00+05:60', '2013-01-14T10:00:00.Z', '2013-01-14\n'],
  ]
  for (const text of wrong) {
    it(`refuses '${text.replace('\n', '\\n')}'`, () => expect(parseDate(text)).to.equal(undefined))
  }

  const chicago = (local: number): number => (local < Date.UTC(2024, 10, 3, 2) ? -5 : -6) * hour
  const lengthOf = (text: string): number => {
    const date = parseDate(text)
    const interval: Interval = date ? intervalOf(date, chicago) : { start: 0, end: 0 }
    return interval.end - interval.start
  }

  it('asks the zone at both ends, so that the long day of autumn has 25 hours', () => {
    expect(lengthOf('2024-11-03') / hour).to.equal(25)
  })

  it('gives a minute sixty seconds where the hour behind it is repeated', () => {
    expect(lengthOf('2024-11-03T01:59')).to.equal(60_000)
  })

  it('leaves the zone unasked where the text names an offset', () => {
    expect(parseDate('2024-11-03T01:30-06:00')?.offset).to.equal(-6 * hour)
    expect(parseDate('2024-11-03T01:30Z')?.offset).to.equal(0)
    expect(parseDate('2024-11-03T01:30')).not.to.have.property('offset')
  })

  for (const prefix of ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const) {
    it(`reads the prefix ${prefix}`, () =>
      expect(parseDateValue('date', `${prefix}2013-01-14`).prefix).to.equal(prefix))
  }

  it('takes a date without prefix as eq', () => expect(parseDateValue('date', '2013').prefix).to.equal('eq'))

  it('names the parameter and the form in the refusal, and the plus sign where that was lost', () => {
    const read = (): unknown => parseDateValue('birthdate', 'gt2013-01-14T10:00 05:00')
    expect(read).to.throw(Problem, /birthdate.*expected a date/)
    try {
      read()
    } catch (problem) {
      expect(problem).to.include({ code: 'parse-value', status: 400 })
      expect(problem).to.have.nested.property('details.hint').that.includes('%2B')
    }
  })

  it('widens ap by a tenth of the distance from now', () => {
    expect(approximately({ start: 1000, end: 2000 }, 12_000)).to.deep.equal({ start: 0, end: 3000 })
    expect(approximately({ start: 1000, end: 2000 }, 1500)).to.deep.equal({ start: 1000, end: 2000 })
    expect(approximately({ start: 1000, end: 2000 }, 0)).to.deep.equal({ start: 900, end: 2100 })
  })
})
