/** Names the code system that a `code` element is bound to, so that `gender=system|male` can be answered. */

const hl7 = 'http://hl7.org/fhir/'
const codeSystem = `${hl7}CodeSystem/`

/** By the element's path in its own definition. Facts of R4 (https://hl7.org/fhir/R4/terminologies-valuesets.html). */
const systems: Readonly<Record<string, string>> = {
  'Address.type': `${hl7}address-type`,
  'Address.use': `${hl7}address-use`,
  'AllergyIntolerance.category': `${hl7}allergy-intolerance-category`,
  'AllergyIntolerance.criticality': `${hl7}allergy-intolerance-criticality`,
  'AllergyIntolerance.reaction.severity': `${hl7}reaction-event-severity`,
  'AllergyIntolerance.type': `${hl7}allergy-intolerance-type`,
  'CarePlan.intent': `${hl7}request-intent`,
  'CarePlan.status': `${hl7}request-status`,
  'CareTeam.status': `${hl7}care-team-status`,
  'ContactPoint.system': `${hl7}contact-point-system`,
  'ContactPoint.use': `${hl7}contact-point-use`,
  'Coverage.status': `${hl7}fm-status`,
  'Device.status': `${hl7}device-status`,
  'DiagnosticReport.status': `${hl7}diagnostic-report-status`,
  'DocumentReference.status': `${hl7}document-reference-status`,
  'Encounter.status': `${hl7}encounter-status`,
  'Goal.lifecycleStatus': `${hl7}goal-status`,
  'HumanName.use': `${hl7}name-use`,
  'Identifier.use': `${hl7}identifier-use`,
  'Immunization.status': `${hl7}event-status`,
  'Location.mode': `${hl7}location-mode`,
  'Location.status': `${hl7}location-status`,
  'Medication.status': `${codeSystem}medication-status`,
  'MedicationDispense.status': 'http://terminology.hl7.org/CodeSystem/medicationdispense-status',
  'MedicationRequest.intent': `${codeSystem}medicationrequest-intent`,
  'MedicationRequest.priority': `${hl7}request-priority`,
  'MedicationRequest.status': `${codeSystem}medicationrequest-status`,
  'Observation.status': `${hl7}observation-status`,
  'Patient.gender': `${hl7}administrative-gender`,
  'Patient.link.type': `${hl7}link-type`,
  'Practitioner.gender': `${hl7}administrative-gender`,
  'Procedure.status': `${hl7}event-status`,
  'QuestionnaireResponse.status': `${hl7}questionnaire-answers-status`,
  'RelatedPerson.gender': `${hl7}administrative-gender`,
  'ServiceRequest.intent': `${hl7}request-intent`,
  'ServiceRequest.priority': `${hl7}request-priority`,
  'ServiceRequest.status': `${hl7}request-status`,
  'Specimen.status': `${hl7}specimen-status`,
}

/** Undefined for an element that this table does not know, or that is bound to no one system (a language, a MIME type). */
export function boundSystem(path: string): string | undefined {
  return systems[path]
}
