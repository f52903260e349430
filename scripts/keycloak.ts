/** `npm run keycloak`: the demo on a real Keycloak, without Docker: database, Keycloak, front door and gateway. The first time takes some minutes. */
import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { readSettings } from '../src/app/settings/read.ts'
import { version } from '../src/app/version.ts'
import { printStartError, startGateway } from '../src/main.ts'
import { seedDatabase } from './demo/database/seed.ts'
import { startDemoKeycloak } from './demo/keycloak/demo.ts'
import { KeycloakUnavailable } from './demo/keycloak/distribution.ts'
import { administrator } from './demo/keycloak/process.ts'
import { printWelcome } from './demo/welcome.ts'

const say = (text: string): void => console.log(text)

async function seedIfAbsent(url: string): Promise<void> {
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : undefined
  if (file === undefined || existsSync(file)) return
  say(`Making the demo database ${file} ...`)
  await seedDatabase({ url, patients: 200, seed: 1 })
}

/** Gives what stops it all. */
async function start(): Promise<() => Promise<void>> {
  const settings = readSettings('config/demo.yaml', process.env)
  await seedIfAbsent(settings.database.url)
  const keycloak = await startDemoKeycloak(settings, say)
  try {
    const gateway = await startGateway(settings)
    printWelcome(settings)
    say(`\nKeycloak's administration: ${keycloak.consoleUrl} (${administrator.user} / ${administrator.password})`)
    return async () => {
      await gateway.stop()
      await keycloak.close()
    }
  } catch (error) {
    await keycloak.close()
    throw error
  }
}

const explain = (error: unknown): unknown =>
  error instanceof KeycloakUnavailable
    ? `${error.message} \`npm start\` needs none.`
    : (printStartError(error) ?? error)

let stop: (() => Promise<void>) | undefined
let isStopping = false

function stopOn(signal: NodeJS.Signals): void {
  process.on(signal, () => {
    // Before all has started, and for who asks twice: at once. Keycloak ends with this process.
    if (stop === undefined || isStopping) process.exit(1)
    isStopping = true
    void stop().then(() => process.exit(0))
  })
}

async function run(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) stopOn(signal)
  try {
    stop = await start()
  } catch (error) {
    console.error(explain(error))
    process.exitCode = 1
  }
}

await new Command('keycloak')
  .description('Starts the demo on a real Keycloak: database, Keycloak, front door and gateway. Needs Java and Maven.')
  .version(version)
  .action(run)
  .parseAsync()
