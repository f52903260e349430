/** The command that prints tokens, run as its users run it. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { decodeJwt } from 'jose'
import { startIdentityProvider } from '../../../scripts/demo/identity-provider/server.ts'

interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Run by node itself, so that nothing but the script speaks on the streams. */
const runToken = (port: number, ...words: readonly string[]): Promise<Outcome> => {
  const env = { ...process.env, PORTICO_IDP_PORT: String(port), PORTICO_PORT: '3999' }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/token.ts', ...words],
      { env },
      (_, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

describe('npm run token', function () {
  this.timeout(60_000)

  it('prints the token and nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portico-'))
    const provider = await startIdentityProvider({ port: 0, gatewayUrl: 'http://localhost:3999', stateFolder: folder })
    try {
      const { status, stdout, stderr } = await runToken(provider.port, '--surface', 'patients', '--user', 'amy')
      expect([status, stderr]).to.deep.equal([0, ''])
      expect(stdout).to.match(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    } finally {
      await provider.close()
      await rm(folder, { recursive: true })
    }
  })

  it('gives a backend client its own token, and refuses a client that gets none', async () => {
    const provider = await startIdentityProvider({ port: 0, gatewayUrl: 'http://localhost:3999' })
    try {
      const good = await runToken(provider.port, '--client', 'demo-backend-2')
      expect([good.status, good.stderr]).to.deep.equal([0, ''])
      expect(decodeJwt(good.stdout.trim())).to.include({ azp: 'demo-backend-2', scope: 'system/*.rs' })
      const refused = await runToken(provider.port, '--client', 'demo-ehr')
      expect([refused.status, refused.stdout]).to.deep.equal([1, ''])
      expect(refused.stderr).to.equal('token: demo-ehr gets no tokens of its own; --list names those that do\n')
    } finally {
      await provider.close()
    }
  })

  it('passes on why the provider gives no token', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portico-'))
    const provider = await startIdentityProvider({ port: 0, gatewayUrl: 'http://localhost:3999', stateFolder: folder })
    try {
      const { status, stderr } = await runToken(provider.port, '--user', 'amy', '--scope', 'patient/Nothing.rs')
      expect([status, stderr]).to.deep.equal([1, 'token: Invalid scopes\n'])
    } finally {
      await provider.close()
      await rm(folder, { recursive: true })
    }
  })

  it('says in one line what to run when the provider does not answer', async () => {
    const { status, stdout, stderr } = await runToken(1, '--user', 'amy')
    expect([status, stdout]).to.deep.equal([1, ''])
    expect(stderr).to.equal(
      'token: the identity provider does not answer at http://localhost:1/realms/portal: run npm start first, or name its settings: --config FILE\n',
    )
  })

  it('lists users and clients without asking anyone', async () => {
    const { status, stdout } = await runToken(1, '--list')
    expect(status).to.equal(0)
    for (const name of ['amy', 'ben', 'carla', 'maria', 'drlee', 'nurse', 'drkim', 'demo-backend', 'demo-ehr'])
      expect(stdout).to.contain(name)
  })
})
