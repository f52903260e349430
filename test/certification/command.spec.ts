/** The command: what it prints, how it ends, and the tester who opens pages by hand. */
import { expect } from 'chai'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'node-html-parser'
import { certify } from '../../src/cli/certify/command.ts'
import type { AuthorizationRequest, Operator, Target } from '../../src/cli/certify/model.ts'
import { manualOperator } from '../../src/cli/certify/operators/manual.ts'
import { targetOf, type Options } from '../../src/cli/certify/target.ts'
import { UsageError } from '../../src/cli/place.ts'
import { runPortico } from '../../src/cli/portico.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

const collecting = (): Terminal & { readonly lines: string[] } => {
  const lines: string[] = []
  return { lines, color: false, print: (text) => void lines.push(...text.split('\n')), tell: () => undefined }
}

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return (server.address() as AddressInfo).port
}

describe('certify', () => {
  let server: Server
  let base: string
  let isClosed = false

  const operator: Operator = {
    name: 'nobody',
    authorize: async () => ({ kind: 'page', status: 500, words: 'Something went wrong' }),
    launchFromEhr: () => Promise.reject(new Error('there is no EHR')),
    revoke: () => Promise.reject(new Error('there is no account page')),
    close: async () => void (isClosed = true),
  }

  const target = (): Target => ({
    base,
    version: '2.0.0',
    redirectUri: 'http://localhost/callback',
    clients: { confidential: { kind: 'confidential', id: 'app', secret: 's' } },
    limitedTypes: ['Patient'],
    introspectionHeaders: {},
    operator,
  })

  before(async () => {
    server = createServer((request, response) => {
      const isKnown = request.url === '/r4/.well-known/smart-configuration'
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json; charset=utf-8' })
      response.end(isKnown ? JSON.stringify({ authorization_endpoint: 'auth', token_endpoint: 'token' }) : '{}')
    })
    base = `http://localhost:${await listen(server)}/r4`
  })
  after(() => server.close())

  it('prints each step with what is wrong, counts, and ends with 1', async () => {
    const terminal = collecting()
    expect(await certify(target(), { groups: ['9.4'], json: false }, terminal)).to.equal(0)
    expect(await certify(target(), { groups: ['9.6'], json: false }, terminal)).to.equal(1)
    expect(isClosed).to.equal(true)
    expect(terminal.lines).to.deep.equal([
      '',
      '9.4 Invalid audience',
      '  pass  9.4.02          an authorization request for another FHIR server ends, back at the app or on a page',
      '                        a page with status 500: Something went wrong',
      '  pass  9.4.04          the app is given no code for it',
      '                        no error came back',
      '',
      '2 pass, 0 fail, 0 warn, 0 skip, 0 omit',
      '',
      '9.6 Invalid token request',
      '  pass  9.6.06          the SMART configuration is there, as JSON, for everybody',
      '  fail  9.6.01          the browser comes back to the app, with its state',
      '                        the browser was not sent back to the app: status 500, Something went wrong',
      '  skip  9.6.02          the app is given a code, and no error',
      '                        the browser did not come back to the app',
      '  skip  9.6.03          a code that nobody gave is refused with 400',
      '                        the browser did not come back to the app',
      '  skip  9.6.04          a good code is refused to another client',
      '                        the browser did not come back to the app',
      '',
      '1 pass, 1 fail, 0 warn, 3 skip, 0 omit',
      'A step that is skipped does not count as passed in Inferno.',
    ])
  })

  it('is a command of the product, with its exit codes', async () => {
    const terminal = collecting()
    const run = (...words: readonly string[]) => runPortico(['certify', ...words], terminal)
    expect(await run('--base', base, '--groups', '9.4,9.6')).to.equal(0)
    expect(terminal.lines).to.include('9.4 Invalid audience')
    expect(terminal.lines.at(-2)).to.equal('0 pass, 0 fail, 0 warn, 7 skip, 0 omit')
    expect(await run('--base', base, '--groups', '10')).to.equal(2)
    expect(await run()).to.equal(2)
    expect(await run('--demo')).to.equal(2)
  })

  it('prints JSON on demand', async () => {
    const terminal = collecting()
    await certify(target(), { groups: ['9.4'], json: true }, terminal)
    const { steps, ...report } = JSON.parse(terminal.lines.join('\n')) as { readonly steps: readonly object[] }
    expect(report).to.deep.equal({ smart: '2.0.0', passed: true, unserved: [] })
    expect(steps[1]).to.include({ group: '9.4', id: '9.4.04', optional: false, kind: 'pass' })
  })

  it('skips a group for want of its client', async () => {
    const terminal = collecting()
    expect(await certify(target(), { groups: ['9.2', '9.9'], json: false }, terminal)).to.equal(0)
    expect(terminal.lines.join('\n')).to.include('no public client was named').and.include('no client of the EHR base')
    expect(terminal.lines).to.include('0 pass, 0 fail, 0 warn, 22 skip, 0 omit')
  })

  it('knows no group of another name', async () => {
    const error = await certify(target(), { groups: ['10'], json: false }, collecting()).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).to.be.instanceOf(UsageError)
    expect((error as Error).message).to.equal(
      'There is no group 10. There are 1, 2, 3, 9.2, 9.3, 9.4, 9.6, 9.7, 9.9, 9.11, 9.12, 9.13, 9.14, 9.15.',
    )
  })
})

describe('the options of certify', () => {
  const options: Options = {
    smart: '2.0.0',
    alg: 'ES384',
    redirect: 'http://localhost:4567/callback',
    limited: ['Patient'],
    browser: false,
  }
  const messageOf = (change: Partial<Options>): string | undefined => {
    try {
      targetOf({ ...options, ...change }, collecting())
      return undefined
    } catch (error) {
      return error instanceof UsageError ? error.message : undefined
    }
  }

  it('name the deployment, and the secret by the environment', () => {
    process.env['A_SECRET_OF_A_TEST'] = 's'
    const typed = { ...options, base: 'https://a.example/r4/', client: 'app', secretEnv: 'A_SECRET_OF_A_TEST' }
    const { base, clients } = targetOf(typed, collecting())
    delete process.env['A_SECRET_OF_A_TEST']
    const confidential = { kind: 'confidential', id: 'app', secret: 's' }
    expect({ base, clients }).to.deep.equal({
      base: 'https://a.example/r4',
      clients: { confidential, ehr: confidential },
    })
  })

  it('are refused where something is missing', () => {
    const base = 'https://a.example/r4'
    expect(messageOf({})).to.equal('--base must name the FHIR base URL.')
    expect(messageOf({ base, client: 'app' })).to.match(/^--secret-env must name/)
    expect(messageOf({ base, client: 'app', secretEnv: 'NOT_SET_ANYWHERE' })).to.equal(
      'The environment variable NOT_SET_ANYWHERE is not set.',
    )
    expect(messageOf({ base, asymmetricClient: 'app' })).to.match(/^--jwk must name/)
    expect(messageOf({ base, asymmetricClient: 'app', jwk: 'no-such-file.json' })).to.match(/cannot be read/)
    expect(messageOf({ base, redirect: 'https://a.example/callback' })).to.match(/^--redirect must be on this/)
  })
})

describe('the tester who opens pages by hand', () => {
  let operator: Operator
  let origin: string
  const told: string[] = []

  before(async () => {
    const probe = createServer()
    origin = `http://localhost:${await listen(probe)}`
    await new Promise((resolve) => probe.close(resolve))
    operator = manualOperator(`${origin}/callback`, (text) => void told.push(text))
  })
  after(() => operator.close())

  const request = (method: 'GET' | 'POST'): AuthorizationRequest => ({
    method,
    endpoint: 'https://as.example/auth?tenant=1',
    parameters: new URLSearchParams({ scope: 'openid fhirUser', state: 'x' }),
    person: 'patient',
    grant: { kind: 'all' },
    redirectUri: `${origin}/callback`,
    advice: 'Allow everything.',
  })

  it('is given the address, and is waited for at the redirect URI', async () => {
    const authorized = operator.authorize(request('GET'))
    expect(told[0]).to.equal('Allow everything.\n  Open https://as.example/auth?tenant=1&scope=openid+fhirUser&state=x')
    expect((await fetch(`${origin}/other`)).status).to.equal(404)
    expect((await fetch(`${origin}/callback?code=c&state=x`)).status).to.equal(200)
    const redirect = await authorized
    expect(redirect.kind === 'redirect' && redirect.url.search).to.equal('?code=c&state=x')
  })

  it('is given a page that posts', async () => {
    const authorized = operator.authorize(request('POST'))
    expect(told.at(-2)).to.include(`Open ${origin}/authorize`)
    const page = parse(await (await fetch(`${origin}/authorize`)).text())
    expect(page.querySelector('form')?.getAttribute('action')).to.equal('https://as.example/auth?tenant=1')
    expect(page.querySelector('input[name=scope]')?.getAttribute('value')).to.equal('openid fhirUser')
    await fetch(`${origin}/failed`)
    expect(await authorized).to.deep.equal({
      kind: 'page',
      status: 0,
      words: 'the tester saw a page that says what is wrong',
    })
  })

  it('is told when the port is taken', async () => {
    const other = manualOperator(`${origin}/callback`, () => undefined)
    const error = await other.authorize(request('GET')).catch((thrown: unknown) => thrown)
    expect(error).to.have.property('code', 'EADDRINUSE')
    await other.close()
  })

  it('launches from the EHR, and says when the access was taken back', async () => {
    const launched = operator.launchFromEhr({ client: 'app', base: 'https://a.example/r4' })
    await fetch(`${origin}/launch?iss=https://a.example/r4&launch=l`)
    expect(await launched).to.deep.equal({ iss: 'https://a.example/r4', launch: 'l' })
    const revoked = operator.revoke({ client: 'app' })
    expect(told.at(-1)).to.include('take the access of app back').and.include(`${origin}/done`)
    await fetch(`${origin}/done`)
    await revoked
  })
})
