/** Events -> what a person reads of them who watches a terminal. */
import type { Answered, Event } from './events.ts'

const lines = (first: string, rest: readonly string[]): string => [first, ...rest.map((each) => `  ${each}`)].join('\n')

function answered(event: Answered): string {
  const { method, route, surface, type, status, ms, problem, ending, request, fault, operator } = event
  const what = [surface, type].filter(Boolean).join(' ')
  const words = [
    `${method} ${route}`,
    what,
    String(status),
    problem,
    ending === 'sent' ? '' : ending,
    `${Math.round(ms)} ms`,
  ]
  const said = words.filter((each) => each !== undefined && each !== '').join(', ')
  const name = [fault?.name, fault?.code, fault?.cause?.name, fault?.cause?.code].filter(Boolean).join(' ')
  if (fault === undefined) return lines(said, operator === undefined ? [] : [operator])
  return lines(`${said}: ${name}, request ${request}`, fault.frames)
}

/** Nothing of a person is in it, as nothing is in the event. Faults of a mapping stand one a line, as the compiler writes them. */
export function wordsOf(event: Event): string {
  switch (event.kind) {
    case 'answered':
      return answered(event)
    case 'door': {
      const { method, route, realm, status, refusal, fault, cause, ms } = event
      const words = [`${method} ${route}`, realm, status, refusal, fault, `${Math.round(ms)} ms`]
      const said = `front door: ${words.filter((each) => each !== undefined).join(', ')}`
      return lines(said, cause === undefined ? [] : [cause])
    }
    case 'listening':
      return `Listening at ${event.url}`
    case 'warning':
    case 'provider-fault':
      return event.text
    case 'mapping-loaded':
      return `The mapping is in force: ${event.sources} sources, in ${Math.round(event.ms)} ms.`
    case 'mapping-refused':
      return lines('The mapping is refused; the one before stays in force.', event.problems)
    case 'tables-read':
      return event.isChanged
        ? 'Code tables and organizations were read anew.'
        : 'Code tables and organizations are unchanged.'
    case 'tables-refused':
      return lines(
        'Code tables and organizations could not be read anew; what was read before stays in force.',
        event.problems,
      )
    case 'stopping':
      return 'Stopping: answers in flight come to their end.'
    case 'stopped':
      return 'Stopped.'
  }
}
