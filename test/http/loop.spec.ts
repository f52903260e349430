/** The worst that clients and rows can ask, all at once, over HTTP: who needs little is answered meanwhile. Turns of the event loop are held to CPU, not to the clock. */
import Sqlite from 'better-sqlite3'
import { expect } from 'chai'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadMapping } from '../../src/mapping/load.ts'
import { parseSchema } from '../../src/mapping/schema.ts'
import { worstRequests } from '../search/worst/requests.ts'
import { callerWith, entriesOf, type Caller } from './client.ts'
import { backendToken, startDemo, startOther, type Other } from './demo.ts'

/** Milliseconds of CPU that each turn of the loop took, until it is stopped. */
function watchTurns() {
  const turns: number[] = []
  let [last, isStopped] = [process.cpuUsage(), false]
  const next = (): void => {
    const { user, system } = process.cpuUsage(last)
    last = process.cpuUsage()
    turns.push((user + system) / 1000)
    if (!isStopped) setImmediate(next)
  }
  setImmediate(next)
  return {
    stop: (): readonly number[] => {
      isStopped = true
      return turns
    },
  }
}

/** Of all the work, that of the longest turn: what is done at once has nearly all of it. */
const most = 0.25

/** Milliseconds; shorter turns have nothing to do, or little. */
const little = 0.5

/** Marks of RTF: as many as are read at once, and more than that. */
const hostile = [87_000, 600_000].map((groups) => "{\\'e9}".repeat(groups))

const some = `SELECT DOC_ID FROM DOC_IDX WHERE ORG_ID = 1 AND STRG_CD = 'N' AND EXISTS
  (SELECT 1 FROM NOTE_LN n WHERE n.DOC_ID = DOC_IDX.DOC_ID) ORDER BY DOC_ID LIMIT 30`

/** Some notes become texts that take their time, each its own. */
function makeHostile(file: string): void {
  const database = new Sqlite(file)
  database.exec(`UPDATE DOC_IDX SET FILE_EXT = 'RTF' WHERE DOC_ID IN (${some})`)
  const change = `UPDATE NOTE_LN SET LN_TXT = '{\\rtf1 ' || DOC_ID || ? WHERE LN_NO = 1 AND DOC_ID IN (${some}) AND DOC_ID % 2 = ?`
  for (const [index, text] of hostile.entries()) database.prepare(change).run(text, index)
  database.close()
}

const pages = [
  'DocumentReference?_count=100',
  'DocumentReference?_total=accurate&_count=1',
  'Observation?_sort=date&_count=5',
  'Condition?_sort=-onset-date&_count=200&_include=*',
]

describe('who needs little is answered', function () {
  this.timeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'portico-loop-'))
  /** Over rows that keep the processor, and over none, where what a question costs is the gateway's own. */
  let full: Caller
  let empty: Caller
  let binaries: readonly string[]

  before(async () => {
    const { settings } = await startDemo()
    const file = join(folder, 'hostile.sqlite')
    copyFileSync(settings.database.url.replace('sqlite:', ''), file)
    makeHostile(file)
    const change = () => ({ database: { ...settings.database, url: `sqlite:${file}` } })
    const caller = ({ url }: Other): Promise<Caller> =>
      backendToken().then((token) => callerWith(`${url}/api/sevocity/v1/1`, token))
    full = await caller(await startOther(change))
    empty = await caller(await startOther(change, (each) => Object.assign(Object.create(each), { async *read() {} })))
    const documents = entriesOf(await full.search('/DocumentReference?_count=100')) as readonly {
      readonly content?: readonly { readonly attachment: { readonly url?: string } }[]
    }[]
    const urls = documents.flatMap(({ content = [] }) => content.flatMap(({ attachment: { url = [] } }) => url))
    binaries = urls.map((url) => url.replace(/^.*Binary/, '/Binary'))
  })

  after(() => rmSync(folder, { recursive: true }))

  /** Read to its end. */
  const ask = async (caller: Caller, path: string, init?: RequestInit): Promise<number> => {
    const answer = await caller.fetch(path, init)
    await answer.arrayBuffer()
    return answer.status
  }

  const askWorst = async (): Promise<readonly number[]> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const asked = worstRequests((await startDemo()).mapping).map(({ type, form: body }) =>
      ask(empty, `/${type}/_search`, { method: 'POST', body, headers }),
    )
    return Promise.all(asked)
  }

  const compileAnew = async (): Promise<number> => {
    const { directory, schema, usCore } = (await startDemo()).settings.mapping
    const { mapping } = await loadMapping(directory, { schema: parseSchema(readFileSync(schema, 'utf8')), usCore })
    return mapping === undefined ? 500 : 200
  }

  /** One after the other until all is over: how many were answered. */
  async function askMeanwhile(caller: Caller, isOver: () => boolean): Promise<number> {
    const health = new URL('/health/live', caller.base).href
    for (let count = 0; ; count++) {
      expect((await fetch(health)).status).to.equal(200)
      if (isOver()) return count
    }
  }

  /** Gives what was answered. */
  async function hold(caller: Caller, work: () => Promise<readonly number[]>): Promise<readonly number[]> {
    const turns = watchTurns()
    let isOver = false
    const all = work().finally(() => (isOver = true))
    const answered = await askMeanwhile(caller, () => isOver)
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    const lengths = turns.stop().filter((each) => each > little)
    expect(answered).to.be.at.least(1)
    const whole = lengths.reduce((sum, each) => sum + each, 0)
    expect(Math.max(...lengths) / whole).to.be.below(most)
    return all
  }

  it('while the most is asked that can be, in lists, dates, texts and codes', async () => {
    const statuses = await hold(empty, askWorst)
    expect(new Set(statuses)).to.deep.equal(new Set([200, 400]))
  })

  for (const path of pages)
    it(`while a page is made: ${path}`, async () => {
      expect(await hold(full, async () => [await ask(full, `/${path}`)])).to.deep.equal([200])
    })

  it('while a note that takes its time is read as a document', async () => {
    expect(binaries).to.have.length.greaterThan(3)
    const init = { headers: { accept: 'text/plain' } }
    const statuses = await hold(full, async () => [
      await ask(full, binaries[0]!, init),
      await ask(full, binaries[1]!, init),
    ])
    expect(statuses).to.deep.equal([200, 200])
  })

  it('while the mapping is read anew', async () => {
    expect(await hold(full, async () => [await compileAnew()])).to.deep.equal([200])
  })
})
