/** The pages' words in English. */
import type { AboutTexts, ConsentTexts, ErrorTexts, PickerTexts, Texts } from './texts.ts'
import { categoriesEn, typesEn } from './types-en.ts'

const period = (days: number): string => {
  const months = Math.round(days / 30.4)
  if (months >= 2) return `${months} months`
  return days === 1 ? '1 day' : `${days} days`
}

const about: AboutTexts = {
  app: 'App',
  person: 'Signed in as',
  patient: 'Records of',
  self: (name) => `${name} (you)`,
  destination: 'Sends data to',
  place: ({ kind, name }) =>
    kind === 'web' ? name : name === '' ? 'an app on this device' : `an app on this device (${name})`,
  policy: (app) => `How ${app} handles your data`,
}

const consent: ConsentTexts = {
  title: (app) => `Share records with ${app}?`,
  lead: (app, clinic) => `${app} asks to see health records at ${clinic}. Untick whatever it should not see.`,
  readOnly: 'It can only see records. It cannot change or add anything.',
  records: {
    patient: (app) => `What ${app} may see`,
    user: (app) => `What ${app} may see of the records that you may see at the clinic`,
  },
  recordsHint: {
    patient: 'Each is about the patient named above, and no one else.',
    user: 'These are the records of all patients whose charts are open to you. The app sees no more than you do.',
  },
  none: 'The app asks for no health records.',
  tickAll: 'Tick all',
  tickNone: 'Untick all',
  parts: (type) => `Parts of “${type}”`,
  partsHint: 'If you untick a part, records that belong to none of the parts are not shared either.',
  everything: { name: 'All health records', about: 'This app can be given all records or none.' },
  others: (names) => ({
    name: 'Other health records',
    about: `${names.join(', ')}. This app can be given these only together with everything above.`,
  }),
  leftOut: 'What you left out last time is not ticked.',
  summary: {
    plain: (app) => `“Allow” shares with ${app} what is ticked above.`,
    identity: (app) => `“Allow” tells ${app} who you are, and shares no health records.`,
    all: (app) => `“Allow” shares with ${app} all the records above.`,
    some: (app) => `“Allow” shares with ${app}:`,
    more: 'and others',
    nothing: (app) => `Nothing is ticked: “Allow” shares no health records with ${app}, and keeps no access.`,
    kept: (_, days) => `It keeps access until it has not used it for ${period(days)}.`,
    session: 'Access ends with your session.',
  },
  limited: (condition) => `Only where ${condition}`,
  readAlone: 'Only single records that the app already knows of.',
  searchAlone: 'Only by searching.',
  facts: 'Shared with any choice',
  fact: {
    identity: 'Who you are: an identifier of your account and your record here.',
    patient: 'Which patient was chosen.',
    encounter: 'Which visit is open.',
  },
  offline: 'While you are away',
  offlineName: 'Keep access when you are not using the app',
  offlineAbout: (app, days) =>
    `${app} can then see what you ticked at any time, without asking you to sign in again. This ends when the app has not used it for ${period(days)}, or as soon as you withdraw it. Without this, it ends with your session.`,
  onlineOnly: 'The app asks for access only while you are signed in.',
  withdrawTitle: 'If you change your mind',
  withdraw: 'You can end the sharing at any time, under “Applications” in',
  account: 'your account',
  allow: 'Allow',
  deny: 'Do not allow',
}

const picker: PickerTexts = {
  title: 'Choose a patient',
  lead: (app) => `Whose records is ${app} to open? You can choose what it sees on the next page.`,
  staffLead: (app) => `${app} opens with one patient. Search for the patient, then choose.`,
  patients: 'Patients whose records you may open',
  results: 'Patients found',
  self: 'you',
  formerly: (name) => `formerly ${name}`,
  alsoCalled: (name) => `also called ${name}`,
  born: (date) => `Born ${date}`,
  chart: (number) => `Chart ${number}`,
  genders: { male: 'Male', female: 'Female', other: 'Other gender', unknown: 'Gender unknown' },
  choose: 'Continue',
  cancel: 'Cancel',
  search: 'Search',
  searchHint: 'Fill in one field or more.',
  name: 'Name',
  nameHint: 'Last name, first name, or the beginnings of both.',
  birthDate: 'Birth date',
  chartNumber: 'Chart number',
  searchButton: 'Search',
  found: (count) => (count === 1 ? '1 patient found.' : `${count} patients found.`),
  none: 'No patient found. Check the spelling, or fill in fewer fields.',
  more: (count) => `The first ${count} patients are shown; there are more. Fill in another field to narrow the search.`,
  noneOwn: 'There are no records that you may open with this account.',
  problems: {
    'choose-one': 'Choose a patient to go on.',
    'patient-refused': 'You may not open the records of this patient. Choose another.',
    'nothing-asked': 'Fill in a name, a birth date or a chart number.',
    'name-too-short': 'Give at least two letters of the name.',
    'birth-date-invalid': 'This is no date. Give the year, the month and the day.',
    'too-wide': 'This search is too wide. Give more of the last name, a birth date or a chart number.',
  },
}

const errors: ErrorTexts = {
  kinds: {
    expired: {
      title: 'This page has expired',
      text: 'It was open for too long, or was used already. Go back to the app and start again.',
    },
    'request-wrong': {
      title: 'The app made a mistake',
      text: 'What the app asked cannot be answered. This is not your fault; please tell the maker of the app.',
    },
    'launch-unknown': {
      title: 'The app cannot be opened this way any more',
      text: 'What it was opened with has been used already or is too old. Open it from the chart again.',
    },
    'no-patient': {
      title: 'No records with this account',
      text: 'Your account is not linked to any patient’s records here. Please ask the clinic to link it.',
    },
    'no-organization': {
      title: 'This account does not belong to the clinic',
      text: 'The app asked for the records of a clinic to which your account does not belong.',
    },
    'not-allowed': {
      title: 'You may not open these records',
      text: 'Your account has no right to the records that the app was to be opened with.',
    },
    'too-many-requests': { title: 'Too many attempts', text: 'Please wait a few minutes, then try again.' },
    unavailable: {
      title: 'Not available right now',
      text: 'Something that is needed for this cannot be reached. Nothing was shared. Please try again in a few minutes.',
    },
    'not-found': { title: 'There is no such page', text: 'Go back to the app and start again.' },
  },
  details: 'Details for the maker of the app',
  reference: (id) => `Reference: ${id}`,
  again: 'Start again',
}

export const en: Texts = {
  frame: { language: 'English', languages: 'Language', support: 'Help', problem: 'Problem' },
  about,
  consent,
  picker,
  organizations: {
    title: 'Choose a clinic',
    lead: (app) => `You belong to several clinics. In which one do you want to use ${app}?`,
    legend: 'Your clinics',
    problem: 'Choose a clinic to go on.',
  },
  errors,
  types: typesEn,
  categories: categoriesEn,
}
