import { expect } from 'chai'
import fc from 'fast-check'
import { decodeId, encodeId, encodeKey, printKey } from '../../src/mapping/id.ts'
import type { KeyPart, Kind, Source } from '../../src/mapping/model.ts'
import { faults, mappingOf, patient } from './clinic.ts'
import { column, typed, varchar } from './hand-made.ts'

const cased = { ...varchar, collation: 'cs' } as const
const part = (codec: KeyPart['codec'], schema = varchar): KeyPart => ({ column: column('K', { schema }), codec })

const text = part('text', cased)
const number = part('integer', typed('decimal', { scale: 2 }))
const uuid = part('uuid', cased)
const bytes = part('uuid', typed('binary'))

const [firstUuid, secondUuid] = ['0f8fad5b-d9cb-469f-a165-70867728950e', 'f47ac10b-58cc-4372-a567-0e02b2c3d479']

const source = (key: readonly KeyPart[], ...kinds: readonly (string | null)[]): Source =>
  ({
    name: 'src',
    resource: 'Basic',
    key,
    kinds: (kinds.length === 0 ? [null] : kinds).map((id, ordinal) => ({ id, ordinal })),
  }) as unknown as Source

function idOf(made: Source, values: readonly string[], kind: Kind | undefined = made.kinds[0]): string | undefined {
  const key = printKey(made, values)
  return key && encodeId(made, kind, key)
}

const back = (made: Source, id: string): readonly string[] | undefined =>
  decodeId({ sources: [made] }, 'Basic', id)?.key

describe('logical ids', () => {
  const stay: readonly (readonly [Source, readonly string[], string])[] = [
    [source([number]), ['1234'], 'src-1234'],
    [source([number, number]), ['12', '3'], 'src-12.3'],
    [source([text]), ['MOD200'], 'src-MOD200'],
    [source([number], '8867-4'), ['5521'], 'src-5521-8867-4'],
    [source([number], '.1', '.2'), ['77'], 'src-77.1'],
    [source([uuid]), ['0f8fad5b-d9cb-469f-a165-70867728950e'], 'src-0f8fad5b-d9cb-469f-a165-70867728950e'],
  ]
  for (const [made, values, id] of stay) {
    it(`are what they always were for ordinary keys: ${id}`, () => {
      expect(idOf(made, values)).to.equal(id)
      expect(back(made, id)).to.deep.equal(values)
    })
  }

  const escaped: readonly (readonly [KeyPart, string, string])[] = [
    [text, 'P0_01', 'src--P0x5f01'],
    [text, 'A.B-C', 'src--Ax2eBx2dC'],
    [text, 'P 01', 'src--Px2001'],
    [text, 'A#B?', 'src--Ax23Bx3f'],
    [text, 'MOD-200002', 'src--MODx2d200002'],
    [text, ' AB ', 'src--x20ABx20'],
    [text, 'xylo', 'src-xylo'],
    [text, 'x-1', 'src--xxx2d1'],
    [text, 'é', 'src--xc3xa9'],
    [text, '', 'src--'],
    [number, '0', 'src-0'],
    [number, '-5', 'src--x2d5'],
    [number, '1.5', 'src--1x2e5'],
  ]
  for (const [codec, key, id] of escaped) {
    it(`spell ${JSON.stringify(key)} in letters and digits: ${id}`, () => {
      expect(idOf(source([codec]), [key])).to.equal(id)
      expect(back(source([codec]), id)).to.deep.equal([key])
    })
  }

  it('say a number once, however many zeros its column has behind the point', () => {
    expect(idOf(source([number]), ['12.00'])).to.equal('src-12')
    expect(idOf(source([number]), ['0.50'])).to.equal('src--0x2e5')
  })

  it('drop the blanks that fill up a CHAR, or that the database does not compare', () => {
    const padded = { ...text, column: column('K', { schema: { ...cased, padded: true } }) }
    expect(idOf(source([padded]), ['AB      '])).to.equal('src-AB')
    expect(idOf(source([{ ...text, trims: true }]), ['AB  '])).to.equal('src-AB')
    expect(back(source([padded]), 'src--ABx20')).to.equal(undefined)
  })

  it('have uuids in small letters, of texts in either case and of bytes', () => {
    const id = 'src-0f8fad5b-d9cb-469f-a165-70867728950e'
    expect(idOf(source([uuid]), ['0F8FAD5B-D9CB-469F-A165-70867728950E'])).to.equal(id)
    expect(idOf(source([bytes]), ['0f8fad5bd9cb469fa16570867728950e'])).to.equal(id)
    expect(back(source([bytes]), id)).to.deep.equal(['0f8fad5b-d9cb-469f-a165-70867728950e'])
  })

  it('keep a uuid of mixed letters apart from one that is not, where the database does', () => {
    const mixed = '0f8fad5b-D9CB-469f-a165-70867728950e'
    const id = idOf(source([uuid]), [mixed])
    expect(id).to.match(/^src--/)
    expect(back(source([uuid]), id!)).to.deep.equal([mixed])
  })

  it('are one to one for any texts, parts and kinds, in the alphabet and length of an id', () => {
    const codecs = fc.constantFrom(text, uuid)
    const value = fc.oneof(fc.string({ maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 4 }), fc.uuid())
    const made = fc.tuple(fc.array(codecs, { minLength: 1, maxLength: 3 }), fc.subarray(['4', '41-4', '2d4', '2d.4']))
    const pair = fc.tuple(value, value, value)
    fc.assert(
      fc.property(made, pair, pair, fc.nat(3), fc.nat(3), ([key, kinds], one, other, first, second) => {
        const all = source(key, ...kinds)
        const kindAt = (index: number): Kind | undefined => all.kinds[index % all.kinds.length]
        const [a, b] = [one, other].map((values) => printKey(all, values))
        const [ids, keys] = [
          [a && encodeId(all, kindAt(first), a), b && encodeId(all, kindAt(second), b)],
          [JSON.stringify([a, kindAt(first)?.id]), JSON.stringify([b, kindAt(second)?.id])],
        ]
        if (ids[0] === undefined) return
        expect(ids[0]).to.match(/^[A-Za-z0-9.-]{1,64}$/)
        const decoded = decodeId({ sources: [all] }, 'Basic', ids[0])
        expect(decoded?.key).to.deep.equal(a)
        expect(decoded?.kind?.id ?? null).to.equal(kindAt(first)?.id)
        expect(ids[0] === ids[1]).to.equal(keys[0] === keys[1])
      }),
      { numRuns: 2000 },
    )
  })

  for (const id of ['src-007', 'src--7', 'src--x37', 'src--x5F', 'src-1.0', 'src--x2d0', 'src-', 'src-1 ', 'SRC-1']) {
    it(`of another spelling name nothing: ${id}`, () => {
      expect(back(source([number]), id)).to.equal(undefined)
    })
  }

  it('are none where a part is NULL, holds what no statement could ask for, or the whole is too long', () => {
    expect(printKey(source([text, text]), ['A', null])).to.equal(undefined)
    expect(printKey(source([text]), ['A\0'])).to.equal(undefined)
    expect(printKey(source([text]), ['\ud800'])).to.equal(undefined)
    expect(printKey(source([number]), ['abc'])).to.equal(undefined)
    expect(idOf(source([text]), ['A'.repeat(61)])).to.equal(undefined)
    expect(idOf(source([text]), ['A'.repeat(60)])).to.equal(`src-${'A'.repeat(60)}`)
  })
})

describe('ids with a hash', () => {
  const hashed = (key: readonly KeyPart[], ...kinds: readonly (string | null)[]): Source => ({
    ...source(key, ...kinds),
    isHashed: true,
  })

  it('begin as the key does, as far as there is room, and say where it is cut', () => {
    const long = `A/B ${'c'.repeat(40)}`
    expect(idOf(hashed([text]), ['A/B'])).to.match(/^src-Ax2fB\.[0-9a-v]{26}$/)
    expect(idOf(hashed([text]), [long])).to.match(/^src-Ax2fBx20c{24}-\.[0-9a-v]{26}$/)
    expect(idOf(hashed([number, text]), ['12.0', long])).to.match(/^src-12\.Ax2fBx20c{21}-\.[0-9a-v]{26}$/)
    expect(idOf(hashed([uuid, uuid]), [firstUuid, secondUuid])).to.match(/^src-0f[0-9a-v]{24}\.[0-9a-v]{26}$/)
    expect(idOf(hashed([part('text', typed('binary'))]), ['ab'.repeat(40)])).to.match(/^src-[0-9a-v]{26}$/)
    expect(idOf(hashed([text]), [long])).to.not.equal(idOf(hashed([text]), [`${long}c`]))
  })

  it('are one to one for any texts, parts and kinds, and lead to the beginning of their key', () => {
    const value = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.uuid())
    const made = fc.tuple(
      fc.array(fc.constantFrom(text, uuid), { minLength: 1, maxLength: 3 }),
      fc.subarray(['4', '41-4', '2d4', '2d.4', '.1']),
    )
    const triple = fc.tuple(value, value, value)
    fc.assert(
      fc.property(made, triple, triple, fc.nat(4), ([key, kinds], one, other, at) => {
        const all = hashed(key, ...kinds)
        const kind = all.kinds[at % all.kinds.length]!
        const [a, b] = [one, other].map((values) => printKey(all, values))
        if (a === undefined || b === undefined) return
        const [id, second] = [encodeId(all, kind, a)!, encodeId(all, kind, b)]
        expect(id).to.match(/^[A-Za-z0-9.-]{1,64}$/)
        expect(id === second).to.equal(JSON.stringify(a) === JSON.stringify(b))
        const decoded = decodeId({ sources: [all] }, 'Basic', id)!
        expect(decoded.hashed?.id).to.equal(encodeKey(all, a))
        expect(decoded.kind?.id ?? null).to.equal(kind.id)
        for (const [index, begun] of decoded.key.entries()) {
          const isCut = decoded.hashed?.isCut === true && index === decoded.key.length - 1
          expect(isCut ? a[index]!.startsWith(begun) : a[index] === begun).to.equal(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('do not compile where name and kinds leave no room', async () => {
    const name = 'a'.repeat(37)
    const made = (length: number): string =>
      `\nresource: Basic\nsource: ${name.slice(0, length)}\nfrom: PROV_MSTR x\nkey: x.PROV_ID\nid: hash\ntenant: x.ORG_ID\npatient: never\nmap: { code: { text: a } }\n`
    const told = await faults({ 'pat.yaml': patient('active: "true"'), 'x.yaml': made(38) })
    expect(told).to.deep.equal([])
    const long = made(37).replace(name, `${name}a`)
    expect((await faults({ 'pat.yaml': patient('active: "true"'), 'x.yaml': long })).join()).to.match(
      /x\.yaml:6:5 error: beside the name a+ and its kinds there is no room for a hash in an id of 64 characters \(choose a shorter name\)/,
    )
  })
})

describe('stated ids', () => {
  const vitals = `
resource: Observation
source: vit
from: VIT_SGN v
key: [v.PAT_ID, v.VIT_ID]
patient: =v.PAT_ID | ref(pat)
map: { status: final }
kinds: { "8867-4": { when: { v.PULSE: any }, map: { code: loinc|8867-4 } } }
`
  const withId = (source: string, id: string): string => source.replace('\nfrom:', `\nid: ${id}\nfrom:`)

  async function idsOf(source: string, key: readonly string[]): Promise<string | undefined> {
    const made = (await mappingOf(patient('active: "true"'), source)).sources.find(({ name }) => name === 'vit')!
    const id = encodeId(made, made.kinds[0], key)
    expect(id && decodeId({ sources: [made] }, 'Observation', id)?.key).to.deep.equal(id && key)
    return id
  }

  it('are the key itself, or any text around its columns', async () => {
    expect(await idsOf(withId(vitals, 'plain'), ['12', '3'])).to.equal('12.3-8867-4')
    expect(await idsOf(withId(vitals, 'plain'), ['-12', '3'])).to.equal('-x2d12.3-8867-4')
    expect(await idsOf(withId(vitals, '"V{v.VIT_ID}-{v.PAT_ID}"'), ['12', '3'])).to.equal('V3-12-8867-4')
    const old = { ...(await mappingOf(withId(patient('active: "true"'), 'plain'))) }
    expect(decodeId(old, 'Patient', '7')?.key).to.deep.equal(['7'])
    expect(decodeId(old, 'Patient', 'pat-7')).to.equal(undefined)
  })

  for (const id of [
    '"V{v.VIT_ID}"',
    '"{v.VIT_ID}{v.PAT_ID}"',
    '"{v.VIT_ID}x{v.PAT_ID}"',
    '"V_{v.VIT_ID}.{v.PAT_ID}"',
    '"{v.PULSE}"',
  ]) {
    it(`do not compile where they have not one reading: ${id}`, async () => {
      const told = await faults({ 'pat.yaml': patient('active: "true"'), 'vit.yaml': withId(vitals, id) })
      expect(told.join()).to.match(/vit\.yaml:4:\d+ error: this makes no id of the key \(write id: plain/)
    })
  }

  it('do not compile where two sources of one type could give the same', async () => {
    const other = vitals.replace('source: vit', 'source: oth')
    const told = (one: string, two: string) =>
      faults({ 'a.yaml': patient('active: "true"'), 'b.yaml': withId(vitals, one), 'c.yaml': withId(other, two) })
    const clash = 'ids of oth and of vit may be the same: both give Observation'
    expect((await told('plain', 'plain')).join()).to.include(clash)
    expect((await told('plain', '"1-{v.PAT_ID}.{v.VIT_ID}"')).join()).to.include(clash)
    expect((await told('"A{v.PAT_ID}.{v.VIT_ID}"', '"A{v.PAT_ID}.{v.VIT_ID}"')).join()).to.include(clash)
    expect(await told('plain', '"x-{v.PAT_ID}.{v.VIT_ID}"')).to.deep.equal([])
  })
})
