/** What a database holds that FHIR does not: what is served of it is valid, the same by a read and a search, and found as it is served, on every engine. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../rows/engines.ts'
import { openWorld, quoted, type Files, type Resource, opened } from './world.ts'

const moment: Readonly<Record<string, string>> = { postgres: 'timestamptz', mariadb: 'timestamp null' }
const zoned: Readonly<Record<string, string>> = {
  postgres: "'2025-01-01 10:00:00-06'",
  mariadb: "'2025-01-01 16:00:00'",
}
const noDate: Readonly<Record<string, string>> = {
  postgres: "'infinity'",
  mariadb: "'0000-00-00'",
  sqlite: "'0000-00-00'",
}

/** Day and time, HL7 timestamp, ISO text, year, month and day, a column of moments, one of dates. */
const rows = [
  ['1', '20251103', '2400', '20251103101500-0600', '2025-11-03T10:15:00Z', '2025', '11', '3'],
  ['2', '20251103', '930', '2025110310', '2025-11-03T23:30:00-06:00', '2025', '2', '30'],
  ['3', '20251103', '0960', '20251103', '2025-11', '2025', '', ''],
  ['4', '20251103', '0000', '202511032500', '2025-11-03 10:15', '2025', '13', '1'],
  ['5', '20250230', '0900', '20250230', 'soon', 'x', '1', '1'],
] as const

function tables({ dialect }: Engine): readonly string[] {
  const texts = 'DY TM H7 IS YR MO DA'.split(' ').map((name) => `"${name}" varchar(40)`)
  return [
    ...(dialect === 'mariadb' ? ["set sql_mode = ''", "set time_zone = '+00:00'"] : []),
    'drop table if exists "PT"',
    'drop table if exists "OB"',
    'create table "PT" ("ID" integer not null primary key, "NM" varchar(20), "NO" varchar(20))',
    `insert into "PT" values (1, 'ANN', '7'), (2, 'BOB', null)`,
    `create table "OB" ("ID" integer not null primary key, "PT" integer, ${texts.join(', ')},
      "MO_TS" ${moment[dialect] ?? 'varchar(40)'}, "DT" date, "CD" varchar(20), "EN" varchar(40))`,
    ...rows.map(
      (row) =>
        `insert into "OB" values (${row[0]}, 1, ${row
          .slice(1)
          .map((each) => `'${each}'`)
          .join(', ')},
          ${zoned[dialect] ?? "'2025-01-01 16:00:00'"}, ${row[0] === '5' ? noDate[dialect]! : "'2025-01-01'"},
          '${row[0] === '1' ? '2345-7' : '2345-8'}', '${row[0] === '2' ? '2025-11-03T09:00:00-06:00' : '2025-11-04'}')`,
    ),
  ]
}

const source = (name: string, map: string): string => `
resource: Observation
source: ${name}
from: OB o
key: o.ID
patient: =o.PT | ref(pat)
map: { status: final, code: { text: x }, ${map} }
`

const effective = (name: string, pipe: string): string => source(name, `effective: { dateTime: "=o.${pipe}" }`)

const files: Files = {
  'system.yaml': `
tenants: { one: { key: '1', zone: America/Chicago } }
systems: { loinc: http://loinc.org }
nulls: ['']`,
  'pat.yaml': `
resource: Patient
source: pat
from: PT p
key: p.ID
patient: p.ID
profile: us-core-patient
map:
  identifier: [{ system: 'urn:x', value: =p.NO }]
  name: [{ family: =p.NM | title }]
  gender: unknown`,
  'ob.yaml': [
    effective('pair', 'DY o.TM | localtime'),
    effective('hl', 'H7 | hl7ts'),
    effective('iso', 'IS | iso'),
    effective('ymd', 'YR o.MO o.DA | ymd'),
    effective('ts', 'MO_TS | utc'),
    effective('dt', 'DT | date'),
    effective('either', 'H7 | hl7ts ?? o.DT | date'),
    source('per', 'effective: { Period: { start: =o.DY o.TM | localtime, end: =o.EN | iso } }'),
    source('cd', 'category: { coding: [=o.CD | coding(loinc)], text: y }'),
  ].join('---'),
}

const served: Readonly<Record<string, readonly (string | undefined)[]>> = {
  pair: ['2025-11-03', '2025-11-03T09:30:00-06:00', '2025-11-03', '2025-11-03', undefined],
  hl: ['2025-11-03T10:15:00-06:00', '2025-11-03T10:00:00-06:00', '2025-11-03', '2025-11-03', undefined],
  iso: ['2025-11-03T10:15:00Z', '2025-11-03T23:30:00-06:00', '2025-11', '2025-11-03T10:15:00-06:00', undefined],
  ymd: ['2025-11-03', '2025-02', '2025', '2025', undefined],
  ts: ['', '', '', '', ''].map(() => '2025-01-01T16:00:00Z'),
  dt: [...['', '', '', ''].map(() => '2025-01-01'), undefined],
  either: ['2025-11-03T10:15:00-06:00', '2025-11-03T10:00:00-06:00', '2025-11-03', '2025-11-03', undefined],
}

/** Fractions of zeros say nothing. */
const timeOf = ({ effectiveDateTime: time }: Resource): string | undefined =>
  typeof time === 'string' ? time.replace(/\.0+(?=Z|[+-])/, '') : undefined

describe('what no FHIR resource holds', () => {
  onEachEngine([sqlite, postgres, mariadb], (engine) => {
    const world = opened(async () => {
      await engine.write(...tables(engine).map((each) => quoted(engine, each)))
      return openWorld(engine, files)
    })

    for (const [name, times] of Object.entries(served))
      it(`is served as far as it is sound, and found by what is served: ${name}`, async () => {
        for (const [index, time] of times.entries()) {
          const id = `${name}-${index + 1}`
          const read = (await world.read('Observation', id))!
          expect((await world.search(`Observation?_id=${id}`))[0]).to.deep.equal(read)
          expect(timeOf(read), id).to.equal(time)
          const query = `Observation?patient=pat-1&_count=100&date`
          if (time === undefined) expect(await world.ids(`${query}:missing=true`)).to.include(id)
          else
            for (const prefix of ['', 'ge'])
              expect(await world.ids(`${query}=${prefix}${encodeURIComponent(time)}`), prefix).to.include(id)
          for (const prefix of ['ne'])
            if (time !== undefined)
              expect(await world.ids(`${query}=${prefix}${encodeURIComponent(time)}`), prefix).not.to.include(id)
        }
      })

    it('finds no time that was left out: a day that no time was made of', async () => {
      const found = await world.ids('Observation?patient=pat-1&date=2025-11-03&_count=100')
      for (const id of ['pair-1', 'pair-2', 'pair-3', 'pair-4', 'hl-1', 'hl-2', 'iso-1', 'iso-2', 'ymd-1'])
        expect(found).to.include(id)
      for (const id of ['pair-5', 'hl-5', 'iso-3', 'ymd-2']) expect(found).to.not.include(id)
    })

    it('has no end before its start, and is found as one that goes on', async () => {
      const [crossed, whole] = [await world.read('Observation', 'per-2'), await world.read('Observation', 'per-1')]
      expect(crossed!['effectivePeriod']).to.deep.equal({ start: '2025-11-03T09:30:00-06:00' })
      expect(whole!['effectivePeriod']).to.deep.equal({ start: '2025-11-03', end: '2025-11-04' })
      const later = await world.ids('Observation?patient=pat-1&date=ge2026-01-01&_count=100')
      expect(later).to.include('per-2').and.not.include('per-1')
      expect(await world.ids('Observation?patient=pat-1&date=eb2025-12-01&_count=100'))
        .to.include('per-1')
        .and.not.include('per-2')
    })

    it('has no code that its system cannot have, and is not found by it', async () => {
      expect((await world.read('Observation', 'cd-1'))!['category']).to.deep.equal([
        { coding: [{ system: 'http://loinc.org', code: '2345-7' }], text: 'y' },
      ])
      expect((await world.read('Observation', 'cd-2'))!['category']).to.deep.equal(undefined)
      const ids = (code: string) =>
        world.ids(`Observation?patient=pat-1&category=${encodeURIComponent(code)}&_count=100`)
      expect(await ids('http://loinc.org|2345-7')).to.deep.equal(['cd-1'])
      expect(await ids('http://loinc.org|2345-8')).to.deep.equal([])
      expect(await ids('http://loinc.org|')).to.deep.equal(['cd-1'])
    })

    it('is not withheld for a number that is not there', async () => {
      const [bob] = await world.search('Patient?_id=pat-2')
      expect(bob).to.have.nested.property('identifier[0]._value.extension[0].valueCode', 'unknown')
      expect(await world.ids('Patient?identifier:missing=true')).to.deep.equal(['pat-2'])
    })
  })
})
