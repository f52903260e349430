/** Turns a wall clock in a zone into an instant, by asking Intl what each instant looks like there. */

/** Year, month (1 to 12), day, hour, minute, second, millisecond; may overflow as in Date.UTC. */
export type WallClock = readonly [number, number, number, number, number, number, number]

const dayMs = 86_400_000
const clocks = new Map<string, Intl.DateTimeFormat>()

/** The milliseconds since 1970 that the wall clock would show were it a UTC clock. */
export function asIfUtc(clock: WallClock): number {
  const date = new Date(0)
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(clock[0], clock[1] - 1, clock[2])
  date.setUTCHours(clock[3], clock[4], clock[5], clock[6])
  return date.getTime()
}

/**
 * The instant at which the zone's clock shows this. A time that comes twice is its first; one that is skipped is the
 * instant of the jump.
 */
export function instantIn(zone: string, clock: WallClock): number {
  const wanted = asIfUtc(clock)
  const before = offsetAt(zone, wanted - dayMs)
  const after = offsetAt(zone, wanted + dayMs)
  const fits = [wanted - before, wanted - after].filter((instant) => instant + offsetAt(zone, instant) === wanted)
  return fits.length > 0 ? Math.min(...fits) : jumpBetween(zone, wanted - after, wanted - before)
}

function jumpBetween(zone: string, from: number, to: number): number {
  const late = offsetAt(zone, to)
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle) === late) high = middle
    else low = middle
  }
  return high
}

/** Milliseconds that the zone's clock is ahead of UTC at the instant. */
function offsetAt(zone: string, instant: number): number {
  const shown = new Map(
    clockOf(zone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  )
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(shown.get(type) ?? 0)
  const year = shown.get('era') === 'BC' ? 1 - read('year') : read('year')
  const whole: WallClock = [year, read('month'), read('day'), read('hour'), read('minute'), read('second'), 0]
  return asIfUtc(whole) - Math.floor(instant / 1000) * 1000
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const numeric = 'numeric'
  const parts = {
    era: 'short',
    year: numeric,
    month: numeric,
    day: numeric,
  } as const
  const times = {
    hour: numeric,
    minute: numeric,
    second: numeric,
    hourCycle: 'h23',
  } as const
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    ...parts,
    ...times,
  })
  clocks.set(zone, made)
  return made
}
