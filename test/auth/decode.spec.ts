/** What a token may be, whatever JSON is in it: never an error of ours. */
import { expect } from 'chai'
import { bearerIn, readBearer } from '../../src/auth/bearer.ts'
import { decodeToken } from '../../src/auth/decode.ts'
import { readHeader } from '../../src/auth/header.ts'
import { Problem } from '../../src/fhir/problem.ts'
import { encode, oddTokens } from './odd-tokens.ts'

describe('a token of any shape', () => {
  it('is decoded to objects, or is none', () => {
    for (const token of oddTokens()) {
      const decoded = decodeToken(token)
      if (decoded === undefined) continue
      for (const part of [decoded.header, decoded.payload])
        expect(typeof part === 'object' && !Array.isArray(part) && part !== null, token).to.equal(true)
    }
    expect(decodeToken(`${encode('{"alg":"RS256","typ":"JWT"}')}.${encode('null')}.s`)).to.equal(undefined)
    expect(decodeToken(`${encode('{"alg":"RS256"}')}.${encode('{"a":1}')}.s`)?.payload).to.deep.equal({ a: 1 })
  })

  it('is told why it is not taken', () => {
    for (const token of oddTokens()) {
      const header = readHeader(token, ['RS256'])
      if (typeof header !== 'string') expect(typeof header.issuer).to.be.oneOf(['string', 'undefined'])
    }
  })
})

describe('a bearer', () => {
  it('stands after one blank or several', () => {
    for (const blanks of [' ', '  ', ' '.repeat(50)])
      for (const scheme of ['Bearer', 'bearer', 'BEARER'])
        expect(readBearer(`${scheme}${blanks}a.b.c`, 'any')).to.equal('a.b.c')
    for (const none of ['', 'Bearer', 'Bearer ', 'Bearer   ', 'Bearera', 'Basic a', ' Bearer a', 'Bearer\ta'])
      expect(bearerIn(none), none).to.equal(undefined)
  })

  it('that is missing or too long is told so', () => {
    const codeOf = (text: string | undefined): string => {
      try {
        return readBearer(text, 'any')
      } catch (error) {
        return error instanceof Problem ? error.code : String(error)
      }
    }
    expect([undefined, 'Bearer ', 'Basic x'].map(codeOf)).to.deep.equal(Array(3).fill('auth-token-missing'))
    expect(codeOf(`Bearer ${'x'.repeat(20_000)}`)).to.equal('auth-token-invalid')
    expect(codeOf(`Bearer ${' '.repeat(20_000)}x`)).to.equal('auth-token-missing')
  })
})
