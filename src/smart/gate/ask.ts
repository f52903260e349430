/** The gate's own page: what has to be asked of a person, one thing after the other, and what they answer. */
import type { Request, Response } from 'express'
import { timingSafeEqual } from 'node:crypto'
import { Problem } from '../../fhir/problem.ts'
import { readConsent, readOrganizations, readPicker, readSearch } from '../pages/forms.ts'
import { grantedScopes } from '../scopes/granted.ts'
import { choicesFor, showPage, type Asking, type Searched } from './ask-page.ts'
import { askUrl } from './callback.ts'
import { loadInteraction, saveInteraction } from './cookies.ts'
import type { Door, DoorRealm } from './door.ts'
import { finish } from './finish.ts'
import { groupsOf } from './groups.ts'
import { saveLeftOut } from './left-out.ts'
import { PageRefusal, Refusal } from './refusal.ts'
import { decide, type Known } from './steps.ts'
import { targetOf, tellApp } from './tell-app.ts'

const expired = (): PageRefusal => new PageRefusal('invalid_request', 'The page has ended.', 'expired')

async function loadKnown(door: Door, realm: DoorRealm, request: Request): Promise<Known> {
  const { i } = request.query
  const interaction = await loadInteraction(door, realm.name, typeof i === 'string' ? i : '', request)
  if (interaction.person === undefined) throw expired()
  return { ...interaction, person: interaction.person }
}

/** A form that another site made a browser send has neither the cookie nor what the page holds. */
function checkOrigin({ settings }: Door, { headers }: Request): void {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  const isForeign = origin !== undefined && origin !== new URL(settings.publicUrl).origin
  if (isForeign || (site !== undefined && site !== 'same-origin'))
    throw new PageRefusal('invalid_request', 'The form was sent from another site.', 'request-wrong', 403)
}

function isEqual(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}

const denied = (): Refusal => new Refusal('access_denied', 'the user shares nothing with the app')

type Exchange = readonly [Request, Response]

async function begin(door: Door, realm: DoorRealm, [request, response]: Exchange): Promise<Asking> {
  const known = await loadKnown(door, realm, request)
  const client = await door.directory.client(realm.name, known.request.client)
  if (client === undefined) throw new PageRefusal('invalid_client', 'The app is not registered here any more.')
  return { door, realm, client, request, response, decided: await decide(door, realm, client, known) }
}

/** As with any other work on the way to a code, the app is told of what goes wrong. */
async function forApp(
  door: Door,
  realm: DoorRealm,
  [request, response]: Exchange,
  work: () => Promise<void>,
): Promise<void> {
  const known = await loadKnown(door, realm, request)
  await tellApp(door, realm, targetOf(known.request), [request, response], work)
}

export async function showAsk(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  await forApp(door, realm, [request, response], async () => {
    const asking = await begin(door, realm, [request, response])
    const { client, decided } = asking
    const { step, interaction } = decided
    if (step.kind === 'done')
      return finish(door, realm, client, interaction, interaction.request.scopes, [request, response])
    const { lang } = request.query
    if (typeof lang !== 'string') return showPage(asking, step)
    // Kept for the pages that follow.
    const chosen = { ...interaction, locales: lang.slice(0, 16) }
    await saveInteraction(door, chosen, response)
    return showPage({ ...asking, decided: { ...asking.decided, interaction: chosen } }, step)
  })
}

/** The answer is kept, and what comes next is asked at an address of its own, so that "back" sends no form again. */
async function answer({ door, realm, response }: Asking, next: Known): Promise<void> {
  await saveInteraction(door, next, response)
  response.set('Cache-Control', 'no-store').redirect(303, askUrl(door, { ...next, realm: realm.name }))
}

const mostShown = 20

/** A search that the database cannot serve is told on the page, as is one that finds too many. */
async function search({ door, client, decided }: Asking, asked: Searched['asked']): Promise<Searched | undefined> {
  const { person, organization } = decided.interaction
  try {
    const found = await door.patients.within(groupsOf(client)).search(person, organization ?? '', asked, mostShown)
    return { ...found, asked, isAnswered: true }
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return undefined
    throw error
  }
}

async function answerSearch(asking: Asking, form: NonNullable<ReturnType<typeof readSearch>>): Promise<void> {
  const { asked, problem } = form
  const nothing: Searched = { asked, patients: [], more: false, isAnswered: false }
  if (problem !== undefined) return showPage({ ...asking, searched: nothing, problem }, { kind: 'patient' })
  const searched = await search(asking, asked)
  if (searched === undefined)
    return showPage({ ...asking, searched: nothing, problem: 'too-wide' }, { kind: 'patient' })
  return showPage({ ...asking, searched }, { kind: 'patient' })
}

async function answerPicker(asking: Asking, form: NonNullable<ReturnType<typeof readPicker>>): Promise<void> {
  const { door, realm, client, decided } = asking
  const { interaction, step } = decided
  if (form.action === 'cancel') throw denied()
  if (step.kind !== 'patient') throw expired()
  if (form.patient === undefined) return showPage({ ...asking, problem: 'choose-one' }, step)
  const { organization = '', person } = interaction
  // What the form says is anyone's word: whether the chart is open to the person is asked anew, here and of every page after it.
  if (!(await door.patients.within(groupsOf(client)).mayOpen(person, realm, organization, form.patient)))
    return showPage({ ...asking, problem: 'patient-refused' }, step)
  return answer(asking, { ...interaction, patient: form.patient })
}

async function answerOrganizations(
  asking: Asking,
  form: NonNullable<ReturnType<typeof readOrganizations>>,
): Promise<void> {
  const { interaction, step } = asking.decided
  if (form.action === 'cancel') throw denied()
  if (step.kind !== 'organization') throw expired()
  const { organization } = form
  if (organization === undefined || !step.organizations.includes(organization))
    return showPage({ ...asking, problem: 'choose-one' }, step)
  return answer(asking, { ...interaction, organization })
}

async function answerConsent(asking: Asking, form: NonNullable<ReturnType<typeof readConsent>>): Promise<void> {
  const { door, realm, client, decided, request, response } = asking
  const { interaction, step } = decided
  if (form.action === 'deny') throw denied()
  if (step.kind !== 'consent') throw expired()
  const choices = choicesFor(door, realm, client, interaction)
  const scopes = grantedScopes(interaction.request.scopes, choices, form.ticked, new Set(client.scopes))
  await saveLeftOut(door, interaction, choices, form.ticked, response)
  await finish(door, realm, client, interaction, scopes, [request, response])
}

/** The four forms of the pages, told apart by their buttons and fields. */
async function answerForm(asking: Asking, body: URLSearchParams): Promise<void> {
  const { csrf } = asking.decided.interaction
  if (!isEqual(body.get('csrf') ?? '', csrf))
    throw new PageRefusal('invalid_request', 'The form is not one of this page.', 'expired', 403)
  const { step } = asking.decided
  // Who has patients of their own to choose from does not search.
  if (body.get('action') === 'search' && step.kind === 'patient' && step.patients === undefined) {
    const form = readSearch(body)
    if (form !== undefined) return answerSearch(asking, form)
  }
  const consent = readConsent(body)
  if (consent !== undefined) return answerConsent(asking, consent)
  const isOrganization = step.kind === 'organization'
  const organizations = isOrganization ? readOrganizations(body) : undefined
  if (organizations !== undefined) return answerOrganizations(asking, organizations)
  const picker = readPicker(body)
  if (picker !== undefined) return answerPicker(asking, picker)
  throw new PageRefusal('invalid_request', 'The form is not one of this page.')
}

export async function takeAnswer(door: Door, realm: DoorRealm, request: Request, response: Response): Promise<void> {
  checkOrigin(door, request)
  await forApp(door, realm, [request, response], async () => {
    const asking = await begin(door, realm, [request, response])
    await answerForm(asking, new URLSearchParams(String(request.body ?? '')))
  })
}
