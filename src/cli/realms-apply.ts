/** `portico realms --apply`: realms as they should be, and an administrator's credentials -> a running Keycloak brought up to date, line by line. */
import { AdminError, adminToken, createAdmin, type AdminCredentials } from '../smart/realms/admin.ts'
import { applyRealm } from '../smart/realms/apply/apply.ts'
import type { RealmInput } from '../smart/realms/input.ts'
import { UsageError } from './place.ts'
import { colorsOf, type ExitCode, type Terminal } from './terminal.ts'

export interface ApplyRealmsOptions {
  /** Where Keycloak itself listens; that of the settings unless told. */
  readonly adminUrl?: string
  readonly adminUser?: string
  readonly adminPasswordEnv?: string
  readonly adminClient?: string
  readonly adminSecretEnv?: string
  readonly dryRun?: boolean
  readonly prune?: boolean
}

/** Secrets are named, not given: a command line can be read by others on the machine. */
function fromEnvironment(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new UsageError(`The environment variable ${name} is not set.`)
  return value
}

function credentialsOf(options: ApplyRealmsOptions): AdminCredentials {
  const { adminUser, adminClient } = options
  if (adminClient !== undefined)
    return { client: adminClient, secret: fromEnvironment(options.adminSecretEnv ?? 'KEYCLOAK_ADMIN_SECRET') }
  const password = fromEnvironment(options.adminPasswordEnv ?? 'KEYCLOAK_ADMIN_PASSWORD')
  return { user: adminUser ?? 'admin', password }
}

async function applyOne(
  admin: ReturnType<typeof createAdmin>,
  input: RealmInput,
  options: ApplyRealmsOptions,
  terminal: Terminal,
): Promise<void> {
  const { green, yellow, dim } = colorsOf(terminal)
  let changes = 0
  await applyRealm(admin, input, {
    dryRun: options.dryRun === true,
    prune: options.prune === true,
    tell(text, isChange) {
      if (isChange) changes += 1
      terminal.print(`${input.realm}: ${isChange ? green(text) : yellow(text)}`)
    },
  })
  if (changes === 0) terminal.print(`${input.realm}: ${dim('nothing to change')}`)
}

/** Ends with 1 when Keycloak refuses a change; the lines before it were done. */
export async function applyRealms(
  inputs: readonly RealmInput[],
  options: ApplyRealmsOptions & { readonly adminUrl: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const url = options.adminUrl.replace(/\/+$/, '')
  const admin = createAdmin(url, adminToken(url, credentialsOf(options)))
  try {
    for (const input of inputs) await applyOne(admin, input, options, terminal)
    return 0
  } catch (error) {
    if (!(error instanceof AdminError)) throw error
    terminal.print(colorsOf(terminal).red(error.message))
    return 1
  }
}
