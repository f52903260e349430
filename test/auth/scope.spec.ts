/** Scope strings and the rules they become. */
import { expect } from 'chai'
import { parseScopes } from '../../src/auth/scope.ts'

const rule = (
  context: string,
  type: string,
  letters: string,
  ...parameters: readonly (readonly [string, string])[]
) => ({
  context,
  type,
  read: letters.includes('r'),
  search: letters.includes('s'),
  operations: [],
  parameters: parameters.map(([name, value]) => ({ name, value })),
})

const operation = (context: string, type: string, name: string) => ({
  ...rule(context, type, ''),
  operations: [name],
})

const category = 'http://terminology.hl7.org/CodeSystem/observation-category|laboratory'

const table: readonly (readonly [string, readonly object[]])[] = [
  ['patient/Observation.read', [rule('patient', 'Observation', 'rs')]],
  ['user/*.*', [rule('user', '*', 'rs')]],
  ['system/Patient.write', []],
  ['patient/*.rs', [rule('patient', '*', 'rs')]],
  ['user/Encounter.r', [rule('user', 'Encounter', 'r')]],
  ['user/Encounter.s', [rule('user', 'Encounter', 's')]],
  ['system/*.cruds', [rule('system', '*', 'rs')]],
  ['user/Encounter.cud', []],
  ['user/Encounter.crs', [rule('user', 'Encounter', 'rs')]],
  [`patient/Observation.rs?category=${category}`, [rule('patient', 'Observation', 'rs', ['category', category])]],
  [
    `patient/Observation.rs?category=${encodeURIComponent(category)}&status=final`,
    [rule('patient', 'Observation', 'rs', ['category', category], ['status', 'final'])],
  ],
  ['patient/Observation.r?code=a=b', [rule('patient', 'Observation', 'r', ['code', 'a=b'])]],
  ['system/*.$export', [operation('system', '*', 'export')]],
  [
    'system/Group.$export system/*.$bulkdata-status',
    [operation('system', 'Group', 'export'), operation('system', '*', 'bulkdata-status')],
  ],
  ['patient/DocumentReference.$docref', [operation('patient', 'DocumentReference', 'docref')]],
  ['user/DocumentReference.$docref', [operation('user', 'DocumentReference', 'docref')]],
  ['openid fhirUser launch/patient offline_access profile', []],
  ['openid  user/Patient.r patient/Patient.s ', [rule('user', 'Patient', 'r'), rule('patient', 'Patient', 's')]],
  ['', []],
  ['patient/Observation.', []],
  ['patient/Observation', []],
  ['patient/Observation.sr', []],
  ['patient/Observation.rr', []],
  ['patient/Observation.readx', []],
  ['patient/Observation.READ', []],
  ['patient/observation.rs', []],
  ['patient/**.rs', []],
  ['practitioner/Observation.rs', []],
  ['xpatient/Observation.rs', []],
  ['patient/Observation.rs?', []],
  ['patient/Observation.rs?category', []],
  ['patient/Observation.rs?category=', []],
  ['patient/Observation.rs?=laboratory', []],
  ['patient/Observation.rs?category=%E0%A4%A', []],
  ['patient/Observation.rs?category=laboratory&', []],
  ['patient/Observation.read?category=laboratory', []],
  ['system/*.$', []],
  ['system/*.export', []],
  ['system/*.$Export', []],
  ['system/*.$$export', []],
  ['system/*.$export?_type=Patient', []],
  ['system/*.$*', []],
  ['portico/*.$export', []],
]

describe('scopes', () => {
  for (const [scope, rules] of table) {
    it(`${rules.length === 0 ? 'grants nothing for' : 'reads'} "${scope}"`, () => {
      expect(parseScopes(scope)).to.deep.equal(rules)
    })
  }
})
