/** A token response -> the steps on what it says of patient, encounter, style and banner. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html */
import { describe, mustAnswer, textOf } from '../answers.ts'
import { must, need, Skipped, type Check } from '../verdict.ts'
import { askFhir, mustBeResource, patientOf } from './fhir.ts'

export const unauthorizedStep = (name: string): Check => ({
  title: 'the patient cannot be read without a token',
  run: async (session) => {
    const visit = session.visit(name)
    const request = { name: 'Patient/{patient} without a token', anonymous: true }
    mustAnswer(await askFhir(session, visit, `Patient/${patientOf(visit)}`, request), 401)
  },
})

export const patientStep = (name: string): Check => ({
  title: 'the patient of the launch can be read',
  run: async (session) => {
    const visit = session.visit(name)
    const answer = await askFhir(session, visit, `Patient/${patientOf(visit)}`, { name: 'Patient/{patient}' })
    mustBeResource(answer, 'Patient')
  },
})

/** The same with the token of a refresh. */
export const patientAfterRefresh = (name: string): Check => ({
  title: 'the patient can be read with the new token',
  run: async (session) => {
    const { refreshAnswer } = session.visit(name)
    const answer = need(refreshAnswer, 'nothing was refreshed')
    if (answer.status !== 200) throw new Skipped(describe(answer))
    return patientStep(name).run(session)
  },
})

export const encounterStep = (name: string, id?: string): Check => ({
  title: 'the encounter of the launch can be read',
  ...(id !== undefined && { id }),
  run: async (session) => {
    const visit = session.visit(name)
    const encounter = need(textOf(visit.token, 'encounter'), 'the token response had no encounter')
    const answer = await askFhir(session, visit, `Encounter/${encounter}`, { name: 'Encounter/{encounter}' })
    mustBeResource(answer, 'Encounter')
  },
})

export const styleStep = (name: string, id?: string): Check => ({
  title: 'the token response has smart_style_url, which leads to JSON',
  ...(id !== undefined && { id }),
  run: async ({ visit, ask }) => {
    const token = need(visit(name).token, 'there is no token')
    const url = textOf(token, 'smart_style_url') ?? ''
    must(url !== '', 'the token response has no smart_style_url')
    const answer = await ask(url)
    mustAnswer(answer, 200)
    must(answer.json !== undefined, `${answer.request} answered with something that is no JSON object`)
  },
})

export const bannerStep = (name: string, id?: string): Check => ({
  title: 'the token response has need_patient_banner',
  ...(id !== undefined && { id }),
  run: ({ visit }) => {
    const token = need(visit(name).token, 'there is no token')
    must('need_patient_banner' in token, 'the token response has no need_patient_banner')
  },
})
