/** What the gate remembers of the provider's clients. */
import { expect } from 'chai'
import { createProviderDirectory } from '../../../src/smart/upstream/admin.ts'

const directoryOf = (clientsMs: number) => {
  const asked: string[] = []
  let known: readonly string[] = []
  const forward = async ({ path }: { readonly path: string }) => {
    const id = decodeURIComponent(path.split('clientId=')[1] ?? '')
    asked.push(id)
    const found = known.includes(id) ? [{ clientId: id, enabled: true }] : []
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(found)) }
  }
  const upstream = { forward, close: async () => {} }
  const directory = createProviderDirectory({ upstream, settings: { clientsMs }, token: async () => 'own' })
  return { directory, asked, know: (...ids: readonly string[]) => void (known = ids) }
}

describe('the directory of clients', () => {
  it('asks about a name that nobody has once in a few seconds, and soon hears of who registers', async () => {
    const { directory, asked, know } = directoryOf(60)
    for (let n = 0; n < 20; n += 1) expect(await directory.client('portal', 'nobody')).to.equal(undefined)
    expect(asked).to.deep.equal(['nobody'])
    know('nobody')
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect((await directory.client('portal', 'nobody'))?.id).to.equal('nobody')
  })

  it('forgets no client for names that somebody makes up', async () => {
    const { directory, asked, know } = directoryOf(60_000)
    know('app')
    await directory.client('portal', 'app')
    for (let n = 0; n < 3_000; n += 1) await directory.client('portal', `made-up-${n}`)
    await directory.client('portal', 'app')
    expect(asked.filter((id) => id === 'app')).to.have.length(1)
  })

  it('remembers nothing where it is told to', async () => {
    const { directory, asked } = directoryOf(0)
    for (let n = 0; n < 3; n += 1) await directory.client('portal', 'nobody')
    expect(asked).to.have.length(3)
  })
})
