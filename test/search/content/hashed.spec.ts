/** A Binary and its document whose keys find no room in an id: found among all that begin alike, a part of them at a time. */
import { expect } from 'chai'
import { planContent } from '../../../src/plan/content.ts'
import type { Database } from '../../../src/rows/database.ts'
import { readContents } from '../../../src/search/content/contents.ts'
import { mariadb, onEachEngine, postgres, sqlite, type Engine } from '../../rows/engines.ts'
import { opened, serve, type Served } from '../served.ts'

const files = {
  'system.yaml': "tenants: { one: { key: '1', zone: UTC } }\n",
  'pat.yaml': `
resource: Patient
source: pat
from: pt p
key: p.id
patient: p.id
map: { name: [{ family: =p.nm }] }
`,
  'doc.yaml': `
resource: DocumentReference
source: doc
from: doc d
key: d.urn
id: hash
patient: =d.pt | ref(pat)
map: { status: current, description: =d.nm, content: [{ attachment: { url: =d.urn | ref(bin) } }] }
`,
  'bin.yaml': `
resource: Binary
source: bin
from: doc d
key: d.urn
id: hash
patient: =d.pt | ref(pat)
map: { contentType: text/plain, securityContext: =d.urn | ref(doc), data: =d.body | base64 }
`,
}

const urn = (nr: number): string => `urn:oid:2.16.840.1.113883.19.4.6.${'7.'.repeat(20)}${nr}`
const count = 1000

const types: Readonly<Record<string, readonly [text: string, bytes: string, literal: (hex: string) => string]>> = {
  sqlite: ['varchar(200)', 'blob', (hex) => `x'${hex}'`],
  postgres: ['varchar(200)', 'bytea', (hex) => `'\\x${hex}'`],
  mariadb: ['varchar(200) character set utf8mb4 collate utf8mb4_bin', 'longblob', (hex) => `x'${hex}'`],
}

function tables({ dialect }: Engine): readonly string[] {
  const [text, bytes, literal] = types[dialect]!
  const rows = Array.from({ length: count }, (_, nr) => {
    const hex = Buffer.from(`body ${nr}`).toString('hex')
    return `('${urn(nr)}', ${nr % 3 === 0 ? 2 : 1}, 'body ${nr}', ${literal(hex)})`
  })
  return [
    ...['doc', 'pt'].map((name) => `drop table if exists ${name}`),
    'create table pt (id int primary key, nm varchar(20))',
    `create table doc (urn ${text} primary key, pt int, nm varchar(20), body ${bytes})`,
    "insert into pt values (1, 'One'), (2, 'Two')",
    `insert into doc values ${rows.join(', ')}`,
  ]
}

/** `rows`: as many as one statement gave, at most. */
function watched(database: Database): { readonly database: Database; rows: number } {
  const watch = { database, rows: 0 }
  async function* read(...asked: Parameters<Database['read']>): ReturnType<Database['read']> {
    let rows = 0
    for await (const piece of database.read(...asked)) {
      rows += piece.length
      watch.rows = Math.max(watch.rows, rows)
      yield piece
    }
  }
  watch.database = { ...database, read }
  return watch
}

/** What each of the patient's documents says of itself, and the address of its Binary. */
async function documentsOf(served: Served, patient: string): Promise<readonly (readonly [string, string])[]> {
  const pages = await served.as({ patient, scope: 'patient/*.rs' }).pages('DocumentReference?_count=200')
  return pages.flatMap(({ entry = [] }) =>
    entry.map(({ resource }) => {
      const [{ attachment }] = resource['content'] as [{ attachment: { url: string } }]
      return [String(resource['description']), attachment.url] as const
    }),
  )
}

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('a Binary of a document with a hash', () => {
    const served = opened(() => serve(engine, tables(engine), files))

    const open = async (address: string, patient: string) => {
      const watch = watched(served.database)
      const plan = planContent(address.slice('Binary/'.length), served.context({ patient }))
      const contents = await readContents(plan, watch.database)
      const parts: Buffer[] = []
      for await (const part of (await contents?.bytes()) ?? []) parts.push(part)
      return { body: contents && Buffer.concat(parts).toString(), rows: watch.rows }
    }

    it('is found by the address that its document names, few rows at a time, and by no other patient', async () => {
      const documents = await documentsOf(served, 'pat-1')
      expect(documents.length).to.equal(count - Math.ceil(count / 3))
      for (const [description, address] of documents.filter((_, index) => index % 100 === 0)) {
        const { body, rows } = await open(address, 'pat-1')
        expect(body).to.equal(description)
        expect(rows).to.be.at.most(500)
        expect((await open(address, 'pat-2')).body).to.equal(undefined)
      }
    })
  })
})
