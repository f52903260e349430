import { expect } from 'chai'
import { createLifetimes } from '../../../scripts/demo/identity-provider/lifetimes.ts'
import type { Place } from '../../../scripts/demo/identity-provider/place.ts'

const { RefreshToken } = createLifetimes({ tokenLifetime: 300 } as Place)
const now = (): number => Math.floor(Date.now() / 1000)
const hour = 3_600

const secondsOf = (scope: string, authTime: number): number => {
  if (typeof RefreshToken !== 'function') throw new Error('refresh tokens have no lifetime of their own')
  const token = { scopes: new Set(scope.split(' ')), authTime }
  return RefreshToken(undefined as never, token as never, undefined as never)
}

describe('lifetimes of the demo identity provider', () => {
  it('let an offline refresh token rest for 93 days, however old its session is', () => {
    expect(secondsOf('openid offline_access', now() - 1_000 * hour)).to.equal(93 * 24 * hour)
  })

  it('end any other with its session, ten hours after the sign-in', () => {
    expect(secondsOf('openid', now() - 9 * hour)).to.be.within(hour - 5, hour)
    expect(secondsOf('openid', now() - 11 * hour)).to.equal(1)
  })
})
