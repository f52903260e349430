/** Resource types and categories in plain English. */
import type { CategoryWords, TypeWords } from './words.ts'

export const typesEn: TypeWords = {
  AllergyIntolerance: {
    name: 'Allergies',
    about: 'Allergies and intolerances to medicines, foods and other things, and the reactions to them.',
  },
  CarePlan: { name: 'Care plans', about: 'What has been planned for treatment and follow-up.' },
  CareTeam: { name: 'Care team', about: 'The people and clinics who take part in the care.' },
  Condition: {
    name: 'Health problems and diagnoses',
    about: 'Illnesses, diagnoses, and other health concerns, past and present.',
  },
  Coverage: { name: 'Insurance', about: 'Health insurance plans and membership numbers.' },
  Device: { name: 'Implants and devices', about: 'Devices such as a pacemaker or an artificial joint.' },
  DiagnosticReport: { name: 'Test reports', about: 'Reports of laboratory tests, imaging and other examinations.' },
  DocumentReference: {
    name: 'Clinical notes and documents',
    about: 'Visit notes, summaries, letters and other papers in the chart.',
  },
  Encounter: {
    name: 'Visits',
    about: 'Appointments, hospital stays and other visits: when, where, with whom and why.',
  },
  Endpoint: { name: 'Electronic addresses', about: 'Where professionals and clinics receive secure messages.' },
  Goal: { name: 'Health goals', about: 'Goals agreed on for the care, such as a weight or a blood pressure.' },
  Immunization: { name: 'Vaccines', about: 'Vaccines that were given, or not given, and when.' },
  Location: { name: 'Places of care', about: 'Names and addresses of clinics, offices and rooms.' },
  Medication: { name: 'Medicine details', about: 'What a medicine in the chart consists of.' },
  MedicationDispense: { name: 'Medicines from the pharmacy', about: 'Medicines that a pharmacy handed out, and when.' },
  MedicationRequest: {
    name: 'Prescriptions and medicines',
    about: 'Medicines that were prescribed or reported, with doses and dates.',
  },
  Observation: {
    name: 'Test results, vital signs and other measurements',
    about: 'Laboratory values, blood pressure, weight, smoking status, answers to questionnaires and more.',
  },
  Organization: {
    name: 'Clinics and organizations',
    about: 'Names, addresses and phone numbers of clinics, laboratories and insurers.',
  },
  Patient: {
    name: 'Personal details',
    about: 'Name, birth date, sex, address, phone number, language, race and ethnicity.',
  },
  Practitioner: {
    name: 'Doctors and other professionals',
    about: 'Names and contact details of the people who gave care.',
  },
  PractitionerRole: { name: 'Roles of professionals', about: 'Where professionals work, and their specialties.' },
  Procedure: { name: 'Procedures', about: 'Operations, treatments and other things that were done.' },
  Provenance: { name: 'Where records come from', about: 'Who entered a record, and when.' },
  QuestionnaireResponse: {
    name: 'Answers to questionnaires',
    about: 'Forms that were filled in, with all their answers.',
  },
  RelatedPerson: { name: 'Family and contacts', about: 'Relatives, guardians and emergency contacts.' },
  ServiceRequest: { name: 'Orders and referrals', about: 'Tests, treatments and visits that were ordered.' },
  Specimen: { name: 'Samples', about: 'Blood and other samples that were taken for tests.' },
}

export const categoriesEn: CategoryWords = {
  'encounter-diagnosis': { name: 'Encounter diagnoses', about: 'What was diagnosed at a visit.' },
  'problem-list-item': { name: 'Problem list', about: 'The health problems that the clinic keeps track of.' },
  'health-concern': { name: 'Health concerns', about: 'Other worries about health that were written down.' },
  laboratory: { name: 'Laboratory results', about: 'Values from tests of blood, urine and other samples.' },
  'social-history': { name: 'Social history', about: 'Smoking, alcohol, occupation, pregnancy and the like.' },
  'vital-signs': { name: 'Vital signs', about: 'Blood pressure, pulse, temperature, height and weight.' },
  survey: { name: 'Surveys', about: 'Answers and scores of questionnaires, such as one about mood.' },
  procedure: { name: 'Clinical tests', about: 'Results of examinations such as an ECG or a lung function test.' },
  sdoh: {
    name: 'Living conditions',
    about: 'Food, housing, transport and safety (social determinants of health, SDOH).',
  },
}
