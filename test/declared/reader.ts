/** A database and its mapping -> one who searches and reads there without HTTP, as staff of an organization. */
import { randomBytes } from 'node:crypto'
import { parseScopes } from '../../src/auth/scope.ts'
import { Problem } from '../../src/fhir/problem.ts'
import { parseSearch } from '../../src/parse/search.ts'
import type { Context } from '../../src/plan/model.ts'
import { planRead } from '../../src/plan/read.ts'
import { planSearch } from '../../src/plan/search.ts'
import { runRead } from '../../src/search/run-read.ts'
import { runSearch } from '../../src/search/run-search.ts'
import type { Subject } from '../../src/verify/runner/model.ts'
import type { Reader } from './same.ts'

const base = 'https://portico.invalid/fhir'

/** Who may search all of an organization. */
export function staffOf({ mapping, limits }: Subject): Context {
  const grant = {
    surface: 'sevocity',
    reach: 'organization' as const,
    organization: '1',
    subject: 'someone',
    client: 'app',
    expires: Infinity,
    rules: parseScopes('system/*.rs'),
  }
  const tenant = mapping.tenants.get('1')
  if (tenant === undefined) throw new Error('there is no organization 1')
  return { mapping, grant, tenant, limits, base, now: Date.now(), cursorKey: randomBytes(32) }
}

export function readerOf(subject: Subject): Reader {
  const { database } = subject
  const context = staffOf(subject)
  return {
    search: async (asked) => {
      const [type = '', query = ''] = asked.replace(`${base}/`, '').split('?')
      let text = ''
      for await (const piece of runSearch(planSearch(parseSearch({ type, query }), context), database)) text += piece
      return text
    },
    read: async (type, id) => {
      try {
        return (await runRead(planRead(type, id, context), database)) ?? 'nothing'
      } catch (error) {
        if (error instanceof Problem) return error.code
        throw error
      }
    },
  }
}
