/** An interaction in its cookie: whole, of its own realm and name, and of a size that browsers keep. */
import { expect } from 'chai'
import fc from 'fast-check'
import { createSeal } from '../../../src/smart/seal.ts'
import {
  interactionSeconds,
  newInteraction,
  openInteraction,
  sealInteraction,
  type AppRequest,
} from '../../../src/smart/gate/interaction.ts'

const request: AppRequest = {
  client: 'app',
  redirectUri: 'https://app.example/cb',
  state: 'x',
  scopes: ['openid', 'patient/*.rs'],
  organization: '1',
  onward: { code_challenge: 'c', code_challenge_method: 'S256' },
  isSilent: false,
}

describe('an interaction', () => {
  const seal = createSeal(Buffer.alloc(32, 1))

  it('has names and secrets of its own each time', () => {
    const all = Array.from({ length: 50 }, () => newInteraction('portal', request))
    for (const read of [
      (each: (typeof all)[number]) => each.id,
      (each: (typeof all)[number]) => each.csrf,
      (each: (typeof all)[number]) => each.signIn.nonce,
      (each: (typeof all)[number]) => each.signIn.codeVerifier,
    ])
      expect(new Set(all.map(read)).size).to.equal(50)
    expect(all[0]?.id).to.match(/^[\w-]{12}$/)
    expect(all[0]?.csrf).to.match(/^[\w-]{43}$/)
  })

  it('comes back from its cookie as it was', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(text, fc.array(text, { maxLength: 8 }), async (state, scopes) => {
        const interaction = newInteraction('portal', { ...request, state, scopes }, 'es')
        const sealed = await sealInteraction(seal, interaction)
        if (sealed === undefined) return
        expect(await openInteraction(seal, sealed, 'portal', interaction.id)).to.deep.equal(interaction)
      }),
      { numRuns: 50 },
    )
  })

  it('is none in another realm, by another name, after its time, or edited', async () => {
    const interaction = newInteraction('portal', request)
    const sealed = (await sealInteraction(seal, interaction)) ?? ''
    expect(await openInteraction(seal, sealed, 'sevocity', interaction.id)).to.equal(undefined)
    expect(await openInteraction(seal, sealed, 'portal', newInteraction('portal', request).id)).to.equal(undefined)
    const later = createSeal(Buffer.alloc(32, 1), () => Date.now() + (interactionSeconds + 1) * 1_000)
    expect(await openInteraction(later, sealed, 'portal', interaction.id)).to.equal(undefined)
    expect(await openInteraction(seal, `${sealed.slice(0, -2)}AA`, 'portal', interaction.id)).to.equal(undefined)
    expect(await openInteraction(seal, '', 'portal', interaction.id)).to.equal(undefined)
    const bare = await seal.seal('interaction', { other: 1 }, 60)
    expect(await openInteraction(seal, bare, 'portal', interaction.id)).to.equal(undefined)
  })

  it('is none where a browser would not keep it', async () => {
    const noise = Array.from({ length: 3_000 }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join('')
    expect(await sealInteraction(seal, newInteraction('portal', { ...request, state: noise }))).to.equal(undefined)
    const plain = await sealInteraction(seal, newInteraction('portal', { ...request, state: 'a'.repeat(3_000) }))
    expect(plain?.length).to.be.below(3_700)
  })
})
