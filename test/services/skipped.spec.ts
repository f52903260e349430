/** A suite whose server does not answer says who is passed over, and why, and passes. */
import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const specs = ['store', 'contract', 'directory', 'store-locked', 'random']
const nowhere = '127.0.0.1:9'

const env = {
  ...process.env,
  PORTICO_TEST_POSTGRES: `postgres://postgres@${nowhere}/postgres`,
  PORTICO_TEST_MARIADB: `mysql://root@${nowhere}`,
  PORTICO_TEST_MSSQL: undefined,
}

/** Rejects where the suite fails. */
async function linesOf(spec: string): Promise<readonly string[]> {
  const mocha = ['mocha', `test/services/${spec}.spec.ts`, '--grep', 'SQLite', '--invert']
  const { stdout } = await promisify(execFile)('npx', mocha, { env })
  return [...new Set(stdout.split('\n').map((line) => line.trim()))]
}

describe('a suite whose server does not answer', function () {
  this.timeout(120_000)
  const postgres = `PostgreSQL skipped: nothing answers at ${nowhere} (PORTICO_TEST_POSTGRES)`
  const mariadb = `MariaDB skipped: nothing answers at ${nowhere} (PORTICO_TEST_MARIADB)`
  const mssql = 'SQL Server skipped: PORTICO_TEST_MSSQL names no server'
  const said: Readonly<Record<string, readonly string[]>> = {
    'store-locked': [postgres],
    random: [postgres, mariadb],
  }

  for (const spec of specs)
    it(`says so and passes: ${spec}`, async () => {
      expect(await linesOf(spec)).to.include.members(said[spec] ?? [postgres, mariadb, mssql])
    })
})
