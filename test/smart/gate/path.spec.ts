/** Which paths the gate reads, and which it will not hear of. */
import { expect } from 'chai'
import fc from 'fast-check'
import {
  isMisspelt,
  isPlain,
  isPlainTarget,
  isShut,
  mayRedirect,
  paths,
  readPath,
} from '../../../src/smart/gate/path.ts'

describe('paths of the gate', () => {
  it('are plain where every server reads them alike', () => {
    for (const path of [
      '/',
      '/realms/portal/account/',
      '/resources/3x/login/a-b_c~d.css',
      '/realms/a/x%C3%A9',
      '/a/.well-known/b',
    ])
      expect(isPlain(path), path).to.equal(true)
  })

  it('are not plain with segments of dots, empty ones, matrix parameters, backslashes and hidden letters', () => {
    for (const path of [
      '',
      'x',
      '//',
      '/a//b',
      '/a/.',
      '/a/./b',
      '/a/..',
      '/../b',
      '/a;b',
      '/a\\b',
      '/a b',
      '/a%',
      '/a%4',
      '/a%61',
      '/a%2e',
      '/a%2F',
      '/a%5c',
      '/a%00',
      '/a%3B',
      '/a%20',
      '/a%7e',
      '/é',
      '/a\u0000',
    ])
      expect(isPlain(path), JSON.stringify(path)).to.equal(false)
  })

  it('are not plain with any printable ASCII character in percent signs that could stand for itself', () => {
    for (let code = 0; code < 128; code += 1) {
      const hidden = `/realms/%${code.toString(16).padStart(2, '0')}`
      const isUnreserved = /[A-Za-z0-9\-._~]/.test(String.fromCharCode(code))
      if (isUnreserved) expect(isPlain(hidden), hidden).to.equal(false)
    }
  })

  it('have no other characters than those of the list, as themselves or in percent signs', () => {
    for (let code = 0; code < 256; code += 1) {
      const character = String.fromCharCode(code)
      const isKnown = /[A-Za-z0-9\-._~!$&'()*+,=:@/]/.test(character)
      expect(isPlain(`/a${character}b`), JSON.stringify(character)).to.equal(isKnown)
      const hidden = `/a%${code.toString(16).padStart(2, '0')}b`
      expect(isPlain(hidden), hidden).to.equal(character === ':' || character === '@')
      const isAsked = code > 0x20 && code < 0x7f && character !== '#'
      expect(isPlainTarget(`/a?b${character}c`), JSON.stringify(character)).to.equal(isAsked)
    }
    for (const path of ['/a%C0%AE', '/a%C0%AF', '/a%E0%80%AF', '/a%ED%A0%80', '/a%FF'])
      expect(isPlain(path), path).to.equal(false)
    for (const path of ['/a%C3%A9', '/a%E2%82%AC', '/a%F0%9F%99%82']) expect(isPlain(path), path).to.equal(true)
  })

  it('mean the same to the parser of URLs, whenever they are plain', () => {
    const piece = fc.constantFrom(
      '/',
      '.',
      '..',
      '%',
      '%2e',
      '%2F',
      '%41',
      ';',
      'a',
      'realms',
      '\\',
      '//',
      '%C3%A9',
      '~',
    )
    const text = fc.array(piece, { maxLength: 12 }).map((all) => `/${all.join('')}`)
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          fc.string().map((each) => `/${each}`),
        ),
        (path) => {
          if (!isPlain(path) || path.includes('?') || path.includes('#')) return
          const before = new URL(`http://x${path}`).pathname
          expect(before.replace(/["<>^`{|}]/g, encodeURIComponent)).to.equal(
            path.replace(/["<>^`{|}]/g, encodeURIComponent),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('are of a realm, and then of something in it, with a slash at the end or without', () => {
    expect(readPath('/realms/portal/protocol/openid-connect/token')).to.deep.equal({
      realm: 'portal',
      rest: paths.token,
    })
    expect(readPath('/realms/portal/protocol/openid-connect/token/')?.rest).to.equal(paths.token)
    expect(readPath('/realms/portal')).to.deep.equal({ realm: 'portal', rest: '' })
    for (const path of [
      '/realms',
      '/realms/',
      '/realm/portal',
      '/x/realms/portal',
      '/Realms/portal',
      '/realms/a.b/x',
      '/realms/a%20/x',
    ])
      expect(readPath(path), path).to.equal(undefined)
  })

  it('are shut where requests would come in unseen, with all below them and nothing beside them', () => {
    for (const rest of ['ext', 'ext/par/request', 'auth/device', 'registrations', 'forgot-credentials'])
      expect(isShut(`/protocol/openid-connect/${rest}`), rest).to.equal(true)
    for (const rest of ['/protocol/saml/descriptor', '/protocol/docker-v2/auth', '/device', '/device/status'])
      expect(isShut(rest), rest).to.equal(true)
    for (const rest of [paths.token, paths.authorization, '/devices', '/protocol/openid-connect/certs', '/account'])
      expect(isShut(rest), rest).to.equal(false)
  })

  it('may redirect where the provider’s own pages are', () => {
    for (const rest of [
      '/login-actions/authenticate',
      '/broker/any/endpoint',
      '/protocol/openid-connect/auth',
      '/protocol/openid-connect/auth/x',
    ])
      expect(mayRedirect(rest), rest).to.equal(true)
    for (const rest of [paths.token, '/login-actionsx', '/protocol/openid-connect/authx', '/account'])
      expect(mayRedirect(rest), rest).to.equal(false)
  })

  it('in capitals are none of the gate’s, and others keep theirs', () => {
    for (const rest of [
      ...Object.values(paths),
      '/protocol/openid-connect/ext/par',
      '/login-actions/x',
      '/gate/other',
    ]) {
      expect(isMisspelt(rest), rest).to.equal(false)
      expect(isMisspelt(rest.toUpperCase()), rest).to.equal(true)
    }
    for (const rest of [
      '/broker/Google/endpoint',
      '/login-actions/resume/AbC',
      '/clients-registrations/openid-connect/X',
    ])
      expect(isMisspelt(rest), rest).to.equal(false)
  })
})
