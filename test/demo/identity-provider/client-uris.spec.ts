import { expect } from 'chai'
import { allowsOrigin, allowsRedirect } from '../../../scripts/demo/identity-provider/client-uris.ts'
import { demoClientList, type DemoClient } from '../../../scripts/demo/identity-provider/clients.ts'

const clientOf = (id: string): DemoClient => {
  const client = demoClientList.find((each) => each.id === id)
  if (client === undefined) throw new Error(`there is no client ${id}`)
  return client
}

const fixed: DemoClient = { ...clientOf('demo-app'), redirectUris: ['https://app.example.org/back'] }

describe('addresses of demo clients', () => {
  it('match with any port and path on this machine', () => {
    for (const uri of ['http://localhost/callback', 'http://localhost:4200/a/b?c=d', 'http://127.0.0.1:1/'])
      expect(allowsRedirect(clientOf('demo-app'), uri), uri).to.equal(true)
  })

  it('match nowhere else', () => {
    const uris = [
      'http://localhost.example.org/callback',
      'http://localhost@example.org/callback',
      'http://user@localhost/callback',
      'https://localhost/callback',
      'http://127.0.0.2/',
      'http://localhost/../callback',
      'http://localhost/%2e%2e/callback',
      'http://localhost/\\example.org',
      'javascript:alert(1)',
      '//localhost/callback',
      '',
    ]
    for (const uri of uris) expect(allowsRedirect(clientOf('demo-app'), uri), uri).to.equal(false)
  })

  it('match exactly where no star stands', () => {
    expect(allowsRedirect(fixed, 'https://app.example.org/back')).to.equal(true)
    for (const uri of [
      'https://app.example.org/back/',
      'https://app.example.org/back?x',
      'https://app.example.org:444/back',
    ])
      expect(allowsRedirect(fixed, uri), uri).to.equal(false)
  })

  it('let browsers call from the origins that are listed, and by + from those of the redirect URIs', () => {
    for (const origin of ['http://inferno.example', 'http://localhost:4567', 'http://127.0.0.1:80'])
      expect(allowsOrigin(clientOf('demo-app'), origin), origin).to.equal(true)
    for (const origin of ['http://inferno.example.org', 'https://localhost', 'null', ''])
      expect(allowsOrigin(clientOf('demo-app'), origin), origin).to.equal(false)
    expect(allowsOrigin(clientOf('demo-confidential'), 'http://localhost')).to.equal(false)
  })
})
