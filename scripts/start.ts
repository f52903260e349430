/** `npm start`: the whole demo in one process: database, identity provider and gateway, and what to try next. */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { PortInUse } from '../src/app/lifecycle.ts'
import type { Settings } from '../src/app/settings.ts'
import { readSettings } from '../src/app/settings/read.ts'
import { printStartError, startGateway } from '../src/main.ts'
import { seedDatabase } from './demo/database/seed.ts'
import { startIdentityProvider, type IdentityProvider } from './demo/identity-provider/server.ts'
import { watchFolder } from './demo/watch-folder.ts'
import { printWelcome } from './demo/welcome.ts'

const patients = 200
const seed = 1

const { values: options } = parseArgs({ options: { watch: { type: 'boolean', default: false } } })

async function seedIfAbsent(url: string): Promise<void> {
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : undefined
  if (file === undefined || existsSync(file)) return
  console.log(`Making the demo database ${file} with ${patients} patients ...`)
  await seedDatabase({ url, patients, seed })
}

/** Behind the front door, whose address is the provider's public one. */
async function startProvider({ server, frontDoor }: Settings): Promise<IdentityProvider> {
  if (frontDoor === undefined) throw new TypeError('config/demo.yaml has no frontDoor.')
  const { provider, publicUrl, passwordGrant } = frontDoor
  const port = Number(new URL(provider).port)
  try {
    return await startIdentityProvider({ port, publicUrl, gatewayUrl: server.publicUrl, passwordGrant })
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw isTaken ? new PortInUse(port) : error
  }
}

/** Gives what stops it all, answers in flight first. */
async function startDemo(): Promise<() => Promise<void>> {
  const settings = readSettings('config/demo.yaml', process.env)
  await seedIfAbsent(settings.database.url)
  const provider = await startProvider(settings)
  try {
    const gateway = await startGateway(settings)
    process.on('SIGHUP', () => void gateway.reload())
    const watcher = options.watch ? watchFolder(settings.mapping.directory, gateway.reload) : undefined
    printWelcome(settings, options.watch)
    return async () => {
      watcher?.close()
      await gateway.stop()
      await provider.close()
    }
  } catch (error) {
    await provider.close()
    throw error
  }
}

function explain(error: unknown): unknown {
  const hint =
    'PORTICO_PORT moves the gateway, PORTICO_IDP_PORT the front door, PORTICO_PROVIDER_PORT the provider behind it.'
  return error instanceof PortInUse ? `${error.message} ${hint}` : (printStartError(error) ?? error)
}

try {
  const stop = await startDemo()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // A second one does not wait for answers in flight.
      process.once(signal, () => process.exit(1))
      void stop()
    })
  }
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}
