/** Work -> its CPU as a multiple of a known piece of work, so that a slow or busy machine counts for both; and the heap it took. */

export interface Cost {
  readonly units: number
  /** Of what was allocated. */
  readonly megabytes: number
}

/** Milliseconds. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const sample = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`name${at}`, [`value ${at}`, at]]))

/** What takes about a millisecond on a machine of the present. */
function unit(): number {
  const start = cpu()
  for (let turn = 0; turn < 3; turn++) JSON.parse(JSON.stringify(sample))
  return (cpu() - start) / 3
}

async function measured(work: () => Promise<unknown>): Promise<Cost> {
  const before = unit()
  const [start, heap] = [cpu(), process.memoryUsage().heapUsed]
  await work()
  const taken = cpu() - start
  const megabytes = (process.memoryUsage().heapUsed - heap) / 1024 ** 2
  return { units: taken / Math.max(before, unit()), megabytes }
}

const least = (a: Cost, b: Cost): Cost => ({
  units: Math.min(a.units, b.units),
  megabytes: Math.min(a.megabytes, b.megabytes),
})

/** The least of a few tries, as many as it takes to come under the bound: what else the process does meanwhile is not the work's. */
export async function costOf(work: () => Promise<unknown>, most: Cost, tries = 8): Promise<Cost> {
  let best = await measured(work)
  for (let again = 1; again < tries && (best.units > most.units || best.megabytes > most.megabytes); again++)
    best = least(best, await measured(work))
  return best
}
