/** What every store of contexts knows of codes and refresh tokens that were used. The clock is moved by hand. */
import { expect } from 'chai'
import type { ContextStore } from '../../../src/smart/store/model.ts'
import { contextOf, tokens } from './sample.ts'

export interface SpentPlace {
  /** Two replicas. */
  readonly one: () => ContextStore
  readonly two: () => ContextStore
  /** The id of a new grant with this code. */
  readonly granted: (code: string) => Promise<string>
  readonly pass: (seconds: number) => void
}

export const describeSpent = ({ one, two, granted, pass }: SpentPlace): void => {
  describe('what was used up', () => {
    const [code, first] = [
      { kind: 'code', value: 'code-1' },
      { kind: 'refresh', value: 'refresh-1' },
    ] as const
    const keep = { value: { answer: 'a' }, seconds: 10 }
    const second = { ...tokens, jti: 'jti-2', refreshToken: 'refresh-2' }

    it('is known until its grant ends, on every replica, and no longer', async () => {
      const id = await granted('code-1')
      await one().issue(code, id, tokens)
      await two().issue(first, id, second)
      for (const n of [2, 3, 4]) {
        pass(80_000)
        await one().sweep()
        const next = { ...tokens, jti: `jti-${n + 1}`, refreshToken: `refresh-${n + 1}` }
        expect(await one().issue({ kind: 'refresh', value: `refresh-${n}` }, id, next)).to.equal(true)
      }
      for (const from of [code, first, { kind: 'refresh', value: 'refresh-2' } as const])
        expect((await two().findSpent(from))?.grant, from.value).to.deep.equal({ id, context: contextOf('pat-1') })
      expect(await one().findSpent({ kind: 'refresh', value: 'refresh-5' }), 'this one lives').to.equal(undefined)
      expect(await one().issue(first, id, { ...tokens, jti: 'x', refreshToken: 'y' }), 'it buys nothing').to.equal(
        false,
      )
      await two().endGrant(id)
      for (const from of [code, first]) expect(await one().findSpent(from)).to.equal(undefined)
    })

    it('goes with a grant that nobody ended', async () => {
      const id = await granted('code-1')
      await one().issue(code, id, tokens)
      pass(86_400)
      expect(await one().findSpent(code)).to.equal(undefined)
    })

    it('has what was kept with it for its time', async () => {
      const id = await granted('code-1')
      await one().issue(code, id, tokens, { value: { long: true }, seconds: 1e9 })
      await one().issue(first, id, second, keep)
      expect((await two().findSpent(first))?.kept).to.deep.equal(keep.value)
      pass(10)
      const late = await two().findSpent(first)
      expect([late?.grant.id, late?.kept]).to.deep.equal([id, undefined])
      expect((await two().findSpent(code))?.kept).to.deep.equal({ long: true })
    })

    it('ends the grant where it is revoked', async () => {
      const id = await granted('code-1')
      await one().issue(code, id, tokens)
      await one().issue(first, id, second)
      await two().endByRefreshToken('refresh-1')
      expect(await one().findByRefreshToken('refresh-2')).to.equal(undefined)
    })

    it('is not what a provider gives again', async () => {
      const id = await granted('code-1')
      await one().issue(code, id, tokens)
      expect(await one().issue(first, id, { ...tokens, jti: 'jti-2' }, keep)).to.equal(true)
      expect((await two().findByRefreshToken('refresh-1'))?.id).to.equal(id)
      expect(await two().findSpent(first)).to.equal(undefined)
      for (const jti of ['jti-1', 'jti-2']) expect((await two().findByTokenId(jti))?.id).to.equal(id)
    })

    it('is told of an access token that was ended, as long as it would have lived', async () => {
      const id = await granted('code-1')
      await one().issue(code, id, tokens)
      await two().issue(first, id, second)
      await one().endTokenId('jti-1')
      const told = async () => Promise.all(['jti-1', 'jti-2', 'jti-3'].map((jti) => two().hasEnded(jti)))
      expect(await told()).to.deep.equal([true, false, false])
      await one().endGrant(id)
      expect(await told()).to.deep.equal([true, true, false])
      expect(await two().findByTokenId('jti-2')).to.equal(undefined)
      pass(300)
      expect(await told()).to.deep.equal([false, false, false])
      expect(await one().sweep(), 'both tokens and the grant').to.equal(3)
    })

    it('can be claimed by one at a time, on whichever replica', async () => {
      const id = await granted('code-1')
      await one().issue(code, id, tokens)
      const claims = await Promise.all([one(), two(), one(), two()].map((store) => store.claim(first, 20)))
      expect(claims.filter(Boolean)).to.have.length(1)
      await two().release(first)
      expect(await one().claim(first, 20)).to.equal(true)
      pass(19)
      expect(await two().claim(first, 20)).to.equal(false)
      pass(1)
      expect(await two().claim(first, 20), 'whoever had it went down').to.equal(true)
      await two().issue(first, id, second)
      expect(await one().claim(first, 0)).to.equal(false)
      expect(await one().claim({ kind: 'refresh', value: 'unknown' }, 20)).to.equal(false)
    })
  })
}
