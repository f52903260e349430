/** Starting, reloading and ending. */
import { expect } from 'chai'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Event } from '../../src/app/events.ts'
import { drain, listen } from '../../src/app/lifecycle.ts'
import { MappingError, startMapping, type Loaded } from '../../src/app/live-mapping.ts'
import { emptyMapping } from './fake-gateway.ts'

const portOf = (server: Server): number => (server.address() as AddressInfo).port

describe('a server that ends', () => {
  it('lets answers in flight end first', async () => {
    const server = createServer((_request, response) => setTimeout(() => response.end('whole'), 100))
    await listen(server, 0)
    const arrived = once(server, 'request')
    const answer = fetch(`http://127.0.0.1:${portOf(server)}`).then((response) => response.text())
    await arrived
    await Promise.all([drain(server, 5_000), answer])
    expect(await answer).to.equal('whole')
  })

  it('breaks off answers that do not end in time', async () => {
    const server = createServer((_request, response) => response.write('never whole'))
    await listen(server, 0)
    const response = await fetch(`http://127.0.0.1:${portOf(server)}`)
    await drain(server, 50)
    expect(await response.text().catch(() => 'broken off')).to.equal('broken off')
  })

  it('says in one line when its port is taken', async () => {
    const first = createServer()
    await listen(first, 0)
    const failure = await listen(createServer(), portOf(first)).catch((error: Error) => error.message)
    expect(failure).to.equal(
      `Port ${portOf(first)} is in use by another program. Stop that one, or choose another port.`,
    )
    first.close()
  })
})

describe('the mapping in force', () => {
  it('is replaced by a good one and never by a broken one', async () => {
    const events: Event[] = []
    let next: Loaded = { mapping: emptyMapping }
    const live = await startMapping(
      async () => next,
      (event) => void events.push(event),
    )
    next = { problems: ['patient.yaml:3:7 error: there is no column LST_NM (did you mean LAST_NM?)'] }
    await live.reload()
    expect(live.current()).to.equal(emptyMapping)
    expect(events.at(-1)).to.deep.equal({ kind: 'mapping-refused', problems: next.problems })
    const better = { ...emptyMapping, hash: 'better' }
    next = { mapping: better }
    await live.reload()
    expect(live.current()).to.equal(better)
  })

  it('has to be a good one at the start', async () => {
    const failure = await startMapping(
      async () => ({ problems: ['a', 'b'] }),
      () => {},
    ).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(MappingError).with.property('message', 'The mapping cannot be used:\na\nb')
  })

  it('stays when loading fails altogether', async () => {
    let fail = false
    const load = async (): Promise<Loaded> => {
      if (fail) throw Object.assign(new Error('SMITH'), { code: 'ENOENT' })
      return { mapping: emptyMapping }
    }
    const events: Event[] = []
    const live = await startMapping(load, (event) => void events.push(event))
    fail = true
    await live.reload()
    expect(events.at(-1)).to.deep.equal({ kind: 'mapping-refused', problems: ['It could not be read: Error ENOENT.'] })
  })
})
