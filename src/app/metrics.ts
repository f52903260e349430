/** Events -> sums kept by label, and those -> the text that Prometheus reads, by prom-client when it asks. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../rows/database.ts'
import type { DoorEvent } from '../smart/gate/door.ts'
import type { Answered, Event } from './events.ts'

export interface Metrics {
  note(event: Event): void
  /** The exposition text. */
  print(): Promise<string>
  readonly contentType: string
  /** Adds the `process_` and `nodejs_` metrics, and the state of the pool. For the one process that is measured. */
  watch(database: Database): void
}

/** Sums by their label values, joined: adding to one costs no more than a look into a map. */
interface Sums {
  add(amount: number, ...values: readonly string[]): void
}

const separator = '\u0000'

/** A counter that is filled in when it is collected; a request pays for none of prom-client's checks. */
function createSums(registry: Registry, name: string, help: string, labelNames: readonly string[]): Sums {
  const sums = new Map<string, number>()
  const counter = new Counter({
    name,
    help,
    labelNames,
    registers: [registry],
    collect: () => {
      counter.reset()
      for (const [key, sum] of sums) {
        const values = key.split(separator)
        counter.inc(Object.fromEntries(labelNames.map((label, index) => [label, values[index] ?? ''])), sum)
      }
    },
  })
  return {
    add: (amount, ...values) => {
      const key = values.join(separator)
      sums.set(key, (sums.get(key) ?? 0) + amount)
    },
  }
}

function createInstruments(registry: Registry) {
  const sums = (name: string, help: string, ...labels: readonly string[]): Sums =>
    createSums(registry, name, help, labels)
  return {
    requests: sums(
      'portico_requests_total',
      'Requests answered.',
      'route',
      'surface',
      'type',
      'status',
      'ending',
      'problem',
    ),
    seconds: sums(
      'portico_request_seconds_total',
      'From requests to the last bytes of their answers.',
      'route',
      'surface',
    ),
    stages: sums('portico_stage_seconds_total', 'What the stages of requests took.', 'stage', 'route'),
    bytes: sums('portico_response_bytes_total', 'Bytes of answers.', 'route', 'surface'),
    door: sums('portico_door_requests_total', 'Requests at the front door.', 'route', 'realm', 'status', 'refusal'),
    doorSeconds: sums('portico_door_seconds_total', 'What requests at the front door took.', 'route', 'realm'),
    stageHistogram: new Histogram({
      name: 'portico_stage_seconds',
      help: 'How long each stage of a request took.',
      labelNames: ['stage'],
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
      registers: [registry],
    }),
    events: sums('portico_events_total', 'Other events.', 'kind'),
  }
}

type Instruments = ReturnType<typeof createInstruments>

/** Labels are templates, resource types, statuses and problem codes: their number is bounded, and none is of a patient. */
function count(instruments: Instruments, event: Answered): void {
  const { route, surface = '', type = '', status, ending, problem = '' } = event
  instruments.requests.add(1, route, surface, type, String(status), ending, problem)
  instruments.seconds.add(event.ms / 1000, route, surface)
  instruments.bytes.add(event.bytes, route, surface)
  for (const { name, ms } of event.stages) {
    instruments.stages.add(ms / 1000, name, route)
    instruments.stageHistogram.observe({ stage: name }, ms / 1000)
  }
}

function countDoor(instruments: Instruments, { route, realm = '', status, refusal = '', ms }: DoorEvent): void {
  instruments.door.add(1, route, realm, String(status), refusal)
  instruments.doorSeconds.add(ms / 1000, route, realm)
}

/** Seconds since code tables and organizations were last read, whether they had changed or not. */
function createAge(registry: Registry): (event: Event) => void {
  let readAt: number | undefined
  const gauge = new Gauge({
    name: 'portico_tables_age_seconds',
    help: 'Since code tables and organizations were last read.',
    registers: [registry],
    collect: () => {
      if (readAt !== undefined) gauge.set((Date.now() - readAt) / 1000)
    },
  })
  return ({ kind }) => {
    if (kind === 'mapping-loaded' || kind === 'tables-read') readAt = Date.now()
  }
}

function watchPool(registry: Registry, { counts }: Database): void {
  if (counts === undefined) return
  const gauge = new Gauge({
    name: 'portico_pool_connections',
    help: 'Connections to the legacy database that are used and idle, and statements waiting for one.',
    labelNames: ['state'],
    registers: [registry],
    collect: () => {
      for (const [state, count] of Object.entries(counts())) gauge.set({ state }, count)
    },
  })
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const noteAge = createAge(registry)
  const instruments = createInstruments(registry)
  return {
    note: (event) => {
      noteAge(event)
      if (event.kind === 'answered') count(instruments, event)
      else if (event.kind === 'door') countDoor(instruments, event)
      else instruments.events.add(1, event.kind)
    },
    print: () => registry.metrics(),
    contentType: registry.contentType,
    watch: (database) => {
      collectDefaultMetrics({ register: registry })
      watchPool(registry, database)
    },
  }
}
