import { expect } from 'chai'
import { build } from '../../src/mapping/build.ts'
import type { Bad } from '../../src/mapping/model.ts'
import { element, mappingOf, patient, readerOf, resources, vitals } from './clinic.ts'
import { chicago, factsIn } from './hand-made.ts'

const race = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'
const cdcrec = 'urn:oid:2.16.840.1.113883.6.238'
const observationCategory = 'http://terminology.hl7.org/CodeSystem/observation-category'
const loinc = 'http://loinc.org'

describe('values of child rows as one text', () => {
  const joined = (text: string, ...aliases: readonly (string | null)[]): Promise<unknown> =>
    element(text, { names: aliases.map((each) => ({ ALIASES: each })) }, 'photo')

  it('stand in the order of the rows, with what is said between, and are changed as a whole', async () => {
    const photo = (by: string) =>
      `photo: [{ contentType: text/plain, data: { each: "joined(names n.ALIASES${by})", is: "=it | rtf | inline" } }]`
    const data = (text: string) => [{ contentType: 'text/plain', data: Buffer.from(text).toString('base64') }]
    expect(await joined(photo(' crlf'), ' a ', null, 'b')).to.deep.equal(data(' a \r\n\r\nb'))
    expect(await joined(photo(''), '{\\rtf1 a\\pa', 'r b}')).to.deep.equal(data('a\nb'))
    expect(await joined(photo(' ;'), 'a', 'b')).to.deep.equal(data('a;b'))
    expect(await joined(photo(' blank'), 'a', 'b')).to.deep.equal(data('a b'))
    expect(await joined(photo(''))).to.equal(undefined)
    expect(await joined(photo(''), null)).to.equal(undefined)
  })

  it('are one piece to conditions', async () => {
    const name = 'name: [{ each: "joined(names n.ALIASES)", when: { it: ab }, text: =it }]'
    expect(await element(name, { names: [{ ALIASES: 'a' }, { ALIASES: 'b' }] }, 'name')).to.deep.equal([{ text: 'ab' }])
    expect(await element(name, { names: [{ ALIASES: 'ab' }, { ALIASES: 'c' }] }, 'name')).to.equal(undefined)
  })
})

describe('a template, read forwards', () => {
  it('gives constants, expressions and texts with holes', async () => {
    const map = [
      'active: "true"',
      'gender: =p.SEX | codes(sex)',
      'identifier: [{ system: "urn:oid:{tenant.oid}.1", value: "{tenant.oid}-{p.CHART_NO}" }]',
    ].join('\n')
    const mapping = await mappingOf(patient(map))
    expect(resources(mapping, 'pat', { SEX: 'f ', CHART_NO: 'A1 ' })).to.deep.equal([
      { active: 'true', gender: 'female', identifier: [{ system: 'urn:oid:2.16.840.1.1', value: '2.16.840.1-A1' }] },
    ])
    expect(resources(mapping, 'pat', {})).to.deep.equal([{ active: 'true' }])
  })

  it('looks bare words up in the value set of the element, or of the profile', async () => {
    const body = `
profile: us-core-observation-lab
map:
  status: final
  category: laboratory
  code: loinc|2345-7
  value: { string: =v.LAB_TXT }`
    const mapping = await mappingOf(patient('gender: male'), vitals(body))
    expect(resources(mapping, 'vit', { PAT_ID: '7', LAB_TXT: 'x' })).to.deep.equal([
      {
        meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab'] },
        status: 'final',
        category: [{ coding: [{ system: observationCategory, code: 'laboratory', display: 'Laboratory' }] }],
        code: { coding: [{ system: loinc, code: '2345-7' }] },
        subject: { reference: 'Patient/pat-7' },
        valueString: 'x',
      },
    ])
  })

  it('takes the first alternative that yields something, not the first whose column is filled', async () => {
    const map = 'birthDate: =p.DOB | date(yyyymmdd) ?? p.DEATH_DT | date(yyyymmdd) ?? 1900'
    expect(await element(map, { DOB: '19470302', DEATH_DT: '20200101' }, 'birthDate')).to.equal('1947-03-02')
    expect(await element(map, { DOB: '19471345', DEATH_DT: '20200100' }, 'birthDate')).to.equal('2020-01')
    expect(await element(map, { DOB: '00000000' }, 'birthDate')).to.equal('1900')
  })

  it('chooses by a column, and gives all that a branch lists', async () => {
    const map = `telecom:
  case: p.PHONE_TYP
  B:
    - { system: phone, value: =p.PHONE }
    - { system: email, value: =p.EMAIL }
  N: { none: true }
  else: { system: phone, value: =p.PHONE | phone }`
    const both = { PHONE_TYP: 'b', PHONE: '1', EMAIL: 'e' }
    expect(await element(map, both, 'telecom')).to.deep.equal([
      { system: 'phone', value: '1' },
      { system: 'email', value: 'e' },
    ])
    expect(await element(map, { PHONE_TYP: 'N', PHONE: '1' }, 'telecom')).to.equal(undefined)
    expect(await element(map, { PHONE: '6085551212' }, 'telecom')).to.deep.equal([
      { system: 'phone', value: '608-555-1212' },
    ])
  })

  it('ends alternatives with none, under a condition', async () => {
    const map = 'birthDate: { first: [{ when: { p.REC_STAT: X }, none: true }, =p.DOB | date(yyyymmdd)] }'
    expect(await element(map, { REC_STAT: 'X', DOB: '19470302' }, 'birthDate')).to.equal(undefined)
    expect(await element(map, { REC_STAT: 'A', DOB: '19470302' }, 'birthDate')).to.equal('1947-03-02')
  })

  it('gives one for each child row, each piece of a text, and each column with a value', async () => {
    const map = `name:
  - { family: =p.LAST_NM | title }
  - { each: names, when: { n.NM_TYP: [M, P] }, use: old, family: =n.LAST_NM | title, given: { each: "split(n.ALIASES ,)", is: "=it | title" } }
contact:
  each: columns(p.PHONE p.EMAIL)
  telecom: [{ value: =it }]`
    const row = {
      LAST_NM: "O'BRIEN-SMITH",
      PHONE: '1',
      names: [
        { NM_TYP: 'M', LAST_NM: 'DOE', ALIASES: 'JO, ,ANN' },
        { NM_TYP: 'X', LAST_NM: 'NO' },
      ],
    }
    const mapping = await mappingOf(patient(map))
    expect(resources(mapping, 'pat', row)).to.deep.equal([
      {
        name: [{ family: "O'Brien-Smith" }, { use: 'old', family: 'Doe', given: ['Jo', 'Ann'] }],
        contact: [{ telecom: [{ value: '1' }] }],
      },
    ])
  })

  it('gives all pieces of the first alternative that yields any, in child rows too', async () => {
    const map = `extension:
  us-core-race:
    ombCategory: { first: [{ each: "split(p.RACE_CDS ;)", is: "=it | codes(race)" }, { when: { p.RACE_CD: { not: H } }, is: =p.RACE_CD | codes(race) }] }
    text: =p.RACE_CD`
    const [white, asian] = [
      { url: 'ombCategory', valueCoding: { system: cdcrec, code: '2106-3', display: 'White' } },
      { url: 'ombCategory', valueCoding: { system: cdcrec, code: '2028-9', display: 'Asian' } },
    ]
    const text = { url: 'text', valueString: 'W' }
    const extension = (row: Parameters<typeof element>[1]) => element(map, row, 'extension')
    expect(await extension({ RACE_CDS: 'W; A;', RACE_CD: 'W' })).to.deep.equal([
      { url: race, extension: [white, asian, text] },
    ])
    expect(await extension({ RACE_CDS: '?', RACE_CD: 'W' })).to.deep.equal([{ url: race, extension: [white, text] }])
    expect(await extension({})).to.equal(undefined)
  })

  it('writes choices under their type, named or guessed', async () => {
    const map =
      'deceased: { first: [{ dateTime: =p.DEATH_DTTM | local }, { dateTime: =p.DEATH_DT | date(yyyymmdd) }, { when: { p.DEATH_FLG: Y }, boolean: "true" }] }'
    const mapping = await mappingOf(patient(map))
    const deceased = (row: Parameters<typeof resources>[2]) => resources(mapping, 'pat', row)
    expect(deceased({ DEATH_DTTM: '2020-03-08 02:30:00' })).to.deep.equal([
      { deceasedDateTime: '2020-03-08T03:00:00-05:00' },
    ])
    expect(deceased({ DEATH_DT: '20200300', DEATH_FLG: 'Y' })).to.deep.equal([{ deceasedDateTime: '2020-03' }])
    expect(deceased({ DEATH_FLG: 'Y' })).to.deep.equal([{ deceasedBoolean: 'true' }])
    expect(await element('deceased: =p.DEATH_FLG | is(Y)', { DEATH_FLG: 'N' }, 'deceasedBoolean')).to.equal('false')
    expect(
      await element('deceasedDateTime: =p.DEATH_DT | date(yyyymmdd)', { DEATH_DT: '2020' }, 'deceasedDateTime'),
    ).to.equal(undefined)
  })

  it('keeps an element alive by its heart, never by constants alone', async () => {
    const map = `identifier:
  - { type: MR, system: "urn:oid:{tenant.oid}.1", value: =p.CHART_NO }
  - { type: { text: =p.LANG_CD }, value: =p.SSN }
name: [{ use: official, given: [=p.FIRST_NM] }]`
    const mapping = await mappingOf(patient(map))
    expect(resources(mapping, 'pat', { LANG_CD: 'x' })).to.deep.equal([{}])
    expect(resources(mapping, 'pat', { SSN: '1', FIRST_NM: 'A' })).to.deep.equal([
      { identifier: [{ value: '1' }], name: [{ use: 'official', given: ['A'] }] },
    ])
  })

  it('says why an element is absent: a code where it is coded, else the extension', async () => {
    const map =
      'birthDate: { is: =p.DOB | date(yyyymmdd), absent: unknown }\nmaritalStatus: { text: =p.LANG_CD, absent: masked }'
    const mapping = await mappingOf(patient(map))
    const dar = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'
    expect(resources(mapping, 'pat', {})).to.deep.equal([
      {
        _birthDate: {
          extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
        },
        maritalStatus: { coding: [{ system: dar, code: 'masked', display: 'Masked' }] },
      },
    ])
    expect(resources(mapping, 'pat', { DOB: '1947', LANG_CD: 'M' })[0]).to.have.nested.property(
      'maritalStatus.text',
      'M',
    )
  })

  it('reads code tables: the tenant’s own row first, then the shared one, and texts for what has no standard code', async () => {
    const map = 'communication: [{ language: =p.LANG_CD | codes(lang) }]'
    const mapping = await mappingOf(patient(map))
    const language = (code: string, tenant: string) => {
      const facts = { ...chicago, tenant: { ...chicago.tenant, key: tenant } }
      return (
        resources(mapping, 'pat', { LANG_CD: code }, facts)[0] as { communication: readonly { language: unknown }[] }
      ).communication[0]!.language
    }
    const bcp = 'urn:ietf:bcp:47'
    const spanish = { system: bcp, code: 'es-US', display: 'Spanish of the States' }
    expect(language('es', '1')).to.deep.equal({ coding: [spanish], text: 'Spanish of the States' })
    expect(language('ES ', '2')).to.deep.equal({
      coding: [{ system: bcp, code: 'es', display: 'Spanish' }],
      text: 'Spanish',
    })
    expect(language('XX', '1')).to.deep.equal({ text: 'Sign language' })
    expect(language('KLI', '1')).to.deep.equal({ text: 'KLI' })
  })

  it('reads the tenants, their zones and facts', async () => {
    const { tenants } = await mappingOf(patient('gender: male'))
    expect([...tenants.values()]).to.deep.equal([
      { key: '1', zone: 'America/Chicago', facts: { oid: '2.16.840.1' } },
      { key: '2', zone: 'America/New_York', facts: { oid: '2.16.840.2' } },
    ])
  })

  it('reports a bad value by its path and reason, never the value, and gives the rest', async () => {
    const mapping = await mappingOf(patient('gender: male\nbirthDate: =p.DOB | date(yyyymmdd)'))
    const told: (readonly [string, Bad])[] = []
    const building = { facts: chicago, report: (path: string, bad: Bad) => told.push([path, bad]), path: 'Patient' }
    const value = build(mapping.byName.get('pat')!.kinds[0]!.tree, readerOf({ DOB: 'secret' }), building)
    expect(value).to.deep.equal({ gender: 'male' })
    expect(told).to.deep.equal([
      ['Patient.birthDate', { bad: 'is no date or time of the form that the mapping states' }],
    ])
  })

  it('stamps updates in the later of two equal hours, clinical times in the first', async () => {
    const mapping = await mappingOf(
      patient('deceased: { dateTime: =p.DEATH_DTTM | local }', 'updated: =p.LAST_UPD_DTTM | local ?? 1995-01-01'),
    )
    const night = '2020-11-01 01:30:00'
    expect(resources(mapping, 'pat', { DEATH_DTTM: night, LAST_UPD_DTTM: night })).to.deep.equal([
      { meta: { lastUpdated: '2020-11-01T01:30:00-06:00' }, deceasedDateTime: '2020-11-01T01:30:00-05:00' },
    ])
    expect(resources(mapping, 'pat', {}, factsIn('UTC'))).to.deep.equal([
      { meta: { lastUpdated: '1995-01-01T00:00:00Z' } },
    ])
  })
})
