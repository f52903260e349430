import { expect } from 'chai'
import { faults, patient, practitioner, system } from './clinic.ts'

const source =
  'resource: Patient\nsource: x\nfrom: PAT_MSTR p\nkey: p.PAT_ID\npatient: p.PAT_ID\ntenant: p.ORG_ID\nmap:\n  '

const files = { 'pat.yaml': patient('gender: male'), 'prac.yaml': practitioner }

/** Faults of one line in the map of a source. */
const faultsOfMap = (line: string): Promise<readonly string[]> => faults({ ...files, 'x.yaml': source + line })

describe('a mapping of documents that is wrong', () => {
  it('is told where bytes are read as texts, and texts as bytes', async () => {
    const told = async (line: string) =>
      (await faultsOfMap(line)).map((each) => each.replace(/^x.yaml:\d+:\d+ error: /, ''))
    expect(await told('photo: [{ data: "=p.LAST_NM | inflate | base64" }]')).to.deep.equal([
      'inflate reads bytes; here is a text (name a binary column)',
    ])
    expect(await told('photo: [{ data: "=p.LAST_NM | decode(utf-99) | base64" }]')).to.deep.equal([
      '"utf-99" is no encoding (write decode(utf-8), or decode(windows-1252))',
    ])
    expect(await told('photo: [{ data: "=p.LAST_NM | inline(3)" }]')).to.deep.equal([
      'inline(3) is not how inline is written (write inline)',
    ])
    expect(await told('name: [{ text: "=p.LAST_NM | inline" }]')).to.deep.equal([
      'Patient.name.text is a string; this gives a base64Binary',
    ])
    expect(await told('name: [{ each: "joined(nmes n.X)", text: =it }]')).to.deep.equal([
      '"nmes" is no rows: of this source',
    ])
  })

  it('is told where the data of a Binary cannot be streamed', async () => {
    const binary = (data: string): string =>
      'resource: Binary\nsource: x\nfrom: PAT_MSTR p\nkey: p.PAT_ID\npatient: =p.PAT_ID | ref(pat)\n' +
      `rows: { names: { from: PAT_NAME_HX n, on: n.PAT_ID = p.PAT_ID } }\nmap: { contentType: text/plain, ${data} }`
    const told = async (data: string) =>
      (await faults({ ...files, 'x.yaml': binary(data) })).map((each) =>
        each.replace(/^x.yaml:\d+:\d+ error: | \(write.*/g, ''),
      )
    expect(await told('data: { each: "joined(names n.ALIASES)", is: "=it | rtf | base64" }')).to.deep.equal([])
    expect(
      await told('data: { first: [{ when: { p.SEX: F }, is: "=p.FIRST_NM | base64" }, "=p.MID_NM | base64"] }'),
    ).to.deep.equal([])
    const cannot = 'the data of a Binary is one column, or one of child rows joined'
    expect(await told('data: AAAA')).to.deep.equal([cannot])
    expect(await told('data: { each: names, is: "=n.ALIASES | base64" }')).to.deep.equal([cannot])
    expect(await told('data: { each: "split(p.RACE_CDS ;)", is: "=it | base64" }')).to.deep.equal([cannot])
    expect(await told('data: { each: "joined(names n.ALIASES)", when: { it: a }, is: "=it | base64" }')).to.deep.equal([
      'what is streamed is not known before: no condition can ask it (ask a column of the row)',
    ])
  })

  it('is told of sizes that are none', async () => {
    const told = async (line: string) =>
      (await faults({ ...files, 'system.yaml': `${system}\n${line}\n` })).map((each) =>
        each.replace(/^system.yaml:\d+:\d+ error: /, ''),
      )
    expect(await told('documents: { inline: 1000, unpacked: 5000000000 }')).to.deep.equal([])
    expect(await told('documents: 1000')).to.deep.equal(['documents is a map (write documents: { inline: 65536 })'])
    expect(await told('documents: { inline: 2000000 }')).to.deep.equal([
      'inline is a number of bytes (at most 1048576, all that a value in a resource may have)',
    ])
    expect(await told('documents: { unpacked: 64kB, inlin: 1 }')).to.deep.equal([
      'unpacked is a number of bytes (write 268435456)',
      '"inlin" is no size of documents (did you mean inline?)',
    ])
  })
})
