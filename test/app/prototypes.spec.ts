/** That node creates what Express would otherwise make of it: it rests on both, so it is held against the versions at hand. */
import { expect } from 'chai'
import express, { type Request, type Response } from 'express'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listen } from '../../src/app/lifecycle.ts'
import { adoptPrototypes } from '../../src/app/prototypes.ts'

interface Seen {
  readonly bornRight: boolean
  readonly changed: boolean
}

/** Asks once and says what the prototypes were when node handed the objects over, and after Express had them. */
async function observe(adopt: boolean): Promise<Seen> {
  const app = express()
  const classes = adopt ? adoptPrototypes(app) : {}
  let seen: Seen | undefined
  let born: readonly unknown[] = []
  app.get('/:name', (request: Request, response: Response) => {
    const now = [Object.getPrototypeOf(request), Object.getPrototypeOf(response)]
    const bornRight = born[0] === app.request && born[1] === app.response
    seen = { bornRight, changed: now[0] !== born[0] || now[1] !== born[1] }
    response.type('text/plain').send(request.params.name)
  })
  const server = createServer(classes, (request, response) => {
    born = [Object.getPrototypeOf(request), Object.getPrototypeOf(response)]
    app(request, response)
  })
  await listen(server, 0, '127.0.0.1')
  const { port } = server.address() as AddressInfo
  const text = await (await fetch(`http://127.0.0.1:${port}/hello`)).text()
  server.close()
  if (seen === undefined || text !== 'hello') throw new Error(`Express did not answer: ${text}`)
  return seen
}

describe('the prototypes of requests and responses', () => {
  it("are Express's from birth, so that Express has nothing to change", async () => {
    expect(await observe(true)).to.deep.equal({ bornRight: true, changed: false })
  })

  it('would be changed for every request otherwise', async () => {
    expect(await observe(false)).to.deep.equal({ bornRight: false, changed: true })
  })

  it('leave what node itself makes elsewhere alone', () => {
    const app = express()
    adoptPrototypes(app)
    expect(express.request).to.not.have.property('app')
    expect(Object.getPrototypeOf(httpRequest('http://127.0.0.1:1').on('error', () => {}))).to.not.equal(app.request)
  })
})
