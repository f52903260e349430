/** What whoever runs Portico is told of a database that cannot be reached: what, where, the driver's own code, and what to do. */
import { expect } from 'chai'
import { failureOf } from '../../src/url/failure.ts'

const coded = (code: string, message = 'the row said SMITH'): Error => Object.assign(new Error(message), { code })
const tedious = (number: number): Error =>
  Object.assign(new Error('x'), {
    code: 'ELOGIN',
    originalError: Object.assign(new Error('x'), { number, code: 'ELOGIN' }),
  })

const postgres = 'postgres://me:s3cret@db.clinic.lan/CLIN%20PRD?sslmode=require'
const mariadb = 'mariadb://me:s3cret@db.clinic.lan:3307/CLINPRD'
const mssql = 'mssql://me:s3cret@sql01/CLINPRD'

const cases: readonly (readonly [string, Error, RegExp, string])[] = [
  [postgres, new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]), /nothing listens/, 'ECONNREFUSED'],
  [mariadb, coded('ECONNREFUSED'), /nothing listens/, 'ECONNREFUSED'],
  [
    mssql,
    Object.assign(coded('ESOCKET', 'Failed to connect'), { originalError: coded('ECONNREFUSED') }),
    /nothing listens/,
    'ECONNREFUSED',
  ],
  [
    mssql,
    coded('ESOCKET', 'Failed to connect to sql01:1433 - connect ECONNREFUSED 10.0.0.1:1433'),
    /nothing listens/,
    'ESOCKET',
  ],
  [postgres, coded('ENOTFOUND'), /name/, 'ENOTFOUND'],
  [mssql, coded('ETIMEOUT'), /no answer in time/, 'ETIMEOUT'],
  [postgres, new Error('timeout expired'), /no answer in time/, ''],
  [postgres, coded('28P01'), /login was refused/, '28P01'],
  [mariadb, coded('ER_ACCESS_DENIED_ERROR'), /login was refused/, 'ER_ACCESS_DENIED_ERROR'],
  [mssql, tedious(18456), /login was refused/, '18456'],
  [postgres, coded('3D000'), /no such database/, '3D000'],
  [mariadb, coded('ER_BAD_DB_ERROR'), /no such database/, 'ER_BAD_DB_ERROR'],
  [mssql, tedious(4060), /no such database/, '4060'],
  [postgres, new Error('The server does not support SSL connections'), /no TLS/, ''],
  [mariadb, coded('HANDSHAKE_NO_SSL_SUPPORT'), /no TLS/, 'HANDSHAKE_NO_SSL_SUPPORT'],
  [postgres, coded('DEPTH_ZERO_SELF_SIGNED_CERT'), /no authority/, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [mssql, coded('ESOCKET', 'Failed to connect to sql01:1433 - self-signed certificate'), /no authority/, 'ESOCKET'],
  [mssql, coded('ERR_TLS_CERT_ALTNAME_INVALID'), /another name/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [postgres, coded('53300'), /no more connections/, '53300'],
  [postgres, coded('42501'), /may not read/, '42501'],
  [mssql, coded('XX000'), /could not answer/, 'XX000'],
  ['sqlite:data/none.db', coded('SQLITE_CANTOPEN'), /no such file/, 'SQLITE_CANTOPEN'],
  [
    'sqlite:none/none.db',
    new TypeError('Cannot open database because the directory does not exist'),
    /no such file/,
    '',
  ],
  ['sqlite:README.md', coded('SQLITE_NOTADB'), /no SQLite database/, 'SQLITE_NOTADB'],
  ['sqlite:x', new Error('Could not locate the bindings file. Tried: ...'), /Python 3, make and a C\+\+ compiler/, ''],
]

const places: Readonly<Record<string, string>> = {
  [postgres]: 'PostgreSQL at db.clinic.lan:5432, database CLIN PRD',
  [mariadb]: 'MariaDB at db.clinic.lan:3307, database CLINPRD',
  [mssql]: 'SQL Server at sql01:1433, database CLINPRD',
}

describe('the failure of a database', () => {
  for (const [url, error, says, code] of cases) {
    it(`is told of ${url.split(':')[0]}: ${says.source} ${code}`, () => {
      const cause = Object.assign(new Error('The database could not answer.', { cause: error }), {
        code: 'rows-unavailable',
      })
      const { message } = failureOf(cause, { setting: 'database.url', url, at: 'my.yaml:12' })
      expect(message).to.match(says)
      expect(
        message.startsWith(`database.url (my.yaml:12): ${places[url] ?? `the SQLite file ${url.slice(7)}`}: `),
      ).to.equal(true)
      if (code === '') expect(message).to.not.include('[')
      else expect(message).to.include(` [${code}].`)
      expect(message).to.not.match(/s3cret|SMITH|\bme\b|rows-/)
    })
  }
})
