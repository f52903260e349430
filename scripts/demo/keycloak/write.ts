/** `tsx scripts/demo/keycloak/write.ts FOLDER [SETTINGS]`: the demo's realms as files for Keycloak to import, with its users and clients. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings } from '../../../src/app/settings/read.ts'
import { secretPlaceholder } from '../../../src/smart/realms/realm.ts'
import { demoRealms } from './realms.ts'

const [folder, file = 'config/demo.yaml'] = process.argv.slice(2)
if (folder === undefined) throw new TypeError('A folder is needed.')
const { server, frontDoor } = readSettings(file, process.env)
if (frontDoor === undefined) throw new TypeError(`${file} has no frontDoor.`)
const { publicUrl, client, lifetimes, passwordGrant } = frontDoor

mkdirSync(folder, { recursive: true })
for (const realm of demoRealms({
  publicUrl,
  gatewayUrl: server.publicUrl,
  // Keycloak takes it from its own environment.
  gate: { id: client.id, secret: secretPlaceholder },
  tokenLifetime: lifetimes.accessTokenSeconds,
  passwordGrant,
}))
  writeFileSync(join(folder, `${realm.realm}.json`), JSON.stringify(realm))
