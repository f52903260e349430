/** `portico realms`: settings and a mapping -> the realms of a Keycloak, as files to import, or brought about in a running one. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSettings } from '../app/settings/read.ts'
import { rootUrl, type Settings } from '../app/settings.ts'
import { realmInputs, type RealmInput } from '../smart/realms/input.ts'
import { realmRepresentation, secretPlaceholder } from '../smart/realms/realm.ts'
import { withPlace } from './open.ts'
import { placeOf, UsageError } from './place.ts'
import { applyRealms, type ApplyRealmsOptions } from './realms-apply.ts'
import { printDiagnostics, printJson, type ExitCode, type Terminal } from './terminal.ts'

export interface RealmsCommand extends ApplyRealmsOptions {
  readonly config: string
  readonly out?: string
  readonly realm?: string
  readonly apply?: boolean
}

/** Undefined where the mapping does not compile: told. */
async function servedTypes(config: string, terminal: Terminal): Promise<readonly string[] | undefined> {
  return withPlace(placeOf({ config }), ({ mapping, diagnostics }) => {
    if (mapping === undefined) printDiagnostics(terminal, diagnostics)
    return Promise.resolve(mapping && [...mapping.byType.keys()])
  })
}

function inputsOf(settings: Settings, types: readonly string[], { config, realm }: RealmsCommand) {
  const { frontDoor, surfaces } = settings
  if (frontDoor === undefined) throw new UsageError(`${config} has no frontDoor: there are no realms to make.`)
  const ours = surfaces.map((surface) => ({
    issuer: surface.issuer,
    root: rootUrl(settings, surface),
    contexts: surface.smart.contexts,
  }))
  const inputs = realmInputs(frontDoor, ours, types)
  const chosen = inputs.filter((input) => realm === undefined || input.realm === realm)
  if (chosen.length > 0) return { inputs: chosen, provider: frontDoor.provider }
  throw new UsageError(`There is no realm ${realm}; there are ${inputs.map((input) => input.realm).join(', ')}.`)
}

/** Keycloak fills the placeholder in from its own environment. */
const printable = (input: RealmInput) =>
  realmRepresentation({ ...input, client: { ...input.client, secret: secretPlaceholder } })

async function write(inputs: readonly RealmInput[], folder: string, terminal: Terminal): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const input of inputs) {
    const file = join(folder, `${input.realm}.json`)
    const realm = printable(input)
    await writeFile(file, `${JSON.stringify(realm, null, 2)}\n`)
    terminal.print(`${file}: ${realm.clientScopes.length} client scopes`)
  }
}

/** One realm is printed as such, several as a list; Keycloak imports both. */
function print(inputs: readonly RealmInput[], terminal: Terminal): void {
  const realms = inputs.map(printable)
  printJson(terminal, realms.length === 1 ? realms[0] : realms)
}

/** Only `--apply` changes anything, and only in Keycloak. */
export async function runRealms(options: RealmsCommand, terminal: Terminal): Promise<ExitCode> {
  const settings = readSettings(options.config, process.env)
  const types = await servedTypes(options.config, terminal)
  if (types === undefined) return 1
  const { inputs, provider } = inputsOf(settings, types, options)
  if (options.apply === true) return applyRealms(inputs, { adminUrl: provider, ...options }, terminal)
  if (options.out !== undefined) await write(inputs, options.out, terminal)
  else print(inputs, terminal)
  return 0
}
