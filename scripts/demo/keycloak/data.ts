/** The demo's realms -> a database file of Keycloak that has them, made once for each state of the realms, and a copy of it for each run. */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RealmRepresentation } from '../../../src/smart/realms/representation.ts'
import { adminToken, createAdmin } from '../../../src/smart/realms/admin.ts'
import { keycloakVersion, cacheFolder, makeOnce } from './distribution.ts'
import { administrator, freePort, runKeycloak } from './process.ts'

const fileName = 'keycloakdb.mv.db'

const hashOf = (realms: readonly RealmRepresentation[]): string =>
  createHash('sha256').update(JSON.stringify(realms)).digest('hex').slice(0, 16)

async function importRealms(home: string, data: string, realms: readonly RealmRepresentation[]): Promise<void> {
  const port = await freePort()
  const running = await runKeycloak({ home, data, port, publicUrl: 'http://localhost:8080' })
  try {
    const url = `http://127.0.0.1:${port}`
    const admin = createAdmin(url, adminToken(url, administrator))
    for (const realm of realms) await admin.post('', realm)
  } finally {
    await running.stop()
  }
}

/** The kept file: nobody writes to it. */
async function pristine(home: string, realms: readonly RealmRepresentation[], say: (text: string) => void) {
  const target = join(cacheFolder(), `keycloak-${keycloakVersion}-${hashOf(realms)}`)
  return makeOnce(target, async (folder) => {
    say('Importing the realms of the demo ...')
    const data = join(folder, 'data')
    await mkdir(data)
    await importRealms(home, data, realms)
    return data
  })
}

/** A folder of this run's own, to be removed after it, in which nothing has happened yet. */
export async function freshData(
  home: string,
  realms: readonly RealmRepresentation[],
  say: (text: string) => void,
): Promise<string> {
  const kept = await pristine(home, realms, say)
  const data = await mkdtemp(join(tmpdir(), 'portico-keycloak-'))
  await copyFile(join(kept, fileName), join(data, fileName))
  return data
}
