/** URLs of databases and what a driver is told: no option is passed over, and none turns TLS off by its spelling. */
import { expect } from 'chai'
import { configure } from '../../src/smart/store/connection.ts'
import { configOf } from '../../src/rows/mssql/config.ts'
import { checkSettings } from '../../src/rows/settings.ts'
import { readMariadb } from '../../src/url/mariadb.ts'
import { readMssql, readMssqlStore } from '../../src/url/mssql.ts'
import { readPostgres } from '../../src/url/postgres.ts'

const mssql = (options: string): string => `mssql://me:s3cret@db.example.org/CLINIC?${options}`

/** What the drivers of the legacy database and of the store are told. */
function toldBy(options: string) {
  const driver = configOf(checkSettings({ url: mssql(options) })).driver
  const store = configure(mssql(options)).connection as unknown as Record<string, unknown> & { options: object }
  return { driver, store }
}

function refusalOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof TypeError) return error.message
  }
  return ''
}

describe('the URL of a SQL Server', () => {
  const encryption: readonly (readonly [string, unknown])[] = [
    ...['', 'encrypt=true', 'encrypt=TRUE', 'Encrypt=yes', 'encrypt=1', 'encrypt=Mandatory'].map(
      (each) => [each, true] as const,
    ),
    ...['encrypt=strict', 'Encrypt=Strict'].map((each) => [each, 'strict'] as const),
    ...['encrypt=false', 'encrypt=No', 'encrypt=0', 'encrypt=Optional'].map((each) => [each, false] as const),
  ]

  for (const [options, encrypt] of encryption) {
    it(`encrypts as it says: ${options === '' ? 'nothing said' : options} is ${String(encrypt)}`, () => {
      const { driver, store } = toldBy(options)
      expect(driver.options).to.deep.include({ encrypt, trustServerCertificate: false })
      expect(store.options).to.deep.include({ encrypt, trustServerCertificate: false })
    })
  }

  const wrong: readonly (readonly [string, string])[] = [
    ...['encrypt=', 'encrypt=on', 'encrypt=truе', 'encrypt=tru'].map((each) => [each, 'encrypt'] as const),
    ...['trustServerCertificate=maybe', 'multiSubnetFailover=2'].map(
      (each) => [each, each.split('=')[0] ?? ''] as const,
    ),
    ['encryption=true', 'encryption'],
    ['encrypt=true&Encrypt=false', 'encrypt'],
    ['authentication=Kerberos', 'authentication'],
    ['authentication=ActiveDirectoryPassword&tenantId=t', 'clientId'],
    ['authentication=ActiveDirectoryServicePrincipal', 'tenantId'],
    ['authentication=Ntlm', 'domain'],
    ['authentication=SqlPassword&domain=CLINIC', 'domain'],
    ['domain=', 'domain'],
  ]

  for (const [options, name] of wrong) {
    it(`is refused by name, without its secrets: ${options}`, () => {
      for (const read of [readMssql, readMssqlStore]) {
        const message = refusalOf(() => read(mssql(options)))
        expect(message).to.include(`'${name}'`).and.not.include('s3cret')
      }
    })
  }

  it('of the legacy database has limits of reading, which the store has not', () => {
    const { options } = configOf(checkSettings({ url: mssql('isolation=SNAPSHOT&applicationIntent=readwrite') })).driver
    expect(options).to.include({ isolationLevel: 5, connectionIsolationLevel: 5, readOnlyIntent: false })
    expect(readMssql(mssql('lock timeout=250')).reading.lockTimeout).to.equal(250)
    for (const each of ['isolation=chaos', 'applicationIntent=write', 'lockTimeout=-1', 'lockTimeout=1e3'])
      expect(
        refusalOf(() => readMssql(mssql(each))),
        each,
      ).to.include(each.split('=')[0])
    expect(refusalOf(() => readMssqlStore(mssql('isolation=snapshot')))).to.include("no parameter 'isolation'")
  })

  it('with a domain logs in by NTLM, at the store too', () => {
    const { driver, store } = toldBy('domain=CLINIC')
    expect(driver.authentication).to.deep.equal({
      type: 'ntlm',
      options: { userName: 'me', password: 's3cret', domain: 'CLINIC' },
    })
    expect(store).to.include({ type: 'ntlm', domain: 'CLINIC', user: 'me' })
    expect(toldBy('').store).to.not.have.any.keys('type', 'domain')
  })

  it('logs in by Entra ID', () => {
    const loginOf = (options: string) => toldBy(options).driver.authentication
    const entra = 'azure-active-directory'
    expect(loginOf('authentication=ActiveDirectoryServicePrincipal&tenantId=t')).to.deep.equal({
      type: `${entra}-service-principal-secret`,
      options: { tenantId: 't', clientId: 'me', clientSecret: 's3cret' },
    })
    expect(loginOf('authentication=ActiveDirectoryPassword&tenantId=t&clientId=c')).to.deep.equal({
      type: `${entra}-password`,
      options: { userName: 'me', password: 's3cret', clientId: 'c', tenantId: 't' },
    })
    expect(loginOf('Authentication=activedirectorymanagedidentity&clientId=c')).to.deep.equal({
      type: `${entra}-msi-vm`,
      options: { clientId: 'c' },
    })
    expect(toldBy('authentication=ActiveDirectoryDefault').store).to.include({ type: `${entra}-default` })
  })

  it('reaches all addresses of a listener at once', () => {
    const { driver, store } = toldBy('multiSubnetFailover=yes')
    expect(driver.options).to.include({ multiSubnetFailover: true })
    expect(store.options).to.include({ multiSubnetFailover: true })
  })
})

describe('the URL of a PostgreSQL', () => {
  const url = 'postgres://me:s3cret@db.example.org/clinic'

  it('is handed on in the spelling of its driver', () => {
    expect(readPostgres(url)).to.equal(url)
    expect(readPostgres(`${url}?SSLMode=Verify-Full`)).to.equal(`${url}?sslmode=verify-full`)
    expect(readPostgres(`${url}?ssl=YES`)).to.equal(`${url}?ssl=true`)
  })

  it('is refused by name for what the driver would pass over', () => {
    for (const each of [
      'sslmode=verify_full',
      'sslmode=on',
      'sslmod=require',
      'ssl=on',
      'statement_timeout=0',
      'ssl=true&ssl=false',
    ])
      for (const read of [readPostgres, configure])
        expect(
          refusalOf(() => read(`${url}?${each}`)),
          each,
        )
          .to.include(`'${each.split('=')[0]}'`)
          .and.not.include('s3cret')
  })
})

describe('the URL of a MariaDB', () => {
  const url = 'mariadb://me:s3cret@db.example.org/clinic'

  it('checks certificate and name where TLS is asked for, unless told', () => {
    expect(readMariadb(url)).to.deep.equal({ uri: 'mysql://me:s3cret@db.example.org/clinic' })
    for (const each of ['ssl=true', 'SSL=1', 'sslMode=VERIFY_IDENTITY', 'ssl-mode=verify-identity'])
      expect(readMariadb(`${url}?${each}`).ssl, each).to.deep.equal({ rejectUnauthorized: true, verifyIdentity: true })
    expect(readMariadb(`${url}?sslmode=required`).ssl).to.deep.equal({ rejectUnauthorized: false })
    expect(readMariadb(`${url}?ssl=no`).ssl).to.equal(undefined)
  })

  it('is refused by name for what the driver would pass over, or take for its own', () => {
    for (const each of ['ssl=on', 'tls=true', 'multipleStatements=true', 'sslMode=always', 'flags=x', 'charset=latin1'])
      for (const read of [readMariadb, configure])
        expect(
          refusalOf(() => read(`${url}?${each}`)),
          each,
        )
          .to.include(`'${each.split('=')[0]}'`)
          .and.not.include('s3cret')
  })
})
