/** A page, a form and an include give of each resource what a read gives, letter for letter. */
import { describeSameness, patientTypes, type Looking } from '../declared/same.ts'
import { callerOf, type Caller } from './client.ts'
import { startDemo } from './demo.ts'

async function textOf(caller: Caller, path: string): Promise<string> {
  const response = await caller.fetch(path)
  return response.text()
}

async function postText(caller: Caller, query: string): Promise<string> {
  const [type = '', body = ''] = query.split('?')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const response = await caller.fetch(`/${type}/_search`, { method: 'POST', body, headers })
  return response.text()
}

async function lookingAs(name: 'amy' | 'drlee', patients: readonly string[]): Promise<Looking> {
  await startDemo()
  const caller = await callerOf(name)
  const reader = {
    search: (query: string) => textOf(caller, query.startsWith('http') ? query : `/${query}`),
    post: (query: string) => postText(caller, query),
    read: (type: string, id: string) => textOf(caller, `/${type}/${id}`),
  }
  return { reader, types: patientTypes, patients }
}

describe('what the clinic is given', () => {
  // Ordinary charts, one into which another was merged, and the one that was merged.
  describeSameness(() => lookingAs('drlee', ['pat-8', 'pat-7']))
})

describe('what a patient is given', () => {
  describeSameness(() => lookingAs('amy', ['pat-1']))
})
