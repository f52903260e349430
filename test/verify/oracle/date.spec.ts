import { expect } from 'chai'
import { ask, oracle, rule, type Row } from './asking.ts'

const born = (birthDate: string) => ({ resourceType: 'Patient', birthDate })
const at = (effectiveDateTime: string) => ({ resourceType: 'Observation', effectiveDateTime })
const during = (start?: string, end?: string) => ({ resourceType: 'Observation', effectivePeriod: { start, end } })

/** Which of the prefixes match. */
const only = (resource: object, name: string, value: string, matching: string): readonly Row[] =>
  ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb'].map((prefix) => [
    resource,
    `${name}=${prefix}${value}`,
    matching.split(' ').includes(prefix),
  ])

describe('the oracle on dates', () => {
  rule('compares a day with a day', [
    ...only(born('1947-03-02'), 'birthdate', '1947-03-02', 'eq ge le'),
    ...only(born('1947-03-03'), 'birthdate', '1947-03-02', 'ne gt ge sa'),
    ...only(born('1947-03-01'), 'birthdate', '1947-03-02', 'ne lt le eb'),
    [born('1947-03-02'), 'birthdate=1947-03-02', true],
  ])
  rule('finds a day inside a month or a year that is asked', [
    ...only(born('1947-03-02'), 'birthdate', '1947', 'eq ge le'),
    ...only(born('1947-03-02'), 'birthdate', '1947-03', 'eq ge le'),
    ...only(born('1948-01-01'), 'birthdate', '1947', 'ne gt ge sa'),
  ])
  rule('does not find a partial date by a day inside it, which it both precedes and follows', [
    ...only(born('1947'), 'birthdate', '1947-03-02', 'ne gt lt ge le'),
    ...only(born('1947-03'), 'birthdate', '1947-03-01', 'ne gt ge'),
    ...only(born('1947-03'), 'birthdate', '1947-03-31', 'ne lt le'),
  ])
  rule('does not take a missing date as unequal', [
    [{ resourceType: 'Patient' }, 'birthdate=ne1947', false],
    [{ resourceType: 'Patient' }, 'birthdate:missing=true', true],
  ])
  rule('reads values without an offset, and days, in the tenant zone', [
    [at('2024-07-02T04:59:59Z'), 'date=2024-07-01', true],
    [at('2024-07-02T05:00:00Z'), 'date=2024-07-01', false],
    [at('2024-07-01T10:15:00-05:00'), 'date=2024-07-01T10:15', true],
    [at('2024-07-01T15:15:30Z'), 'date=2024-07-01T10:15', true],
    [at('2024-07-01T15:15:30Z'), 'date=2024-07-01T15:15Z', true],
    [at('2024-07-01T15:15:30Z'), 'date=2024-07-01T15:15', false],
    [at('2024-07-01'), 'date=2024-07-01', true],
    [at('2024-07-01'), 'date=ge2024-07-01T00:00:00-05:00', true],
    [at('2024-07-01'), 'date=lt2024-07-01T00:00:00-05:00', false],
    [at('2024-07-01'), 'date=lt2024-07-01T05:00:01Z', true],
  ])
  rule('knows the days of 23 and 25 hours', [
    [at('2024-03-10T05:59:59Z'), 'date=2024-03-10', false],
    [at('2024-03-10T06:00:00Z'), 'date=2024-03-10', true],
    [at('2024-03-11T04:59:59Z'), 'date=2024-03-10', true],
    [at('2024-03-11T05:00:00Z'), 'date=2024-03-10', false],
    [at('2024-11-03T05:00:00Z'), 'date=2024-11-03', true],
    [at('2024-11-04T05:59:59Z'), 'date=2024-11-03', true],
    [at('2024-11-04T06:00:00Z'), 'date=2024-11-03', false],
  ])
  rule('takes the first of a time that comes twice, and the jump for one that never comes', [
    [at('2024-11-03T01:30:00-05:00'), 'date=2024-11-03T01:30', true],
    [at('2024-11-03T01:30:00-06:00'), 'date=2024-11-03T01:30', false],
    [at('2024-03-10T03:00:00-05:00'), 'date=2024-03-10T02:30', true],
    [at('2024-03-10T03:30:00-05:00'), 'date=2024-03-10T02:30', false],
  ])
  rule('lets precision decide what contains what', [
    [at('2024-07-01T15:15:30Z'), 'date=2024-07-01T15:15:30Z', true],
    [at('2024-07-01T15:15:30.500Z'), 'date=2024-07-01T15:15:30Z', true],
    [at('2024-07-01T15:15:30Z'), 'date=2024-07-01T15:15:30.000Z', false],
    [at('2024-07-01T15:15:30.123Z'), 'date=2024-07-01T15:15:30.1Z', true],
    [at('2024-07-01T15:15:30.223Z'), 'date=2024-07-01T15:15:30.1Z', false],
  ])
  rule('takes a period to the end of its last day', [
    ...only(during('2024-01-01', '2024-01-31'), 'date', '2024-01', 'eq ge le'),
    ...only(during('2024-01-01', '2024-01-31'), 'date', '2024-01-31', 'ne lt le'),
    ...only(during('2024-01-01', '2024-01-31'), 'date', '2024-01-10', 'ne gt lt ge le'),
    ...only(during('2024-01-01', '2024-01-31'), 'date', '2024-02-01', 'ne lt le eb'),
    ...only(during('2024-01-01', '2024-01-31'), 'date', '2023-12-31', 'ne gt ge sa'),
  ])
  rule('takes an open period as endless', [
    ...only(during('2024-01-01'), 'date', '2030', 'ne gt lt ge le'),
    ...only(during('2024-01-01'), 'date', '2023', 'ne gt ge sa'),
    ...only(during(undefined, '2024-01-01'), 'date', '1900', 'ne gt lt ge le'),
    ...only(during(undefined, '2024-01-01'), 'date', '2025', 'ne lt le eb'),
  ])
  rule('widens ap by a tenth of the way from now', [
    [at('2016-11-15T12:00:00Z'), 'date=ap2016-11-15', true],
    [at('2015-11-20T12:00:00Z'), 'date=ap2016-11-15', true],
    [at('2015-11-10T12:00:00Z'), 'date=ap2016-11-15', false],
    [at('2017-11-15T12:00:00Z'), 'date=ap2016-11-15', true],
    [at('2017-11-20T12:00:00Z'), 'date=ap2016-11-15', false],
    [during('2000-01-01'), 'date=ap2016-11-15', true],
  ])
  rule('follows casts, choices and extensions', [
    [{ resourceType: 'Condition', onsetPeriod: { start: '2020' } }, 'onset-date=ge2020', true],
    [{ resourceType: 'Condition', onsetAge: { value: 3 } }, 'onset-date:missing=true', true],
    [{ resourceType: 'Patient', deceasedBoolean: true }, 'death-date:missing=true', true],
    [{ resourceType: 'Patient', deceasedDateTime: '2020-05-05' }, 'death-date=2020-05', true],
    [
      { resourceType: 'Condition', extension: [{ url: 'urn:asserted', valueDateTime: '2020' }] },
      'asserted-date=2020',
      true,
    ],
    [{ resourceType: 'Observation', effectiveTiming: { event: ['2020-01-01', '2020-03-01'] } }, 'date=gt2020-02', true],
    [{ resourceType: 'Patient', meta: { lastUpdated: '2024-07-02T04:59:59Z' } }, '_lastUpdated=2024-07-01', true],
  ])
  rule('takes any of several dates', [[born('1947-03-02'), 'birthdate=1950,1947', true]])

  it('throws on what is no date', () => {
    for (const value of ['1947-13', '1947-02-30', 'xx1947', '1947-03-02T10', '47', '', 'gt']) {
      expect(() => oracle.matches(born('1947'), ask(`birthdate=${value}`)), value).to.throw()
    }
    expect(() => oracle.matches(born('1947'), ask('birthdate:not=1947'))).to.throw('modifier not')
  })
})
