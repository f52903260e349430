/** What each profile of US Core 6.1.0 asks servers to support, of the types that are mapped. https://hl7.org/fhir/us/core/STU6.1/must-support.html */

/**
 * Elements are paths of names; `name[text]` takes the repetitions that hold the text, at the end of a URL or code, and
 * `name=text` those that are it. `searches` are combinations of parameters, as Inferno asks them.
 */
export interface ProfileFacts {
  readonly profile: string
  readonly type: string
  readonly elements: readonly string[]
  readonly searches: readonly string[]
}

const list = (text: string): readonly string[] => text.split(' ').filter((each) => each !== '')

const facts = (profile: string, type: string, elements: string, searches: string): ProfileFacts => ({
  profile,
  type,
  elements: list(elements),
  searches: list(searches),
})

const conditionSearches =
  'patient+category patient patient+recorded-date patient+asserted-date patient+category+clinical-status patient+onset-date ' +
  'patient+abatement-date patient+clinical-status patient+category+encounter patient+code'

const observationSearches =
  'patient+category patient+code+date patient+category+status patient+category+date patient+code'

const observation = (profile: string, elements: string): ProfileFacts =>
  facts(profile, 'Observation', `status category code subject ${elements}`, observationSearches)

const ofCategory = (category: string): string => `category.coding[observation-category].code=${category}`

const inUcum = (path: string, code?: string): string =>
  `${path}.value ${path}.unit ${path}.system=http://unitsofmeasure.org ${path}.code${code === undefined ? '' : `=${code}`}`

const vitalSign = (profile: string, code: string, elements: string): ProfileFacts =>
  observation(profile, `${ofCategory('vital-signs')} code.coding.code=${code} effectiveDateTime ${elements}`)

const measured = (profile: string, code: string, unit?: string): ProfileFacts =>
  vitalSign(profile, code, inUcum('valueQuantity', unit))

const social = (profile: string, elements: string): ProfileFacts =>
  observation(profile, `${ofCategory('social-history')} valueCodeableConcept ${elements}`)

const pressure = (code: string): string =>
  `component[${code}].code ${inUcum(`component[${code}].valueQuantity`, 'mm[Hg]')} component[${code}].dataAbsentReason`

const address = 'address address.line address.city address.state address.postalCode'
const period = 'period.end'

export const mustSupport: readonly ProfileFacts[] = [
  facts(
    'us-core-patient',
    'Patient',
    'extension[us-core-race] extension[us-core-ethnicity] extension[us-core-tribal-affiliation] extension[us-core-sex] ' +
      `identifier.system identifier.value name.use=old name.family name.given name.suffix name.${period} ` +
      'telecom.system telecom.value telecom.use gender birthDate deceasedDateTime ' +
      `address.use=old ${address} address.${period} communication.language`,
    '_id identifier name birthdate+family family+gender birthdate+name gender+name death-date+family',
  ),
  facts(
    'us-core-practitioner',
    'Practitioner',
    'identifier[us-npi] identifier.system identifier.value name.family telecom.system telecom.value ' +
      `${address} address.country`,
    '_id name identifier',
  ),
  facts(
    'us-core-organization',
    'Organization',
    'identifier[us-npi] identifier.system identifier.value active name telecom.system telecom.value ' +
      `${address} address.country`,
    'name address',
  ),
  facts(
    'us-core-location',
    'Location',
    `status name telecom ${address} managingOrganization`,
    'name address address-city address-state address-postalcode',
  ),
  facts(
    'us-core-encounter',
    'Encounter',
    'identifier.system identifier.value status class type subject participant.type participant.period participant.individual ' +
      'period reasonCode reasonReference hospitalization.dischargeDisposition location.location serviceProvider',
    'patient _id identifier patient+type class+patient patient+status date+patient patient+location ' +
      'patient+discharge-disposition',
  ),
  facts(
    'us-core-condition-encounter-diagnosis',
    'Condition',
    'category.coding[condition-category].code=encounter-diagnosis code subject encounter abatementDateTime recordedDate',
    conditionSearches,
  ),
  facts(
    'us-core-condition-problems-health-concerns',
    'Condition',
    'extension[condition-assertedDate] category.coding.code=problem-list-item category.coding.code=health-concern ' +
      'category.coding.code=sdoh category.coding.code=functional-status category.coding.code=disability-status ' +
      'category.coding.code=cognitive-status clinicalStatus verificationStatus code subject onsetDateTime ' +
      'abatementDateTime recordedDate',
    conditionSearches,
  ),
  facts(
    'us-core-allergyintolerance',
    'AllergyIntolerance',
    'clinicalStatus verificationStatus code patient reaction.manifestation',
    'patient patient+clinical-status',
  ),
  facts(
    'us-core-immunization',
    'Immunization',
    'status statusReason vaccineCode patient occurrenceDateTime primarySource',
    'patient patient+date patient+status',
  ),
  facts(
    'us-core-implantable-device',
    'Device',
    'udiCarrier.deviceIdentifier udiCarrier.carrierHRF udiCarrier.carrierAIDC distinctIdentifier manufactureDate ' +
      'expirationDate lotNumber serialNumber type patient',
    'patient patient+type patient+status',
  ),
  facts(
    'us-core-procedure',
    'Procedure',
    'status code subject performedDateTime performedPeriod encounter reasonCode reasonReference performer.actor',
    'patient patient+date patient+status patient+code+date',
  ),
  facts(
    'us-core-careteam',
    'CareTeam',
    'status subject participant.role participant.member',
    'patient+status role patient+role',
  ),
  facts(
    'us-core-careplan',
    'CarePlan',
    'text.status text.div status intent category.coding.code=assess-plan subject',
    'patient+category patient+category+status patient+category+status+date patient+category+date',
  ),
  facts(
    'us-core-goal',
    'Goal',
    'lifecycleStatus description subject startDate target.dueDate',
    'patient patient+target-date patient+description patient+lifecycle-status',
  ),
  facts(
    'us-core-relatedperson',
    'RelatedPerson',
    'active patient relationship name telecom address',
    'patient _id name patient+name',
  ),
  facts(
    'us-core-coverage',
    'Coverage',
    'identifier.type.coding.code=MB status type subscriberId beneficiary relationship period payor ' +
      'class[group].value class[plan].value class[plan].name',
    'patient',
  ),
  facts(
    'us-core-practitionerrole',
    'PractitionerRole',
    'practitioner organization code specialty location telecom.system telecom.value endpoint',
    'specialty practitioner',
  ),
  facts(
    'us-core-servicerequest',
    'ServiceRequest',
    'status intent category.coding.code=sdoh category.coding.code=108252007 code subject occurrencePeriod authoredOn ' +
      'requester reasonCode reasonReference',
    'patient _id patient+category patient+category+authored patient+code patient+status patient+code+authored',
  ),
  facts('us-core-specimen', 'Specimen', 'type subject', 'patient _id'),
  facts(
    'us-core-diagnosticreport-lab',
    'DiagnosticReport',
    'status category.coding.code=LAB code subject effectiveDateTime issued performer result',
    'patient patient+category patient+category+date patient+code patient+status patient+code+date',
  ),
  facts(
    'us-core-diagnosticreport-note',
    'DiagnosticReport',
    'status category.coding.code=LP29684-5 category.coding.code=LP29708-2 category.coding.code=LP7839-6 code subject ' +
      'encounter effectiveDateTime issued performer result presentedForm.url presentedForm.data',
    'patient patient+category patient+category+date patient+code patient+status patient+code+date',
  ),
  facts(
    'us-core-documentreference',
    'DocumentReference',
    'identifier status type category.coding.code=clinical-note subject date author content.attachment.contentType ' +
      'content.attachment.data content.attachment.url content.format context.encounter context.period custodian ' +
      'type.coding.code=11488-4 type.coding.code=18842-5 type.coding.code=34117-2 type.coding.code=28570-0 ' +
      'type.coding.code=11506-3 type.coding.code=18748-4 type.coding.code=11502-2 type.coding.code=11526-1',
    'patient _id patient+type patient+status patient+type+period patient+category+date patient+category',
  ),
  facts(
    'us-core-medicationdispense',
    'MedicationDispense',
    'status medicationReference subject context performer.actor authorizingPrescription type quantity whenHandedOver ' +
      'dosageInstruction.text dosageInstruction.timing dosageInstruction.doseAndRate.doseQuantity',
    'patient patient+status patient+status+type',
  ),
  facts('us-core-medication', 'Medication', 'code', ''),
  facts(
    'us-core-medicationrequest',
    'MedicationRequest',
    'status intent category.coding.code=inpatient category.coding.code=outpatient category.coding.code=community ' +
      'category.coding.code=discharge reportedBoolean reportedReference medicationReference medicationCodeableConcept ' +
      'subject encounter authoredOn requester reasonCode reasonReference dosageInstruction.text dosageInstruction.timing ' +
      'dosageInstruction.doseAndRate.doseQuantity dispenseRequest.numberOfRepeatsAllowed dispenseRequest.quantity',
    'patient+intent patient+intent+encounter patient+intent+status patient+intent+authoredon',
  ),
  facts(
    'us-core-provenance',
    'Provenance',
    'target.reference recorded agent.type agent.who.reference agent.onBehalfOf.reference ' +
      'agent[provenance-participant-type].type.coding.code=author ' +
      'agent[us-core-provenance-participant-type].type.coding.code=transmitter',
    '_id target patient',
  ),
  observation(
    'us-core-observation-lab',
    `${ofCategory('laboratory')} effectiveDateTime valueQuantity valueCodeableConcept valueString specimen`,
  ),
  observation(
    'us-core-observation-screening-assessment',
    `${ofCategory('survey')} ` +
      ['sdoh', 'functional-status', 'disability-status', 'cognitive-status']
        .map((code) => `category.coding[us-core-category].code=${code}`)
        .join(' ') +
      ' effectiveDateTime performer valueQuantity valueCodeableConcept valueString hasMember.reference ' +
      'derivedFrom.reference',
  ),
  facts(
    'us-core-questionnaireresponse',
    'QuestionnaireResponse',
    'identifier questionnaire status subject authored author item.linkId item.text item.item.answer.valueDecimal ' +
      'item.item.answer.valueString item.item.answer.valueCoding item.item.answer.item _questionnaire.extension',
    'patient _id patient+questionnaire patient+authored patient+status',
  ),
  observation(
    'us-core-observation-clinical-result',
    `${['exam', 'imaging', 'procedure', 'activity'].map(ofCategory).join(' ')} effectiveDateTime valueQuantity ` +
      'valueCodeableConcept valueString',
  ),
  social('us-core-smokingstatus', 'code.coding.code=72166-2 effectiveDateTime'),
  social('us-core-observation-pregnancystatus', 'code.coding.code=82810-3 effectiveDateTime'),
  social('us-core-observation-pregnancyintent', 'code.coding.code=86645-9 effectiveDateTime'),
  social('us-core-observation-sexual-orientation', 'code.coding.code=76690-7 effectiveDateTime'),
  social(
    'us-core-observation-occupation',
    'code.coding.code=11341-5 effectivePeriod component[86188-0].code component[86188-0].valueCodeableConcept',
  ),
  observation(
    'us-core-simple-observation',
    'category.coding[us-core-category].code=sdoh category.coding[us-core-category].code=disability-status ' +
      `${ofCategory('social-history')} effectiveDateTime performer valueQuantity valueCodeableConcept valueString ` +
      'valueBoolean derivedFrom',
  ),
  vitalSign('us-core-blood-pressure', '85354-9', `${pressure('8480-6')} ${pressure('8462-4')}`),
  vitalSign(
    'us-core-pulse-oximetry',
    '59408-5',
    `code.coding.code=2708-6 ${inUcum('valueQuantity', '%')} ` +
      `component[3151-8].code ${inUcum('component[3151-8].valueQuantity', 'L/min')} ` +
      `component[3150-0].code ${inUcum('component[3150-0].valueQuantity', '%')}`,
  ),
  measured('us-core-heart-rate', '8867-4', '/min'),
  measured('us-core-respiratory-rate', '9279-1', '/min'),
  measured('us-core-body-temperature', '8310-5'),
  measured('us-core-body-height', '8302-2'),
  measured('us-core-body-weight', '29463-7'),
  measured('us-core-bmi', '39156-5', 'kg/m2'),
  measured('us-core-head-circumference', '9843-4'),
  measured('pediatric-bmi-for-age', '59576-9', '%'),
  measured('pediatric-weight-for-height', '77606-2', '%'),
  measured('head-occipital-frontal-circumference-percentile', '8289-1', '%'),
]

/** Elements that are not mapped yet, and why. */
export const notYet: readonly { readonly profile: string; readonly element: string; readonly why: string }[] = [
  { profile: 'us-core-questionnaireresponse', element: '_questionnaire.extension', why: 'extensions of primitives' },
]
