/** Settings files: what they come to, and what is said of those that are wrong. */
import { expect } from 'chai'
import { baseUrl, hasOrganization, rootUrl, toSurface } from '../../src/app/settings.ts'
import { parseSettings, readSettings, SettingsError } from '../../src/app/settings/read.ts'
import { settingsText } from './fake-gateway.ts'

function faultsOf(text: string, environment: Readonly<Record<string, string>> = {}): readonly string[] {
  try {
    parseSettings(text, environment, 'p.yaml')
  } catch (error) {
    if (error instanceof SettingsError) return error.faults
    throw error
  }
  return []
}

describe('settings', () => {
  it('fill in what a file leaves out', () => {
    const settings = parseSettings(settingsText, {}, 'p.yaml')
    expect(settings.limits).to.deep.equal({
      defaultCount: 50,
      maximumCount: 1000,
      scanRows: 50_000,
      gatherRows: 50_000,
      maximumIncluded: 1000,
    })
    expect(settings.database.pool).to.deep.equal({ max: 10, waitMs: 5000, keepFree: 2 })
    expect(settings.surfaces[0]).to.deep.include({
      algorithms: ['RS256'],
      patientClaim: 'patient',
      audience: ['{base}'],
    })
  })

  it('say everything that is wrong at once, each with its line, what was found and what is allowed', () => {
    const text = [
      'server: { port: 99999, publicUrl: ftp://x, prot: 1 }',
      'database: { pool: { max: many } }',
      'mapping:',
      '  directory: m',
      '  schema: s',
      '  usCore: 9.9.9',
      'surfaces: []',
      'limits: { defaultCount: 1.5 }',
    ].join('\n')
    expect([...faultsOf(text)].sort()).to.deep.equal([
      'p.yaml:1: server.port: found 99999; allowed is a whole number from 1 to 65535.',
      'p.yaml:1: server.prot: there is no such setting. Did you mean port?',
      'p.yaml:1: server.publicUrl: found "ftp://x"; allowed is an http or https URL without a slash at the end.',
      'p.yaml:2: database.pool.max: found "many"; allowed is a whole number from 1 to 1000.',
      'p.yaml:2: database.url: is missing. It has to be a URL that begins with sqlite:, postgres://, mariadb://, mysql:// or mssql://.',
      'p.yaml:6: mapping.usCore: found "9.9.9"; allowed is one of 6.1.0, 7.0.0.',
      'p.yaml:7: surfaces: found []; allowed is a list of one or more, each a group of settings.',
      'p.yaml:8: limits.defaultCount: found 1.5; allowed is a whole number from 1 to 10000.',
    ])
  })

  it('refuse what is allowed each but not together', () => {
    const twice =
      settingsText.replace('name: sevocity', 'name: patients') + 'limits: { defaultCount: 10, maximumCount: 5 }'
    expect(faultsOf(twice)).to.deep.equal([
      'p.yaml:7: surfaces.1.name: found "patients", which surfaces.0 has already.',
      'p.yaml:8: limits.defaultCount: found 10; allowed is at most limits.maximumCount, 5.',
    ])
  })

  it('never print a secret', () => {
    const faults = faultsOf(settingsText.replace('sqlite:none', 'oracle://u:hunter2@h') + 'cursor: { key: hunter2 }')
    expect(faults).to.have.length(2)
    expect(faults.join()).to.not.include('hunter2')
  })

  it('take one key or a list of keys, each checked and none printed', () => {
    const [one, two] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64'))
    const door = `frontDoor: { publicUrl: 'https://auth.example.org', provider: 'http://kc:8080', client: { secret: s }, key: KEY }`
    const both = (key: string) => `${settingsText}cursor: { key: ${key} }\n${door.replace('KEY', key)}`
    for (const key of [`${one}`, `[${one}, ${two}]`]) {
      const { cursor, frontDoor } = parseSettings(both(key), {}, 'p.yaml')
      const expected = key.startsWith('[') ? [one, two] : one
      expect([cursor.key, frontDoor?.key]).to.deep.equal([expected, expected])
    }
    for (const [key, at] of [
      ['[]', ''],
      [`[${one}, hunter2]`, '.1'],
      ['hunter2', ''],
    ] as const) {
      const faults = faultsOf(both(key))
      expect(faults.map((fault) => fault.split(' ')[1])).to.deep.equal([`frontDoor.key${at}:`, `cursor.key${at}:`])
      expect(faults.join()).not.to.include('hunter2')
      expect(faults.join()).to.include('32 bytes in base64')
    }
  })

  it('refuse a front door below a path, by name: its pages, cookies and redirects are of a host', () => {
    const door = (publicUrl: string, provider: string) =>
      `${settingsText}frontDoor: { publicUrl: '${publicUrl}', provider: '${provider}', client: { secret: s } }`
    for (const path of ['/auth', '/some/path', '/', '?a=b', '#x'])
      expect(faultsOf(door(`https://auth.example.org${path}`, `http://kc:8080${path}`)), path).to.deep.equal([
        `p.yaml:8: frontDoor.publicUrl: found "https://auth.example.org${path}"; allowed is an http or https URL without a path.`,
        `p.yaml:8: frontDoor.provider: found "http://kc:8080${path}"; allowed is an http or https URL without a path.`,
      ])
    expect(faultsOf(door('https://auth.example.org', 'http://kc:8080'))).to.deep.equal([])
  })

  it('take values from the environment, and say which variable is not set', () => {
    const text = settingsText
      .replace('sqlite:none', 'postgres://u:${PASSWORD}@h/${NAME:-clinprd}')
      .replace('3000', '"${PORT:-3001}"')
    expect(faultsOf(text)).to.deep.equal([
      'p.yaml:3: database.url: takes its value from the environment variable PASSWORD, which is not set.',
    ])
    const settings = parseSettings(text, { PASSWORD: 'x', NAME: '' }, 'p.yaml')
    expect([settings.database.url, settings.server.port]).to.deep.equal(['postgres://u:x@h/clinprd', 3001])
  })

  it('say where a file is no YAML', () => {
    expect(faultsOf('server: {\n  port: [').join()).to.match(/^p\.yaml:\d: /)
    expect(faultsOf('server: {}\nserver: {}').join()).to.match(/^p\.yaml:2: Map keys must be unique/)
  })

  it('make base URLs and audiences of the public URL', () => {
    const settings = parseSettings(settingsText, {}, 'p.yaml')
    const [surface] = settings.surfaces
    if (surface === undefined) throw new Error('no surface')
    expect(baseUrl(settings, surface, 'a b')).to.equal('https://fhir.example.org/api/patients/v1/a%20b')
    expect(toSurface(settings, surface).audience('1')).to.deep.equal(['https://fhir.example.org/api/patients/v1/1'])
  })

  it('have one base for all organizations where the path names none', () => {
    const text = settingsText.replace('/api/patients/v1/{organization}', '/fhir')
    const all = parseSettings(text, {}, 'p.yaml')
    const [surface] = all.surfaces
    if (surface === undefined) throw new Error('no surface')
    expect([baseUrl(all, surface), rootUrl(all, surface)]).to.deep.equal(Array(2).fill('https://fhir.example.org/fhir'))
    expect(hasOrganization(surface)).to.equal(false)
  })

  it('refuse a front door that no surface stands behind', () => {
    const door = { publicUrl: 'https://sso.example.org', provider: 'http://kc:8080', client: { secret: 's' } }
    const text = `${settingsText}frontDoor: ${JSON.stringify(door)}`
    const expected = `p.yaml:8: frontDoor.publicUrl: found "https://sso.example.org"; allowed is what some surface's issuer begins with: https://sso.example.org/realms/{realm}.`
    expect(faultsOf(text)).to.deep.equal([expected])
    expect(faultsOf(text.replace('https://sso.', 'https://auth.'))).to.deep.equal([])
  })

  it('of config/ can be used as they stand', () => {
    const key = Buffer.alloc(32).toString('base64')
    const passwords = { PORTICO_DATABASE_PASSWORD: 'p', PORTICO_GATE_SECRET: 's', PORTICO_STORE_PASSWORD: 'p' }
    const secrets = { ...passwords, PORTICO_CURSOR_KEY: key, PORTICO_DOOR_KEY: key }
    expect(readSettings('config/demo.yaml', {}).server.publicUrl).to.equal('http://localhost:3000')
    expect(readSettings('config/example-sqlserver-keycloak.yaml', secrets).database.schema).to.equal('dbo')
  })
})
