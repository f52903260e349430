/** What the pages say: a language that lacks a text does not compile. */
import type { SearchProblem } from '../forms.ts'
import type { Fact } from '../../scopes/choices.ts'
import type { RedirectPlace } from '../redirect-place.ts'
import type { CategoryWords, TypeWords } from './words.ts'

/** Why there is no going on. */
export type ErrorKind =
  | 'expired'
  | 'request-wrong'
  | 'launch-unknown'
  | 'no-patient'
  | 'no-organization'
  | 'not-allowed'
  | 'too-many-requests'
  | 'unavailable'
  | 'not-found'

export interface FrameTexts {
  readonly language: string
  readonly languages: string
  readonly support: string
  readonly problem: string
}

export interface AboutTexts {
  readonly app: string
  readonly person: string
  readonly patient: string
  readonly self: (name: string) => string
  readonly destination: string
  readonly place: (place: RedirectPlace) => string
  readonly policy: (app: string) => string
}

export interface ConsentTexts {
  readonly title: (app: string) => string
  readonly lead: (app: string, clinic: string) => string
  readonly readOnly: string
  readonly records: Readonly<Record<'patient' | 'user', (app: string) => string>>
  readonly recordsHint: Readonly<Record<'patient' | 'user', string>>
  readonly none: string
  readonly tickAll: string
  readonly tickNone: string
  readonly parts: (type: string) => string
  readonly partsHint: string
  readonly everything: { readonly name: string; readonly about: string }
  readonly others: (names: readonly string[]) => { readonly name: string; readonly about: string }
  readonly leftOut: string
  /** `some` is followed by a list, which `more` ends where it is long. */
  readonly summary: {
    readonly plain: (app: string) => string
    readonly identity: (app: string) => string
    readonly all: (app: string) => string
    readonly some: (app: string) => string
    readonly more: string
    readonly nothing: (app: string) => string
    readonly kept: (app: string, days: number) => string
    readonly session: string
  }
  readonly limited: (condition: string) => string
  readonly readAlone: string
  readonly searchAlone: string
  readonly facts: string
  readonly fact: Readonly<Record<Fact, string>>
  readonly offline: string
  readonly offlineName: string
  readonly offlineAbout: (app: string, days: number) => string
  readonly onlineOnly: string
  readonly withdrawTitle: string
  readonly withdraw: string
  readonly account: string
  readonly allow: string
  readonly deny: string
}

export interface PickerTexts {
  readonly title: string
  readonly lead: (app: string) => string
  readonly staffLead: (app: string) => string
  readonly patients: string
  readonly results: string
  readonly self: string
  readonly formerly: (name: string) => string
  readonly alsoCalled: (name: string) => string
  readonly born: (date: string) => string
  readonly chart: (number: string) => string
  readonly genders: Readonly<Record<'male' | 'female' | 'other' | 'unknown', string>>
  readonly choose: string
  readonly cancel: string
  readonly search: string
  readonly searchHint: string
  readonly name: string
  readonly nameHint: string
  readonly birthDate: string
  readonly chartNumber: string
  readonly searchButton: string
  readonly found: (count: number) => string
  readonly none: string
  readonly more: (count: number) => string
  readonly noneOwn: string
  readonly problems: Readonly<Record<SearchProblem | 'choose-one' | 'patient-refused' | 'too-wide', string>>
}

export interface OrganizationsTexts {
  readonly title: string
  readonly lead: (app: string) => string
  readonly legend: string
  readonly problem: string
}

export interface ErrorTexts {
  readonly kinds: Readonly<Record<ErrorKind, { readonly title: string; readonly text: string }>>
  readonly details: string
  readonly reference: (id: string) => string
  readonly again: string
}

export interface Texts {
  readonly frame: FrameTexts
  readonly about: AboutTexts
  readonly consent: ConsentTexts
  readonly picker: PickerTexts
  readonly organizations: OrganizationsTexts
  readonly errors: ErrorTexts
  readonly types: TypeWords
  readonly categories: CategoryWords
}
