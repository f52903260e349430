/** Which addresses are registered: those that were written down, and no others that look like them. */
import { expect } from 'chai'
import fc from 'fast-check'
import { isRegistered } from '../../../src/smart/gate/redirect-uri.ts'

describe('a redirect URI', () => {
  it('is registered when it is written down so, to the last character', () => {
    const exact = ['https://app.example/cb', 'com.example.app:/cb', 'https://app.example/cb?a=b%20c']
    for (const uri of exact) expect(isRegistered(uri, exact), uri).to.equal(true)
    for (const uri of [
      'https://app.example/cb/',
      'https://app.example/CB',
      'https://app.example/cb?',
      'https://APP.example/cb',
      'https://app.example:443/cb',
      'https://app.example/cb?a=b+c',
    ])
      expect(isRegistered(uri, exact), uri).to.equal(false)
  })

  it('is registered by a star when it begins so', () => {
    const registered = ['https://app.example/app/*']
    expect(isRegistered('https://app.example/app/', registered)).to.equal(true)
    expect(isRegistered('https://app.example/app/a/b?c=d', registered)).to.equal(true)
    for (const uri of [
      'https://app.example/app',
      'https://app.example/other',
      'https://app.example.evil/app/x',
      'http://app.example/app/x',
      'https://app.example/app/../x',
      'https://app.example/app/%2e%2e/x',
      'https://app.example/app/.',
    ])
      expect(isRegistered(uri, registered), uri).to.equal(false)
    expect(isRegistered('https://app.example/app/?next=../x', registered), 'a query is no path').to.equal(true)
  })

  it('on this machine is registered at every port, by plain http alone', () => {
    const registered = ['http://127.0.0.1/cb', 'http://[::1]/cb', 'http://localhost:1234/cb']
    for (const uri of [
      'http://127.0.0.1:5000/cb',
      'http://[::1]:5000/cb',
      'http://localhost/cb',
      'http://localhost:9/cb',
    ])
      expect(isRegistered(uri, registered), uri).to.equal(true)
    for (const uri of [
      'https://127.0.0.1:5000/cb',
      'http://127.0.0.1:5000/cbx',
      'http://127.0.0.2:5000/cb',
      'http://localhost.evil.example:9/cb',
    ])
      expect(isRegistered(uri, registered), uri).to.equal(false)
    expect(isRegistered('https://app.example:5000/cb', ['https://app.example/cb']), 'no other host').to.equal(false)
  })

  it('that a browser would run, or that names a user or a fragment, is never registered, not even by its own letters', () => {
    for (const uri of [
      'javascript:alert(1)',
      'DATA:text/html,x',
      'blob:https://app.example/x',
      'file:///x',
      'https://user@app.example/',
      'https://app.example/#',
      'https://app.example/#x',
      'http://localhost\\@x/',
      'https://app.example/a b',
      'https://app.example/é',
    ])
      expect(isRegistered(uri, [uri, '*']), uri).to.equal(false)
  })

  it('is nothing where nothing is registered', () => {
    expect(isRegistered('https://app.example/cb', [])).to.equal(false)
    expect(isRegistered('', [''])).to.equal(false)
    expect(isRegistered('not a URI', ['not a URI'])).to.equal(false)
  })

  it('that is taken for one on this machine leads a browser to this machine', () => {
    const piece = fc.constantFrom(
      'http:',
      'https:',
      '/',
      '//',
      '\\',
      '@',
      ':',
      'localhost',
      '127.0.0.1',
      'evil.example',
      '.',
      '#',
      '?',
      '%2e',
      '..',
      ' ',
      '80',
      'cb',
      '\t',
      '*',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), fc.boolean(), (pieces, isLed) => {
        const uri = (isLed ? 'http://localhost' : '') + pieces.join('')
        if (!isRegistered(uri, ['http://localhost/*', 'http://127.0.0.1/*'])) return
        expect(new URL(uri).hostname, uri).to.be.oneOf(['localhost', '127.0.0.1'])
        expect(new URL(uri).protocol).to.equal('http:')
      }),
      { numRuns: 2_000 },
    )
  })
})
