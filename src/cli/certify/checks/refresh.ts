/** A refresh token -> the steps on its use. https://hl7.org/fhir/smart-app-launch/app-launch.html#refresh-access-token */
import { randomUUID } from 'node:crypto'
import { describe, jsonBody, mustAnswer, textOf } from '../answers.ts'
import type { Session, Visit } from '../model.ts'
import { wordsOf } from '../scopes/resource-scope.ts'
import { must, need, type Check } from '../verdict.ts'
import { patientAfterRefresh } from './context.ts'
import { askToken, checkTokenBody } from './token.ts'

export const refreshTokenOf = (visit: Visit): string =>
  need(textOf(visit.token, 'refresh_token'), 'no refresh token was received')

const scopeOf = (visit: Visit): string => textOf(visit.token, 'scope') ?? ''

/** The new tokens take the place of the old. */
const refresh = async (session: Session, visit: Visit, scope?: string): Promise<void> => {
  const parameters = { grant_type: 'refresh_token', refresh_token: refreshTokenOf(visit) }
  visit.previousScope = scopeOf(visit)
  const answer = await askToken(session, visit, {
    parameters: { ...parameters, ...(scope !== undefined && { scope }) },
  })
  visit.refreshAnswer = answer
  mustAnswer(answer, 200)
  visit.token = { ...visit.token, ...jsonBody(answer) }
}

const refreshStep = (name: string, withScope: boolean): Check => ({
  title: `the token is refreshed${withScope ? ', with the scope that was received' : ''}`,
  run: async (session) => {
    const visit = session.visit(name)
    await refresh(session, visit, withScope ? scopeOf(visit) : undefined)
  },
})

/** Throws Failed. */
export const mustNotWiden = (scope: string, previous: string): void => {
  const before = wordsOf(previous)
  const wider = wordsOf(scope).filter((word) => !before.includes(word))
  must(wider.length === 0, `the refresh gave scopes that were not granted before: ${wider.join(' ')}`)
}

const bodyStep = (name: string): Check => ({
  title: 'the refreshed token has its required members, and no wider scope',
  run: ({ visit }) => {
    const { refreshAnswer, previousScope = '' } = visit(name)
    const answer = need(refreshAnswer, 'nothing was refreshed')
    const body = jsonBody(need(answer.status === 200 ? answer : undefined, describe(answer)))
    checkTokenBody(body)
    mustNotWiden(textOf(body, 'scope') ?? '', previousScope)
  },
})

const invalidStep = (name: string): Check => ({
  title: 'a refresh token that nobody gave is refused',
  run: async (session) => {
    const visit = session.visit(name)
    refreshTokenOf(visit)
    const parameters = { grant_type: 'refresh_token', refresh_token: randomUUID() }
    mustAnswer(await askToken(session, visit, { parameters }), 400, 401)
  },
})

/** The group of six steps. */
export const refreshSteps = (name: string): readonly Check[] => [
  refreshStep(name, false),
  bodyStep(name),
  refreshStep(name, true),
  bodyStep(name),
  patientAfterRefresh(name),
  invalidStep(name),
]
