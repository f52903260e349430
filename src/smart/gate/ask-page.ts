/** An interaction and what is to be asked next -> the page that asks it. */
import type { Request, Response } from 'express'
import type { Client, PatientEntry } from '../model.ts'
import { renderConsent } from '../pages/consent.ts'
import type { AppModel } from '../pages/form.ts'
import type { SearchFields } from '../pages/forms.ts'
import type { FormModel, Page } from '../pages/frame.ts'
import { renderOrganizations } from '../pages/organizations.ts'
import { renderPicker } from '../pages/picker.ts'
import type { PickerModel } from '../pages/picker-model.ts'
import { choicesOf, type Choices } from '../scopes/choices.ts'
import type { Door, DoorRealm } from './door.ts'
import { findLeftOut } from './left-out.ts'
import { pageModel, sendPage } from './page.ts'
import { paths } from './path.ts'
import type { Decided, Known, Step } from './steps.ts'

/** What was found for staff, or why nothing was. */
export interface Searched {
  readonly asked: SearchFields
  readonly patients: readonly PatientEntry[]
  readonly more: boolean
  readonly isAnswered: boolean
}

export interface Asking {
  readonly door: Door
  readonly realm: DoorRealm
  readonly client: Client
  readonly request: Request
  readonly response: Response
  readonly decided: Decided
  readonly searched?: Searched
  /** What was wrong with the form that was posted. */
  readonly problem?: PickerModel['problem']
}

/** Browsers hold redirects after a form against the page's policy, so where the app waits is in it. */
export function formActions(redirectUri: string): readonly string[] {
  const { origin, protocol } = new URL(redirectUri)
  return [origin === 'null' ? protocol : origin]
}

function formModel({ door, realm, request, decided: { interaction } }: Asking): FormModel {
  const options = { uiLocales: interaction.locales, interaction: interaction.id }
  return {
    ...pageModel(door, realm, request, options),
    action: `/realms/${realm.name}${paths.ask}?i=${interaction.id}`,
    csrf: interaction.csrf,
    formActions: formActions(interaction.request.redirectUri),
  }
}

const appModel = ({ client }: Asking, { request }: Known): AppModel => ({
  name: client.name,
  redirectUri: request.redirectUri,
  ...(client.policyUri !== undefined && { policyUri: client.policyUri }),
})

/** The same for the page and for the form that comes back from it. */
export const choicesFor = ({ patients }: Door, realm: DoorRealm, client: Client, { request }: Known): Choices =>
  choicesOf(request.scopes, new Set(client.scopes), {
    contexts: realm.contexts.filter((each) => each !== 'system'),
    types: patients.types(),
  })

async function patientModel({ door }: Asking, { person, organization, patient }: Known) {
  if (patient === undefined || organization === undefined) return undefined
  const entry = await door.patients.find(organization, patient)
  return entry && { name: entry.name, isSelf: person.fhirUser === `Patient/${patient}` }
}

async function consentPage(asking: Asking): Promise<Page> {
  const { door, realm, client, request } = asking
  const { interaction } = asking.decided
  const patient = await patientModel(asking, interaction)
  return renderConsent({
    ...formModel(asking),
    app: appModel(asking, interaction),
    person: interaction.person.name,
    choices: choicesFor(door, realm, client, interaction),
    leftOut: await findLeftOut(door, interaction, request),
    offlineDays: door.settings.lifetimes.refreshTokenDays,
    accountUrl: `/realms/${realm.name}/account/`,
    ...(patient !== undefined && { patient }),
  })
}

function pickerPage(asking: Asking, patients: readonly PatientEntry[] | undefined): Page {
  const { searched, problem } = asking
  const { interaction } = asking.decided
  const nothing: Searched = { asked: {}, patients: [], more: false, isAnswered: false }
  const { patients: found, ...search } = searched ?? nothing
  return renderPicker({
    ...formModel(asking),
    app: appModel(asking, interaction),
    person: interaction.person.name,
    patients: patients ?? found,
    ...(patients === undefined && { search }),
    ...(problem !== undefined && { problem }),
  })
}

function organizationsPage(asking: Asking, organizations: readonly string[]): Page {
  const { interaction } = asking.decided
  return renderOrganizations({
    ...formModel(asking),
    app: appModel(asking, interaction),
    person: interaction.person.name,
    organizations: organizations.map((id) => ({ id, name: asking.door.organizationName(id) })),
    isUnchosen: asking.problem !== undefined,
  })
}

const pageOf = async (asking: Asking, step: Exclude<Step, { readonly kind: 'done' }>): Promise<Page> => {
  switch (step.kind) {
    case 'organization':
      return organizationsPage(asking, step.organizations)
    case 'patient':
      return pickerPage(asking, step.patients)
    case 'consent':
      return consentPage(asking)
  }
}

export async function showPage(asking: Asking, step: Exclude<Step, { readonly kind: 'done' }>): Promise<void> {
  const status = asking.problem === undefined ? 200 : 422
  sendPage(asking.response, status, await pageOf(asking, step))
}
