/** A seed -> a random case: an organization table, patients, and a few sources that are about them or stand beside. */
import { randomFrom } from '../../src/verify/random.ts'
import { makeGroup } from './groups.ts'
import {
  chance,
  noted,
  pick,
  type Case,
  type ListPlan,
  type Making,
  type TablePlan,
  type Tree,
  type TreeMap,
} from './model.ts'
import { makeSource, type SourceSpec } from './sources.ts'
import type { Key } from './tables.ts'
import { twisted } from './twists.ts'
import type { Role } from './values.ts'

const patients: SourceSpec = {
  ...{
    resource: 'Patient',
    name: 'pat',
    table: 'PT',
    alias: 'p',
    rows: [3, 6],
    roles: ['practitioner'],
    keyRole: 'patient',
  },
  ...{ patient: 'self', hasTenant: true },
  elements: [
    ...[
      'identifier',
      'identifier',
      'name',
      'name',
      'name',
      'telecom',
      'telecom',
      'address',
      'address',
      'gender',
      'birthDate',
    ],
    ...[
      'active',
      'deceased',
      'maritalStatus',
      'communication',
      'contact',
      'generalPractitioner',
      'multipleBirth',
      'birthDate',
    ],
  ],
}

const practitioners: SourceSpec = {
  ...{
    resource: 'Practitioner',
    name: 'prac',
    table: 'PR',
    alias: 'd',
    rows: [2, 5],
    roles: [],
    keyRole: 'practitioner',
  },
  ...{ patient: 'shared', hasTenant: false },
  elements: ['identifier', 'name', 'name', 'telecom', 'address', 'gender', 'active', 'birthDate', 'communication'],
}

const encounters: SourceSpec = {
  ...{ resource: 'Encounter', name: 'enc', table: 'EN', alias: 'e', rows: [3, 8], keyRole: 'encounter' },
  ...{ roles: ['practitioner', 'condition'], patient: 'reference', hasTenant: false },
  elements: [
    'status',
    'class',
    'type',
    'participant',
    'participant',
    'period',
    'reasonCode',
    'diagnosis',
    'identifier',
    'length',
  ],
}

const observations: SourceSpec = {
  ...{ resource: 'Observation', name: 'obs', table: 'OB', alias: 'o', rows: [4, 9] },
  ...{ roles: ['encounter', 'practitioner'], patient: 'reference', hasTenant: false },
  elements: [
    ...[
      'status',
      'category',
      'code',
      'encounter',
      'effective',
      'issued',
      'performer',
      'value',
      'value',
      'value',
      'interpretation',
    ],
    ...['note', 'referenceRange', 'component', 'component', 'identifier', 'bodySite', 'method'],
  ],
}

const conditions: SourceSpec = {
  ...{ resource: 'Condition', name: 'cond', table: 'CN', alias: 'c', rows: [3, 8], keyRole: 'condition' },
  ...{ roles: ['encounter'], patient: 'reference', hasTenant: false },
  elements: [
    ...[
      'clinicalStatus',
      'verificationStatus',
      'category',
      'code',
      'severity',
      'bodySite',
      'encounter',
      'onset',
      'onset',
    ],
    ...['abatement', 'recordedDate', 'note', 'identifier', 'stage'],
  ],
}

const allergies: SourceSpec = {
  ...{ resource: 'AllergyIntolerance', name: 'alg', table: 'AL', alias: 'a', rows: [3, 8] },
  ...{ roles: ['encounter'], patient: 'reference', hasTenant: false },
  elements: [
    'category',
    'criticality',
    'code',
    'reaction',
    'reaction',
    'reaction',
    'onset',
    'lastOccurrence',
    'type',
    'clinicalStatus',
    'note',
  ],
}

/** In the order in which keys have to be known. */
const others: readonly SourceSpec[] = [conditions, encounters, observations, allergies]

const organizations = (count: number): TablePlan => ({
  name: 'ORG',
  columns: [
    { name: 'ID', role: 'organization', kind: 'integer' },
    { name: 'TZ', role: 'word', kind: 'varchar' },
    { name: 'OID', role: 'word', kind: 'varchar' },
  ],
  key: ['ID'],
  indexes: [],
  rows: [['1', 'America/Chicago', '1.2.3'] as const, ['2', 'Europe/Vienna', '1.2.4'] as const].slice(0, count),
})

const clauseOf = { from: 'ORG g', key: 'g.ID', zone: '=g.TZ', facts: { oid: '=g.OID' } }

/** One organization is said in two ways. */
function tenantsOf(making: Making, isOne: boolean): TreeMap {
  if (!isOne) return noted(making, 'tenants many', clauseOf)
  if (chance(making, 0.5)) return noted(making, 'tenants expect one', { ...clauseOf, expect: 'one' })
  return noted(making, 'tenants one', { one: { key: '1', zone: 'America/Chicago', facts: { oid: '1.2.3' } } })
}

const systemOf = (tenants: TreeMap, lists: ReadonlyMap<string, ListPlan>): TreeMap => ({
  tenants,
  systems: {
    sct: 'http://snomed.info/sct',
    loinc: 'http://loinc.org',
    icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
    icd9: 'http://hl7.org/fhir/sid/icd-9-cm',
    ucum: 'http://unitsofmeasure.org',
  },
  nulls: ['', '00000000', '99991231', 'n/a'],
  codes: Object.fromEntries([...lists].map(([name, { clause }]) => [name, clause])),
})

const units: ListPlan = {
  lines: ['KG,ucum,kg,kilogram', 'LB,ucum,[lb_av],pound'],
  clause: { file: 'codes/uom.csv', else: 'text' },
}

/** References to sources that the case has not are to none of them: the roles go. */
function without(spec: SourceSpec, keys: ReadonlyMap<Role, Key>): SourceSpec {
  return { ...spec, roles: spec.roles.filter((role) => keys.has(role)) }
}

const mentions = (tree: Tree | undefined, text: string): boolean => JSON.stringify(tree ?? '').includes(text)

export function generate(seed: number): Case {
  const making: Making = { random: randomFrom(seed), forms: new Set(), lists: new Map([['uom', units]]) }
  const keys = new Map<Role, Key>()
  const isOne = chance(making, 0.5)
  const tenants = !isOne && chance(making, 0.6) ? 2 : 1
  const made = [
    makeSource(making, { ...practitioners, hasTenant: !isOne }, keys, tenants),
    makeSource(making, { ...patients, hasTenant: !isOne }, keys, tenants),
  ]
  const chosen = others.filter(() => chance(making, 0.45))
  for (const spec of chosen.length > 0 ? chosen : [pick(making, others)])
    made.push(makeSource(making, without(spec, keys), keys, tenants))
  if (chance(making, 0.2)) made.push(makeGroup(making, keys))
  const lists = [...making.lists].filter(([name]) =>
    made.some(({ source }) => mentions(source, `(${name})`) || mentions(source, ` ${name})`)),
  )
  return twisted({
    seed,
    tables: [organizations(tenants), ...made.flatMap(({ tables }) => tables)],
    system: systemOf(tenantsOf(making, isOne), new Map(lists)),
    lists: Object.fromEntries(lists),
    sources: made.map(({ source }) => source),
    forms: [...making.forms],
  })
}
