/** Events -> counters and histograms of prom-client, and those -> the text that Prometheus reads. */
import { Counter, Histogram, Registry } from 'prom-client'
import type { Answered, Event } from './events.ts'

export interface Metrics {
  note(event: Event): void
  /** The exposition text. */
  print(): Promise<string>
  readonly contentType: string
}

const seconds = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]

function createInstruments(registry: Registry) {
  const registers = [registry]
  return {
    requests: new Counter({
      name: 'portico_requests_total',
      help: 'Requests answered.',
      labelNames: ['route', 'surface', 'type', 'status', 'ending', 'problem'],
      registers,
    }),
    duration: new Histogram({
      name: 'portico_request_duration_seconds',
      help: 'From the request to the last byte of its answer.',
      labelNames: ['route', 'surface'],
      buckets: seconds,
      registers,
    }),
    stages: new Histogram({
      name: 'portico_stage_duration_seconds',
      help: 'What the stages of a request took.',
      labelNames: ['stage', 'route'],
      buckets: seconds,
      registers,
    }),
    bytes: new Counter({
      name: 'portico_response_bytes_total',
      help: 'Bytes of answers.',
      labelNames: ['route', 'surface'],
      registers,
    }),
    events: new Counter({ name: 'portico_events_total', help: 'Other events.', labelNames: ['kind'], registers }),
  }
}

type Instruments = ReturnType<typeof createInstruments>

/** Labels are templates, resource types, statuses and problem codes: their number is bounded, and none is of a patient. */
function count(instruments: Instruments, event: Answered): void {
  const { route, surface, type, status, ending, problem } = event
  const place = { route, surface: surface ?? '' }
  instruments.requests.inc({ ...place, type: type ?? '', status, ending, problem: problem ?? '' })
  instruments.duration.observe(place, event.ms / 1000)
  instruments.bytes.inc(place, event.bytes)
  for (const { name, ms } of event.stages) instruments.stages.observe({ stage: name, route }, ms / 1000)
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const instruments = createInstruments(registry)
  return {
    note: (event) => {
      if (event.kind === 'answered') count(instruments, event)
      else instruments.events.inc({ kind: event.kind })
    },
    print: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
