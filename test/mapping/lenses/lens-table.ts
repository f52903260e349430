/** Every lens of values by name, made over a column; code lists and sources as small as they can be. */
import { formOf } from '../../../src/fhir/primitive.ts'
import { CodeList, type CodeEntry, type Otherwise } from '../../../src/mapping/codes.ts'
import { codesLens, codingLens, type CodeShape } from '../../../src/mapping/lenses/codes.ts'
import { base64Lens, inlineLens } from '../../../src/mapping/lenses/content.ts'
import { hl7ceLens, prefixedLens } from '../../../src/mapping/lenses/joined-codes.ts'
import { xhtmlLens } from '../../../src/mapping/lenses/narrative.ts'
import { referenceLens } from '../../../src/mapping/lenses/references.ts'
import { steps, toTitle } from '../../../src/mapping/lenses/steps.ts'
import { numberLens } from '../../../src/mapping/lenses/numbers.ts'
import { isLens, nameLens, templateLens, textLens } from '../../../src/mapping/lenses/values.ts'
import type { Column, KeyPart, Lens, Source } from '../../../src/mapping/model.ts'
import { column, typed } from '../hand-made.ts'

const at = { file: 'system.yaml', line: 1, column: 1 }

const entry = (local: string, system?: string, code?: string, more: Partial<CodeEntry> = {}): CodeEntry => ({
  local,
  preferred: false,
  ...(system === undefined ? {} : { system }),
  ...(code === undefined ? {} : { code }),
  ...more,
})

const rows: readonly CodeEntry[] = [
  entry('A', 's1', 'active', { display: 'Active' }),
  entry('i', 's1', 'inactive'),
  entry('01', 's2', 'one', { display: 'Müller' }),
  entry('1', 's2', 'uno'),
  entry('e11.9', 's1', '44054006'),
  entry('E11.9', 's1', '73211009', { preferred: true }),
  entry('DOE', undefined, undefined, { display: 'Somebody' }),
  entry('pos', 's1', '10828004'),
  entry('10', 's1', 'ten'),
  entry('10', 's2', 'dix'),
  entry('__proto__', 's1', 'constructor'),
]
const dated: readonly CodeEntry[] = [
  entry('A', 's1', 'old', { to: '20151001' }),
  entry('A', 's1', 'new', { from: '20151001', preferred: true }),
  entry('E119', 's2', 'x', { from: '20200101' }),
]
const tenants: readonly CodeEntry[] = [
  entry('A', 's1', 'shared', { tenant: '0' }),
  entry('A', 's1', 'mine', { tenant: '1' }),
  entry('I', 's1', 'other', { tenant: '2' }),
  entry('Y', 's2', 'yes', { tenant: '0' }),
]
const flawed: readonly CodeEntry[] = [
  entry('A', 'http://loinc.org', 'GLUCOSE'),
  entry('i', 'http://loinc.org', '2345-7'),
  entry('1', 'http://loinc.org', '2345-8', { display: 'One' }),
  entry('GLU  TEST', 'http://loinc.org', '8867-4'),
]
const prefixes = [entry('SCT', 's1'), entry('', 's2'), entry('ICD', 's3')]

function list(entries: readonly CodeEntry[], otherwise: Otherwise, own?: string): CodeList {
  const isDated = entries.some((each) => each.from !== undefined)
  const shared = entries.some((each) => each.tenant !== undefined) ? { fallback: '0' } : {}
  return new CodeList({
    ...{ name: 'list', at, otherwise, dated: isDated, source: { kind: 'rows', entries }, ...shared },
    ...(own === undefined ? {} : { own }),
  })
}

const integerKey: KeyPart = { column: column('ID', { schema: typed('integer') }), codec: 'integer' }
const sourceWith = (codec: KeyPart['codec']) =>
  ({ name: 'pat', resource: 'Patient', key: [{ ...integerKey, codec }], kinds: [{ id: null }] }) as unknown as Source

export type Make = (column: Column, extra: { otherwise: Otherwise; own?: string; shape: CodeShape }) => Lens

const through =
  (name: string, ...args: string[]): Make =>
  (column) =>
    textLens({ column, steps: [steps.get(name)!(args)] }, 'string')

export const lenses: Readonly<Record<string, Make>> = {
  'a plain text': (column) => textLens({ column, steps: [] }, 'string'),
  'a code': (column) => textLens({ column, steps: [] }, 'code', formOf('code')),
  title: through('title'),
  'upper and lower': (column) =>
    textLens({ column, steps: [steps.get('upper')!([]), steps.get('lower')!([])] }, 'string'),
  'zeros(2)': through('zeros', '2'),
  digits: through('digits'),
  phone: through('phone'),
  zip: through('zip'),
  icd9: through('icd9'),
  icd10: through('icd10'),
  'json(a.b)': through('json', 'a.b'),
  'part(; 2)': through('part', ';', '2'),
  'before-suffix': through('before-suffix'),
  suffix: through('suffix'),
  rtf: through('rtf'),
  cp1252: through('cp1252'),
  inflate: (column) => base64Lens({ column, steps: [steps.get('inflate')!([])] }),
  'decode(windows-1252)': through('decode', 'windows-1252'),
  base64: (column) => base64Lens({ column, steps: [] }),
  inline: (column) => inlineLens({ column, steps: [] }, 4),
  'inline of rtf': (column) => inlineLens({ column, steps: [steps.get('rtf')!([])] }, 4),
  uuid: through('uuid'),
  'is(A Y 1)': (column) => isLens({ column, steps: [] }, ['A', 'Y', '1']),
  number: (column) => numberLens({ column, steps: [] }, 'decimal'),
  'a positive number': (column) => numberLens({ column, steps: [] }, 'positiveInt'),
  'times(0.0625)': (column) => numberLens({ column, steps: [] }, 'decimal', '0.0625'),
  codes: (column, extra) => codesLens(codes(column, list(rows, extra.otherwise, extra.own), extra.shape)),
  'icd10 and codes': (column, extra) =>
    codesLens({
      ...codes(column, list(rows, extra.otherwise, extra.own), extra.shape),
      text: { column, steps: [steps.get('icd10')!([])] },
    }),
  'zeros and codes': (column, extra) =>
    codesLens({
      ...codes(column, list(rows, extra.otherwise, extra.own), extra.shape),
      text: { column, steps: [steps.get('zeros')!(['2'])] },
    }),
  'codes by day': (column_, extra) =>
    codesLens({
      ...codes(column_, list(dated, extra.otherwise, extra.own), extra.shape),
      day: { column: column('B'), steps: [] },
    }),
  'codes of tenants': (column, extra) =>
    codesLens(codes(column, list(tenants, extra.otherwise, extra.own), extra.shape)),
  coding: (column, { shape }) =>
    codingLens({ column, steps: [] }, 's1', shape === 'display' ? 'code' : shape, { tenant: false }),
  'coding of a system with check digits': (column, { shape }) =>
    codingLens({ column, steps: [] }, 'http://loinc.org', shape === 'display' ? 'code' : shape, { tenant: false }),
  'codes of a list that is wrong': (column, extra) =>
    codesLens(codes(column, list(flawed, extra.otherwise, extra.own), extra.shape)),
  'coding of the tenant': (column) => codingLens({ column, steps: [] }, 'urn:{tenant.oid}', 'Coding', { tenant: true }),
  prefixed: (column, { shape }) => prefixedLens({ column, steps: [] }, list(prefixes, { kind: 'drop' }), shape),
  hl7ce: (column, extra) => hl7ceLens({ column, steps: [] }, list(rows, extra.otherwise, extra.own)),
  'ref to a number': (column) =>
    referenceLens({
      columns: [column],
      target: () => sourceWith('integer'),
      targetType: 'Patient',
      shape: 'Reference',
    }),
  'ref to a text': (column) =>
    referenceLens({ columns: [column], target: () => sourceWith('text'), targetType: 'Patient', shape: 'Reference' }),
  'ref to a uuid': (column) =>
    referenceLens({ columns: [column], target: () => sourceWith('uuid'), targetType: 'Patient', shape: 'text' }),
  'a text with a hole': (column) => templateLens(['x-', column], 'string'),
  'a text with a hole and a fact': (column) => templateLens(['{tenant.oid}.', column], 'uri', /^\S+$/),
  xhtml: (column) => xhtmlLens({ column, steps: [] }),
  'name(comma)': (column) => nameLens({ column, steps: [] }, toTitle),
}

const codes = (column: Column, codeList: CodeList, shape: CodeShape) => ({
  text: { column, steps: [] },
  list: codeList,
  shape,
  fallback: (code: string) => ({ system: 's0', code }),
})
