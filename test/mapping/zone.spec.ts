import { expect } from 'chai'
import fc from 'fast-check'
import { instantOf, leastWall, offsetAt, printOffset, wallOf } from '../../src/mapping/zone.ts'

const minute = 60_000
const hour = 60 * minute

/** The zone's own word, asked without memory. */
const formats = new Map<string, Intl.DateTimeFormat>()
function offsetOf(zone: string, instant: number): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')!.value
  const match = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name)!
  return match[1] === undefined ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * minute
}

/** Zones with two long nights at different hours, one of half an hour, one at midnight, and one without any. */
const nights: readonly (readonly [string, number])[] = [
  ['America/Chicago', Date.UTC(2020, 2, 8, 8)],
  ['America/Chicago', Date.UTC(2020, 10, 1, 7)],
  ['America/Chicago', Date.UTC(2006, 3, 2, 8)],
  ['America/New_York', Date.UTC(2021, 2, 14, 7)],
  ['America/New_York', Date.UTC(2021, 10, 7, 6)],
  ['America/Phoenix', Date.UTC(2020, 2, 8, 9)],
  ['America/Havana', Date.UTC(2021, 10, 7, 5)],
  ['Australia/Lord_Howe', Date.UTC(2021, 3, 3, 15)],
]

describe('the clock of a zone', () => {
  it('is what the zone says, at any instant', () => {
    const zones = fc.constantFrom(...nights.map(([zone]) => zone), 'Asia/Kathmandu', 'UTC')
    const instants = fc.oneof(
      fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2040, 0, 1) }),
      fc
        .tuple(fc.constantFrom(...nights.map(([, at]) => at)), fc.integer({ min: -9 * hour, max: 9 * hour }))
        .map(([a, b]) => a + b),
    )
    fc.assert(
      fc.property(zones, instants, (zone, at) => offsetAt(zone, at) === offsetOf(zone, at)),
      { numRuns: 300 },
    )
  })

  it('never goes back, and its least wall time is the least, around every change', () => {
    for (const [zone, night] of nights)
      for (const repeated of ['first', 'later'] as const) {
        const wallAt = night + offsetAt(zone, night)
        const walls = Array.from({ length: 97 }, (_, index) => wallAt + (index - 48) * 5 * minute)
        const instants = walls.map((wall) => instantOf(zone, wall, repeated).instant)
        expect(instants, `${zone} ${repeated}`).to.deep.equal([...instants].sort((a, b) => a - b))
        for (let at = night - 2 * hour; at <= night + 2 * hour; at += 5 * minute) {
          const least = walls.find((_, index) => instants[index]! >= at)
          expect(leastWall(zone, at, repeated), `${zone} ${repeated} ${new Date(at).toISOString()}`).to.equal(least)
        }
      }
  })

  it('stands at the end of the hour that spring skips, and tells so', () => {
    const wall = wallOf(2020, 3, 8, 2, 30)!
    expect(instantOf('America/Chicago', wall)).to.deep.equal({ instant: Date.UTC(2020, 2, 8, 8), skipped: true })
    expect(instantOf('America/Phoenix', wall)).to.deep.equal({ instant: Date.UTC(2020, 2, 8, 9, 30), skipped: false })
  })

  it('shows the repeated hour first, or later where it is asked to', () => {
    const wall = wallOf(2020, 11, 1, 1, 30)!
    expect(instantOf('America/Chicago', wall).instant).to.equal(Date.UTC(2020, 10, 1, 6, 30))
    expect(instantOf('America/Chicago', wall, 'later').instant).to.equal(Date.UTC(2020, 10, 1, 7, 30))
  })

  it('prints offsets of whole minutes, those of local mean time too', () => {
    expect([0, -5 * hour, 5.75 * hour].map(printOffset)).to.deep.equal(['Z', '-05:00', '+05:45'])
    expect(printOffset(offsetAt('America/Chicago', Date.UTC(1753, 0, 1)))).to.equal('-05:51')
  })

  it('knows days that the calendar does not have', () => {
    expect(wallOf(2021, 2, 29)).to.equal(undefined)
    expect(wallOf(2020, 2, 29)).to.equal(Date.UTC(2020, 1, 29))
    expect(wallOf(2020, 13, 1)).to.equal(undefined)
    expect(wallOf(2020, 1, 1, 24)).to.equal(undefined)
  })
})
