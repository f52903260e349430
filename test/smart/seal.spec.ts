/** Sealed texts: what opens, and all that does not. The clock is moved by hand. */
import { hkdfSync } from 'node:crypto'
import { expect } from 'chai'
import { CompactEncrypt } from 'jose'
import { createSeal, hashHandle } from '../../src/smart/seal.ts'

const [key, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
/** The key of the purpose `state`, which nobody should have. */
const stolen = new Uint8Array(hkdfSync('sha256', key, '', 'portico state', 32))
const value = { state: 'xyz', patient: 'pat-1' }

describe('seal', () => {
  let now: number
  const create = (...keys: readonly Uint8Array[]) => createSeal(keys, () => now)

  beforeEach(() => void (now = 1_800_000_000_000))

  it('opens what it sealed, until it ends', async () => {
    const seal = create(key)
    const text = await seal.seal('state', value, 60)
    expect(await seal.open('state', text)).to.deep.equal(value)
    now += 59_999
    expect(await create(key).open('state', text)).to.deep.equal(value)
    now += 1
    expect(await seal.open('state', text)).to.equal(undefined)
  })

  it('hides the value, seals it anew each time, and keeps to the letters of a URL', async () => {
    const seal = create(key)
    const texts = await Promise.all([1, 2].map(() => seal.seal('state', value, 60)))
    expect(texts[0]).to.not.equal(texts[1])
    for (const text of texts) {
      expect(text).to.match(/^[A-Za-z0-9._-]+$/)
      const parts = text.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      expect(parts.join()).to.not.include('pat-1')
    }
  })

  it('adds little to what it seals', async () => {
    const text = await create(key).seal('state', value, 60)
    expect(text.length).to.be.below(150)
  })

  it('opens nothing that was sealed for another purpose', async () => {
    const seal = create(key)
    const text = await seal.seal('state', value, 60)
    for (const purpose of ['interaction', 'stat', 'state ', '']) {
      expect(await seal.open(purpose, text)).to.equal(undefined)
    }
  })

  it('seals by the first of its keys, opens by all, and renews what an older one sealed', async () => {
    const [old, both] = [create(other), create(key, other)]
    const text = await old.seal('state', value, 60)
    expect(await both.open('state', text)).to.deep.equal(value)
    expect(await create(key).open('state', await both.seal('state', value, 60))).to.deep.equal(value)
    const renewed = await both.renew('state', text, 60)
    expect(await create(key).open('state', renewed!)).to.deep.equal(value)
    expect(await both.renew('state', renewed!, 60), 'it is of the first key').to.equal(undefined)
    expect(await both.renew('interaction', text, 60), 'another purpose').to.equal(undefined)
    now += 60_000
    expect(await both.renew('state', text, 60), 'ended').to.equal(undefined)
    expect([old.hasOlder, both.hasOlder]).to.deep.equal([false, true])
  })

  it('opens nothing that a stranger sealed', async () => {
    expect(await create(other).open('state', await create(key).seal('state', value, 60))).to.equal(undefined)
  })

  it('opens nothing whose text was changed, in any part', async () => {
    const seal = create(key)
    const text = await seal.seal('state', value, 60)
    for (let at = 0; at < text.length; at++) {
      const letter = text[at] === 'A' ? 'Q' : 'A'
      const edited = text.slice(0, at) + letter + text.slice(at + 1)
      // The last letter of a part has bits that stand for nothing.
      const isLast = text[at + 1] === undefined || text[at + 1] === '.'
      if (!isLast || letter === 'A') expect(await seal.open('state', edited), `at ${at}`).to.equal(undefined)
    }
  })

  it('opens nothing that is no sealed text', async () => {
    const seal = create(key)
    const plain = `${Buffer.from('{"alg":"none"}').toString('base64url')}..x.y.z`
    for (const text of ['', '.', '....', 'a.b.c.d.e', plain, 'ÿ'.repeat(50), '\0']) {
      expect(await seal.open('state', text)).to.equal(undefined)
    }
  })

  const forge = (by: Uint8Array, header: { readonly alg: string; readonly enc: string }, content: unknown) =>
    new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content))).setProtectedHeader(header).encrypt(by)

  it('opens nothing sealed with the key itself, nor by another algorithm', async () => {
    const [gcm, seal, content] = [{ alg: 'dir', enc: 'A256GCM' }, create(key), [value, now]]
    expect(await seal.open('state', await forge(stolen, gcm, content))).to.deep.equal(value)
    expect(await seal.open('state', await forge(key, gcm, content))).to.equal(undefined)
    for (const header of [
      { alg: 'dir', enc: 'A128CBC-HS256' },
      { ...gcm, alg: 'A256KW' },
      { ...gcm, alg: 'A256GCMKW' },
    ]) {
      expect(await seal.open('state', await forge(stolen, header, content))).to.equal(undefined)
    }
  })

  it('opens with every key it knows and seals with the first, so that a key can be changed', async () => {
    const before = await create(key).seal('state', value, 60)
    const changing = create(other, key)
    expect(await changing.open('state', before)).to.deep.equal(value)
    const later = await changing.seal('state', value, 60)
    expect(await create(other).open('state', later)).to.deep.equal(value)
    expect(await create(other).open('state', before)).to.equal(undefined)
  })

  it('seals nothing that would be too long to open, and opens nothing that is too long', async () => {
    const seal = create(key)
    const long = await forge(stolen, { alg: 'dir', enc: 'A256GCM' }, [{ text: 'x'.repeat(6_200) }, now])
    expect(await seal.open('state', long)).to.equal(undefined)
    const fits = await seal.seal('state', { text: 'x'.repeat(6_000) }, 60)
    expect(await seal.open('state', fits)).to.deep.equal({ text: 'x'.repeat(6_000) })
    const error: unknown = await seal.seal('state', { text: 'x'.repeat(6_200) }, 60).catch((reason: unknown) => reason)
    expect(error).to.be.instanceOf(RangeError)
    expect(String(error)).to.equal('RangeError: A sealed state would be longer than is read.')
  })

  it('takes no key of another length, and not none', () => {
    for (const keys of [[], [Buffer.alloc(31)], [key, Buffer.alloc(16)]]) {
      expect(() => createSeal(keys)).to.throw(RangeError, 'A seal needs keys of 32 bytes.')
    }
    expect(() => createSeal(key)).to.not.throw()
  })
})

describe('hashHandle', () => {
  it('is SHA-256 in base64url', () => {
    expect(hashHandle('abc')).to.equal('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  })
})
