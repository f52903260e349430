/** A row that matches and gives no valid resource is told of, and nothing else comes of it: neither what it refers to nor what refers to it is included. */
import { expect } from 'chai'
import { mariadb, onEachEngine, postgres, sqlite } from '../rows/engines.ts'
import { idsOf, opened, serve, toldIn } from './served.ts'

const files = {
  'system.yaml': `
tenants: { one: { key: '1', zone: UTC } }
codes: { intent: { file: codes/intent.csv, else: bad } }
`,
  'codes/intent.csv': 'local,system,code,display\nF,http://hl7.org/fhir/request-intent,order,Order\n',
  'all.yaml': `
resource: Patient
source: pat
from: pt p
key: p.id
patient: p.id
map: { name: [{ family: =p.nm }] }
---
resource: ServiceRequest
source: req
from: visit v
key: v.id
patient: =v.pt | ref(pat)
map:
  status: active
  intent: =v.st | codes(intent)
---
resource: DiagnosticReport
source: rep
from: prob b
key: b.id
patient: =b.pt | ref(pat)
map: { status: final, code: { text: =b.nm }, basedOn: =b.visit | ref(req) }
`,
}

const tables = [
  ...['prob', 'visit', 'pt'].map((name) => `drop table if exists ${name}`),
  'create table pt (id int primary key, nm varchar(10))',
  'create table visit (id int primary key, pt int, st varchar(2))',
  'create table prob (id int primary key, pt int, visit int, nm varchar(10))',
  'create index visit_pt on visit (pt)',
  'create index prob_pt on prob (pt)',
  'create index prob_visit on prob (visit)',
  "insert into pt values (1, 'One'), (2, 'Two')",
  "insert into visit values (1, 1, 'F'), (2, 2, '?')",
  "insert into prob values (1, 1, 1, 'a'), (2, 2, 2, 'b')",
]

onEachEngine([sqlite, postgres, mariadb], (engine) => {
  describe('what is withheld', () => {
    const served = opened(() => serve(engine, tables, files, { scanRows: 100_000, gatherRows: 100_000 }))

    for (const sort of ['', '&_sort=-_id', '&_sort=status'])
      it(`brings nobody along, and nobody brings it: ${sort}`, async () => {
        const forward = await served.search(`ServiceRequest?_include=ServiceRequest:subject${sort}`)
        expect(idsOf(forward)).to.deep.equal(['req-1'])
        expect(idsOf(forward, 'include')).to.deep.equal(['pat-1'])
        expect(toldIn(forward).join()).to.include('is left out')
        const reverse = await served.search(`ServiceRequest?_revinclude=DiagnosticReport:based-on${sort}`)
        expect(idsOf(reverse, 'include')).to.deep.equal(['rep-1'])
      })
  })
})
