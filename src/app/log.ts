/** Events -> log lines: JSON for a machine, words where a person watches. */
import { pino, type DestinationStream, type Level, type Logger } from 'pino'
import { build as buildPretty } from 'pino-pretty'
import type { Event } from './events.ts'
import { wordsOf } from './words.ts'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

function levelOf(event: Event): Level {
  switch (event.kind) {
    case 'answered':
      return event.status === 500 || event.ending === 'broken' ? 'error' : event.status > 500 ? 'warn' : 'info'
    case 'door':
      return event.fault !== undefined ? 'error' : event.replay !== undefined ? 'warn' : 'info'
    case 'warning':
      return 'warn'
    case 'provider-fault':
    case 'mapping-refused':
    case 'tables-refused':
      return 'error'
    case 'listening':
    case 'mapping-loaded':
    case 'tables-read':
    case 'stopping':
    case 'stopped':
      return 'info'
  }
}

const toMilliseconds = (ms: number): number => Math.round(ms * 100) / 100

function fieldsOf(event: Event): object {
  const { kind: _, ...fields } = event
  if (event.kind === 'door') return { ...fields, ms: toMilliseconds(event.ms) }
  if (event.kind !== 'answered') return fields
  const stages = Object.fromEntries(event.stages.map(({ name, ms }) => [name, toMilliseconds(ms)]))
  return { ...fields, ms: toMilliseconds(event.ms), stages }
}

const isWatched = (): boolean => process.stdout.isTTY

const forPeople = (): DestinationStream => buildPretty({ colorize: true, translateTime: 'HH:MM:ss', sync: true })

/** Writes to standard output. As JSON it is asynchronous: lines of the last moments before a crash may be lost. */
export const createLogger = (level: LogLevel): Logger =>
  isWatched() ? pino({ level, base: null }, forPeople()) : pino({ level, base: null })

export const logEvent = (logger: Logger, event: Event): void => {
  const level = levelOf(event)
  if (!logger.isLevelEnabled(level)) return
  if (isWatched()) logger[level](wordsOf(event))
  else logger[level](fieldsOf(event), event.kind)
}
