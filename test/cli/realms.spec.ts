/** `portico realms` without a Keycloak: what it prints and writes. */
import { expect } from 'chai'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RealmRepresentation } from '../../src/smart/realms/representation.ts'
import { makeClinic, run, type Clinic } from './running.ts'

const frontDoor = `
frontDoor:
  publicUrl: https://auth.example
  provider: http://127.0.0.1:1
  client: { secret: a-secret-of-the-gate }
  store: 'sqlite::memory:'
`

describe('portico realms', function () {
  this.timeout(60_000)
  let clinic: Clinic
  let folder: string
  let config: string

  before(async () => {
    clinic = await makeClinic()
    folder = mkdtempSync(join(tmpdir(), 'portico-realms-'))
    config = write('with.yaml', frontDoor)
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  function write(name: string, door: string): string {
    const file = join(folder, name)
    const surface = (realm: string, contexts: string): string =>
      `{ name: ${realm}, path: '/${realm}/{organization}', issuer: 'https://auth.example/realms/${realm}', smart: { contexts: [${contexts}] } }`
    writeFileSync(
      file,
      `
server: { publicUrl: https://fhir.example }
database: { url: '${clinic.url}' }
mapping: { directory: '${clinic.where.at(-1)}', schema: '${clinic.schemaFile}' }
surfaces:
  - ${surface('portal', 'patient')}
  - ${surface('staff', 'user, system')}
${door}`,
    )
    return file
  }

  const failing = async (...words: readonly string[]): Promise<readonly [number, string]> => {
    const [original, said] = [process.stderr.write.bind(process.stderr), [] as string[]]
    process.stderr.write = (text) => said.push(String(text)) > 0
    try {
      return [(await run('realms', ...words)).code, said.join('')]
    } finally {
      process.stderr.write = original
    }
  }

  it('prints all realms of the settings, with the scopes of what the mapping serves', async () => {
    const { code, text } = await run('realms', '--config', config)
    expect(code).to.equal(0)
    const [portal, staff] = JSON.parse(text) as readonly RealmRepresentation[]
    expect([portal?.realm, staff?.realm]).to.deep.equal(['portal', 'staff'])
    const names = portal?.clientScopes.map(({ name }) => name)
    expect(names).to.include.members(['patient/Immunization.rs', 'patient/*.read', 'launch/patient'])
    expect(names).not.to.include.members(['patient/Account.rs'])
    expect(JSON.stringify(portal)).to.include('"included.custom.audience":"https://fhir.example/portal"')
  })

  it('prints a placeholder for the secret, never the secret', async () => {
    const { text } = await run('realms', '--config', config)
    expect(text).to.include('${PORTICO_GATE_SECRET}').and.not.include('a-secret-of-the-gate')
  })

  it('writes a file for each realm, or for the one that is named', async () => {
    const out = join(folder, 'import')
    const { code, text } = await run('realms', '--config', config, '--out', out, '--realm', 'staff')
    expect([code, readdirSync(out)]).to.deep.equal([0, ['staff.json']])
    expect(text).to.match(/staff\.json: \d+ client scopes$/)
    await run('realms', '--config', config, '--out', out)
    expect(readdirSync(out)).to.deep.equal(['portal.json', 'staff.json'])
    const file = JSON.parse(readFileSync(join(out, 'staff.json'), 'utf8')) as RealmRepresentation
    expect(file.defaultOptionalClientScopes).to.include('user/Immunization.rs')
  })

  it('ends with 2 where there is no front door, no such realm, or no password to apply with', async () => {
    expect(await failing('--config', write('without.yaml', ''))).to.deep.equal([
      2,
      `${join(folder, 'without.yaml')} has no frontDoor: there are no realms to make.\n`,
    ])
    expect(await failing('--config', config, '--realm', 'other')).to.deep.equal([
      2,
      'There is no realm other; there are portal, staff.\n',
    ])
    expect(await failing('--config', config, '--apply', '--admin-password-env', 'PORTICO_NO_SUCH')).to.deep.equal([
      2,
      'The environment variable PORTICO_NO_SUCH is not set.\n',
    ])
  })

  it('ends with 1 where no Keycloak answers', async () => {
    process.env['PORTICO_TEST_NOBODY'] = 'secret-of-nobody'
    const { code, text } = await run(
      'realms',
      '--config',
      config,
      '--apply',
      '--admin-password-env',
      'PORTICO_TEST_NOBODY',
    )
    delete process.env['PORTICO_TEST_NOBODY']
    expect(code).to.equal(1)
    expect(text).to.match(/^POST \/realms\/master\/protocol\/openid-connect\/token: Keycloak did not answer: /)
    expect(text).not.to.include('secret-of-nobody')
  })

  it('ends with 1 where the mapping does not compile', async () => {
    clinic.edit('immunization.yaml', 'resource: Immunization', 'resource: Immunisation')
    const { code, text } = await run('realms', '--config', config)
    expect(code).to.equal(1)
    expect(text).to.include('immunization.yaml:')
  })
})
