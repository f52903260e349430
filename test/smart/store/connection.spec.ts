/** URLs of servers and how knex is told to reach them. Nothing is connected to. */
import { expect } from 'chai'
import { configure } from '../../../src/smart/store/connection.ts'

const of = (url: string): object => {
  const { client, connection } = configure(url)
  return { client, ...(connection as object) }
}

describe('The connection of the store', () => {
  it('is PostgreSQL for either spelling', () => {
    for (const scheme of ['postgres', 'postgresql']) {
      const url = `${scheme}://me:p%40ss@db.example.org:5433/portico?sslmode=verify-full`
      expect(of(url)).to.include({ client: 'pg', connectionString: url })
    }
  })

  it('is MariaDB for either spelling', () => {
    for (const scheme of ['mysql', 'mariadb']) {
      expect(of(`${scheme}://me:p%40ss@db.example.org/portico`)).to.include({
        client: 'mysql2',
        uri: 'mysql://me:p%40ss@db.example.org/portico',
      })
    }
  })

  it('is SQL Server, encrypted and with its certificate checked unless told', () => {
    expect(of('mssql://me:p%40ss@db.example.org/portico')).to.deep.include({
      client: 'mssql',
      server: 'db.example.org',
      port: 1433,
      user: 'me',
      password: 'p@ss',
      database: 'portico',
      options: { encrypt: true, trustServerCertificate: false, appName: 'portico' },
    })
  })

  it('reads the options of SQL Server from the URL', () => {
    const url = 'mssql://me:p@db:1444/portico?encrypt=false&trustServerCertificate=true&instance=old&domain=CLINIC'
    expect(of(url)).to.deep.include({
      port: 1444,
      domain: 'CLINIC',
      options: { encrypt: false, trustServerCertificate: true, instanceName: 'old', appName: 'portico' },
    })
    expect(() => configure('mssql://me:p@db/portico?encrypted=no')).to.throw(
      "The mssql URL of the store has no parameter 'encrypted'. It has: encrypt, trustServerCertificate, instance, domain, authentication, clientId, tenantId, multiSubnetFailover.",
    )
  })
})
