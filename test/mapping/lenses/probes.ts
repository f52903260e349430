/** What may be stored, what may be asked of it, and FHIR's own answer: for the properties of lenses. */
import fc from 'fast-check'
import { matchesString } from '../../../src/fhir/string.ts'
import type { Column, Json, Probe, Raw } from '../../../src/mapping/model.ts'
import { column, sentinels, varchar } from '../hand-made.ts'

/** The same text column under all that a schema and system.yaml can say of it. `fits`: what may be stored there then. */
export const textColumns: readonly { readonly column: Column; readonly fits: (text: string) => boolean }[] = [
  { column: column('A'), fits: () => true },
  { column: column('A', { schema: { ...varchar, collation: 'cs' } }), fits: () => true },
  { column: column('A', { schema: { ...varchar, accents: 'insensitive' } }), fits: () => true },
  { column: column('A', { chars: 'ascii' }), fits: (text) => /^[ -~]*$/.test(text) },
  {
    column: column('A', { stored: 'upper', chars: 'ascii' }),
    fits: (text) => /^[ -~]*$/.test(text) && text === text.toUpperCase(),
  },
  {
    column: column('A', { stored: 'lower', chars: 'ascii', schema: { ...varchar, collation: 'cs' } }),
    fits: (text) => /^[ -~]*$/.test(text) && text === text.toLowerCase(),
  },
]

export const pool = [
  ...['GLUCOSE', '2345-7', '2345-8', '8867-4', 'GLU TEST', 'GLU  TEST', 'GLU\tTEST'],
  ...['DOE', 'doe', 'Doe', 'DOE-SMITH', "O'BRIEN", 'de la Cruz', 'DE  LA CRUZ', 'Müller', 'MULLER', 'mULLER JR'],
  ...[
    'A',
    'a',
    'I',
    'Y',
    'N',
    '1',
    '01',
    '001',
    '0',
    '10',
    '1.0',
    '-5',
    '+05.70',
    '.5',
    '98.60',
    '1e3',
    '12345678901234567890',
  ],
  ...[
    'E119',
    'E11.9',
    'e11.9',
    'e119',
    'E119X',
    '250',
    '25000',
    'E8500',
    'I10',
    'SCT:38341003',
    'sct:38341003',
    'SCT: 1',
    ':I10',
  ],
  ...[
    '6085551212',
    '(608) 555-1212',
    '16085551212',
    '53703',
    '537031234',
    '53703-1234',
    'a;b;c',
    ' ; ',
    'DOE, JANE A MD',
    ', JANE',
  ],
  ...[
    'POS^Positive^L',
    'pos',
    '^^',
    '^Words',
    '{"a":{"b":"x\\"y"}}',
    '{"a":{"b":1}}',
    '{"__proto__":"x"}',
    '%',
    '_',
    '100%',
    'x_y',
    '[a]',
  ],
  ...[
    'x-1',
    'x-',
    'x',
    'pat-7',
    '7',
    '-7',
    '007',
    'ab-c',
    'AB',
    '0b8e6dd0-0000-4000-8000-0000000000aa',
    '0B8E6DD0-0000-4000-8000-0000000000AA',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '00000000',
    '99991231',
    'NULL',
    '\u0000',
    'A\ufffe',
    '\ud83dA',
    '😀',
    'é',
    'e\u0301',
  ],
]

export const stored: fc.Arbitrary<Raw> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...pool) as fc.Arbitrary<Raw> },
  { weight: 1, arbitrary: fc.constantFrom<Raw>(null, '', '   ', ...sentinels) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'grapheme-ascii' }) as fc.Arbitrary<Raw> },
  { weight: 2, arbitrary: fc.constantFrom(...pool).map((text) => `${text}   `) as fc.Arbitrary<Raw> },
)

const texts = (value: Json | undefined, ...names: readonly string[]): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (value === undefined || Array.isArray(value)) return []
  return names.flatMap((name) => {
    const part = (value as Readonly<Record<string, Json>>)[name]
    return typeof part === 'string'
      ? [part]
      : Array.isArray(part)
        ? part.filter((each) => typeof each === 'string')
        : []
  })
}

function codings(value: Json): readonly { readonly system?: string; readonly code?: string }[] {
  if (typeof value === 'string') return [{ code: value }]
  const { coding } = value as { coding?: [] }
  return coding ?? ('coding' in (value as object) || 'text' in (value as object) ? [] : [value as { code?: string }])
}

/** FHIR's own answer on the served value; for a plain code any system goes, which the planner knows of. */
export function isTrue(value: Json | undefined, probe: Probe): boolean {
  if (value === undefined) return false
  switch (probe.kind) {
    case 'token':
      return codings(value).some(
        ({ system, code }) =>
          code !== undefined &&
          (probe.code === undefined || probe.code === code) &&
          (probe.system === undefined || probe.system === (system ?? '')),
      )
    case 'string':
      return texts(value, 'text', 'family', 'given', 'suffix').some((each) =>
        matchesString(each, probe.text, probe.mode),
      )
    case 'reference':
      return texts(value, 'reference').some(
        (each) => each === `Patient/${probe.id}` && [undefined, 'Patient'].includes(probe.type),
      )
    case 'dialled':
      return texts(value).some((each) => each.replace(/\D/g, '') === probe.digits)
    case 'uri':
    case 'text':
      return (
        texts(value, 'reference').includes(probe.text) ||
        (typeof value === 'object' && 'code' in value && value['code'] === probe.text)
      )
  }
}

/** What was really served, in part or whole, or anything of the pool. */
export function probesFor(value: Json | undefined): fc.Arbitrary<Probe> {
  const served =
    value === undefined
      ? []
      : [...texts(value, 'text', 'family', 'given', 'reference'), ...codings(value).flatMap((each) => each.code ?? [])]
  const text = fc.oneof(fc.constantFrom(...pool), ...(served.length === 0 ? [] : [fc.constantFrom(...served)]))
  const cut = fc
    .tuple(text, fc.nat(12), fc.nat(12))
    .map(([each, a, b]) => each.slice(Math.min(a, b), Math.max(a, b)).trim())
  const system = fc.constantFrom(
    undefined,
    undefined,
    '',
    'http://loinc.org',
    's0',
    's1',
    's2',
    'urn:own',
    'urn:2.16.840.1',
  )
  const word = fc.oneof(text, cut).filter((each) => each.trim() !== '')
  return fc.oneof(
    fc.tuple(system, fc.option(text, { nil: undefined })).map(([s, code]): Probe => ({
      kind: 'token',
      ...(s === undefined ? {} : { system: s }),
      ...(code === undefined ? {} : { code }),
    })),
    fc
      .tuple(word, fc.constantFrom('starts' as const, 'exact' as const, 'contains' as const))
      .map(([each, mode]): Probe => ({ kind: 'string', text: each, mode })),
    text.map((each): Probe => ({ kind: 'text', text: each })),
    text
      .map((each) => each.replace(/\D/g, ''))
      .filter((digits) => digits !== '')
      .map((digits): Probe => ({ kind: 'dialled', digits })),
    fc.tuple(fc.constantFrom(undefined, 'Patient', 'Group'), text).map(([type, each]): Probe => ({
      kind: 'reference',
      id: each.split('/').at(-1)!,
      ...(type === undefined ? {} : { type }),
    })),
  )
}
