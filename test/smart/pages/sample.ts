/** What the specs of the pages share: a clinic, an app, and each page with something on it. */
import type { ConsentModel } from '../../../src/smart/pages/consent.ts'
import { languageLinks, type FormModel, type Page } from '../../../src/smart/pages/frame.ts'
import type { AppModel } from '../../../src/smart/pages/form.ts'
import type { Locale } from '../../../src/smart/pages/locale.ts'
import type { PickerModel } from '../../../src/smart/pages/picker-model.ts'
import { renderConsent } from '../../../src/smart/pages/consent.ts'
import { renderError } from '../../../src/smart/pages/error.ts'
import { renderOrganizations } from '../../../src/smart/pages/organizations.ts'
import { renderPicker } from '../../../src/smart/pages/picker.ts'
import { choicesOf } from '../../../src/smart/scopes/choices.ts'
import type { BrandSettings } from '../../../src/smart/settings.ts'
import { offer, registered } from '../scopes/sample.ts'

export const brand: BrandSettings = {
  name: 'Cedar Creek Clinic',
  supportUrl: 'https://clinic.example.com/help',
  colors: { primary: '#0b5c7a', onPrimary: '#ffffff', background: '#ffffff', text: '#1d2b33' },
}

export const app: AppModel = {
  name: 'Heart Diary',
  policyUri: 'https://heart-diary.example.com/privacy',
  redirectUri: 'https://heart-diary.example.com/callback',
}

export const form = (locale: Locale): FormModel => ({
  locale,
  brand,
  languageLinks: languageLinks(),
  action: '/realms/portal/gate/ask?i=interaction-1',
  csrf: 'token-1',
  formActions: ['https://heart-diary.example.com'],
})

export const consent = (locale: Locale, scopes: string): ConsentModel => ({
  ...form(locale),
  app,
  person: 'Amy Rivera',
  patient: { name: 'Leo Rivera', isSelf: false },
  choices: choicesOf(scopes.split(' '), registered, offer),
  leftOut: new Set(),
  offlineDays: 90,
  accountUrl: '/realms/portal/account/',
})

export const family: PickerModel['patients'] = [
  { id: 'pat-1', name: 'Rivera, Maria', birthDate: '1980-02-28', gender: 'female', chart: '100234', isSelf: true },
  { id: 'pat-2', name: 'Rivera, Leo', birthDate: '2016-07', gender: 'male', isSelf: false },
]

export const picker = (locale: Locale, more: Partial<PickerModel> = {}): PickerModel => ({
  ...form(locale),
  app,
  person: 'Amy Rivera',
  patients: family,
  ...more,
})

const everything = 'openid fhirUser launch/patient offline_access patient/*.rs user/Patient.r user/Observation.s'

/** Every page in each of its states, by name. */
export const allPages = (locale: Locale): Readonly<Record<string, Page>> => ({
  consent: renderConsent(consent(locale, everything)),
  'consent to nothing': renderConsent(consent(locale, 'openid')),
  picker: renderPicker(picker(locale, { problem: 'choose-one' })),
  'empty picker': renderPicker(picker(locale, { patients: [] })),
  search: renderPicker(
    picker(locale, { search: { asked: {}, isAnswered: false }, patients: [], problem: 'nothing-asked' }),
  ),
  'search without a result': renderPicker(
    picker(locale, { search: { asked: { name: 'zz' }, isAnswered: true }, patients: [] }),
  ),
  'search with results': renderPicker(
    picker(locale, { search: { asked: { name: 'ri' }, isAnswered: true, more: true } }),
  ),
  organizations: renderOrganizations({
    ...form(locale),
    app,
    person: 'Amy Rivera',
    organizations: [
      { id: '1', name: 'Cedar Creek North' },
      { id: '2', name: 'Cedar Creek Pediatrics' },
    ],
    isUnchosen: true,
  }),
  error: renderError({
    ...form(locale),
    kind: 'request-wrong',
    detail: 'aud: is missing.',
    reference: 'a1',
    againUrl: '/x',
  }),
})
