/** Events -> counters, and those -> the text that Prometheus reads. https://prometheus.io/docs/instrumenting/exposition_formats/ */
import type { Answered, Event } from './events.ts'

export interface Metrics {
  note(event: Event): void
  /** The exposition text, one sample a line. */
  print(): string
}

type Counters = Map<string, number>

const labels = (pairs: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(pairs)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]))
    .join(',')

function add(counters: Counters, name: string, amount: number): void {
  counters.set(name, (counters.get(name) ?? 0) + amount)
}

function count(counters: Counters, event: Answered): void {
  const { route, surface, type, status, ending, problem } = event
  add(counters, `portico_requests_total{${labels({ route, surface, type, status, ending, problem })}}`, 1)
  add(counters, `portico_request_milliseconds_total{${labels({ route, surface })}}`, event.ms)
  add(counters, `portico_response_bytes_total{${labels({ route, surface })}}`, event.bytes)
  for (const { name, ms } of event.stages) {
    add(counters, `portico_stage_milliseconds_total{${labels({ stage: name, route })}}`, ms)
  }
}

/** The number of counters is bounded: labels are templates, resource types, statuses and problem codes. */
export function createMetrics(): Metrics {
  const counters: Counters = new Map()
  return {
    note: (event) => {
      if (event.kind === 'answered') count(counters, event)
      else add(counters, `portico_events_total{${labels({ kind: event.kind })}}`, 1)
    },
    print: () => [...counters].map(([name, value]) => `${name} ${value}\n`).join(''),
  }
}
