/** What `patient:` comes to: the join through which every statement learns tenant, deletion and merging of its patient. */
import { and, not } from '../cond.ts'
import { columnsOfCond } from '../forward.ts'
import { suggest, type Diagnostics } from '../diagnostics.ts'
import type { Column, Join, Merge, Place, Root, RootMerge, Table } from '../model.ts'
import { isNumeric } from '../value.ts'
import type { Head } from './head.ts'
import { canTie, keyTerm, untied, type Part } from './key-term.ts'
import { referredTo } from './referred.ts'
import { movedMember } from '../member.ts'
import { realias } from './realias.ts'

/** Alias of the Patient source's table where another source is rooted in it, and of the row that such a patient was merged into. */
export const rootAlias = 'portico_patient'
export const survivorAlias = 'portico_survivor'

interface Told {
  readonly diagnostics: Diagnostics
  readonly at: Place
}

const aliased = (column: Column, alias = rootAlias): Column => Object.freeze({ ...column, alias })

/** The row of the Patient source that a merged row names, as far as it is served: of the same organization, and not left out. */
function survivorJoin({ from, key, keep, tenant }: Head, { when, into }: RootMerge): Join {
  const same = tenant === undefined ? [] : [{ left: aliased(tenant, survivorAlias), right: aliased(tenant) }]
  const on = key.map((part) => keyTerm(part, aliased(part.column, survivorAlias), into))
  const where = and(when, realias(keep, from.alias, survivorAlias))
  return { ...from, alias: survivorAlias, on: [...on, ...same], where }
}

/** What is filed under a chart that was merged away is the survivor's. A name with blanks is no other column's. */
function survivor({ key: [part] }: Head, { when, into }: RootMerge): Column | undefined {
  if (part === undefined) return undefined
  const [own, then] = [aliased(part.column), aliased(part.column, survivorAlias)]
  return Object.freeze({ ...own, name: `${own.name} or ${into.name}`, choice: { when, then, otherwise: own } })
}

const membersOf = ({ members, from }: Head, alias: string) =>
  members === undefined ? {} : { members: members.map((each) => movedMember(each, from.alias, alias)) }

function rootMerge(patient: Head, merge: Merge): RootMerge {
  const { results } = merge
  const own = { when: realias(merge.when, patient.from.alias, rootAlias), into: aliased(merge.into), results }
  if (results !== 'survivor') return own
  return { ...own, survivor: survivorJoin(patient, own), ...membersOf(patient, survivorAlias) }
}

/** Numbers are the same in every spelling; of texts the patient's own row has the one that its id is made of. */
const spelled = (patient: Head, columns: readonly Column[]): readonly Column[] =>
  patient.key.map(({ column }, index) => {
    const own = columns[index]
    return own !== undefined && isNumeric(own) && isNumeric(column) ? own : aliased(column)
  })

/** Said once however many sources refer to it: the words are the same. */
function checkPatientHead(patient: Head, diagnostics: Diagnostics): void {
  const columns = patient.scope.database.schema.tables[patient.from.name]?.columns ?? {}
  const suspicious = Object.keys(columns).find((name) => /ME?RG/i.test(name))
  if (patient.merge === undefined && suspicious !== undefined) {
    diagnostics.error(
      patient.at,
      `${patient.from.name} has ${suspicious}, and other sources refer to ${patient.name}: what becomes of the results of merged patients?`,
      'write merged: { when: ..., into: ..., results: survivor } or results: hide',
    )
  }
  if (patient.merge?.results === 'survivor' && patient.key.length > 1)
    diagnostics.error(
      patient.at,
      `${patient.name} has a key of ${patient.key.length} columns, and one column names the survivor of a merged row`,
      'write results: hide',
    )
  const joined = columnsOfCond(patient.keep).find((column) => column.alias !== patient.from.alias)
  if (joined !== undefined)
    diagnostics.error(
      patient.at,
      `what ${patient.name} leaves out by ${joined.table}.${joined.name} is not known where other sources refer to it`,
      `name columns of ${patient.from.name} in where and exclude`,
    )
}

/** The key, or the column that is referred to in its place. */
const namedBy = ({ key }: Head, by: Column | undefined): readonly Part[] => (by === undefined ? key : [{ column: by }])

/** Columns that no engine compares with the key are told of. */
function checkTies(patient: Head, parts: readonly Part[], columns: readonly Column[], told: Told): boolean {
  const wrong = parts.findIndex((part, index) => !canTie(part, columns[index]!))
  if (wrong < 0) return true
  const { message, hint } = untied(patient.name, parts[wrong]!, columns[wrong]!)
  told.diagnostics.error(told.at, message, hint)
  return false
}

/** `by`: the column that is referred to in place of the key. */
function reference(patient: Head, columns: readonly Column[], by: Column | undefined): Root {
  const own = patient.key.map(({ column }) => aliased(column))
  const on = namedBy(patient, by).map((part, index) => keyTerm(part, aliased(part.column), columns[index]!))
  const keep = realias(patient.keep, patient.from.alias, rootAlias)
  const merge = patient.merge && rootMerge(patient, patient.merge)
  const surviving = merge?.results === 'survivor' ? survivor(patient, merge) : undefined
  return {
    kind: 'reference',
    columns,
    patient: surviving !== undefined ? [surviving] : by === undefined ? spelled(patient, columns) : own,
    source: patient.name,
    join: { ...patient.from, alias: rootAlias, on },
    keep: merge?.results === 'hide' ? and(keep, not(merge.when)) : keep,
    ...(patient.tenant === undefined ? {} : { tenant: aliased(patient.tenant) }),
    ...(merge === undefined ? {} : { merge }),
    ...membersOf(patient, rootAlias),
  }
}

/** The Patient source's table, as it stands in statements of a source over the rows of `head`; undefined where those are nobody's. */
export function patientTable(head: Head, heads: ReadonlyMap<string, Head>): Table | undefined {
  const { patient } = head
  if (patient.kind === 'self') return head.from
  const from = patient.kind === 'reference' ? heads.get(patient.source)?.from : undefined
  return from && { ...from, alias: rootAlias }
}

/** The root of a source; a source that says nothing about patients does not compile. */
export function makeRoot(head: Head, heads: ReadonlyMap<string, Head>, diagnostics: Diagnostics): Root {
  const { patient } = head
  if (patient.kind === 'missing') {
    diagnostics.error(
      head.at,
      `source ${head.name} does not say whose data it is`,
      'write patient: =alias.PAT_ID | ref(pat), or shared, or never',
    )
    return { kind: 'never' }
  }
  if (patient.kind === 'self') return { kind: 'self', source: head.about ?? head.name }
  if (patient.kind !== 'reference') return { kind: patient.kind }
  const target = heads.get(patient.source)
  if (target?.resource !== 'Patient') {
    const patients = [...heads.values()].filter((each) => each.resource === 'Patient').map((each) => each.name)
    diagnostics.error(patient.text.at, `"${patient.source}" is no Patient source`, suggest(patient.source, patients))
    return { kind: 'never' }
  }
  const by = patient.by === undefined ? undefined : referredTo(target, patient.by, patient.text.at)
  const expected = patient.by === undefined ? target.key.length : 1
  if (expected !== patient.columns.length) {
    const held = patient.by === undefined ? `the key of ${target.name} has ${expected} columns` : 'by names one column'
    diagnostics.error(patient.text.at, `${held}, here are ${patient.columns.length}`)
    return { kind: 'never' }
  }
  checkPatientHead(target, diagnostics)
  if (!checkTies(target, namedBy(target, by), patient.columns, { diagnostics, at: patient.text.at }))
    return { kind: 'never' }
  return reference(target, patient.columns, by)
}
