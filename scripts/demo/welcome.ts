/** The settings of the demo -> what to try next, for a terminal. */
import pc from 'picocolors'
import { baseUrl, realmOf, type Settings } from '../../src/app/settings.ts'
import { demoUsers, type DemoUser } from './identity-provider/users.ts'

export interface WelcomeFacts {
  /** Who can sign in; those of the demo unless told. */
  readonly people?: readonly DemoUser[]
  readonly isWatching?: boolean
  /** The file of the settings, where it is not the demo's. */
  readonly config?: string
}

/** Where the demo's ports were moved, the commands have to know. */
const moved = (): string =>
  ['PORTICO_PORT', 'PORTICO_IDP_PORT']
    .filter((name) => process.env[name] !== undefined)
    .map((name) => `${name}=${process.env[name] ?? ''} `)
    .join('')

/** The first user of each realm, and the base URL that their token is for. */
function firstOf(settings: Settings, people: readonly DemoUser[], realm: DemoUser['realm']) {
  const [user, surface] = [
    people.find((each) => each.realm === realm),
    settings.surfaces.find((each) => realmOf(each) === realm),
  ]
  return user && surface && { user, surface, base: baseUrl(settings, surface, user.organization) }
}

type First = NonNullable<ReturnType<typeof firstOf>>

const tokenCommand = ({ user }: First, { config }: WelcomeFacts): string => {
  const options = config === undefined ? '' : ` --config ${config} --org ${user.organization}`
  return `TOKEN=$(${moved()}npm run --silent token -- --user ${user.name}${options})`
}

function commandsOf(first: First, facts: WelcomeFacts): readonly string[] {
  const { base } = first
  return [
    tokenCommand(first, facts),
    `curl -H "Authorization: Bearer $TOKEN" '${base}/Patient'`,
    // What another mapping serves is said by its own metadata.
    ...(facts.config === undefined
      ? [
          `curl -H "Authorization: Bearer $TOKEN" '${base}/Observation?category=vital-signs&_count=3'`,
          ``,
          `${moved()}npm run --silent token -- --list     ${pc.dim('# who can sign in')}`,
        ]
      : [``]),
    `curl '${base}/metadata'     ${pc.dim('# what can be searched; needs no token')}`,
  ]
}

const baseLine = ({ surface, base }: First): string => `  ${surface.name.padEnd(10)}${pc.cyan(base)}`

/** Colours only where a terminal shows them. */
export function printWelcome(settings: Settings, facts: WelcomeFacts = {}): void {
  const { people = demoUsers, isWatching = false } = facts
  const firsts = (['portal', 'sevocity'] as const).flatMap((realm) => firstOf(settings, people, realm) ?? [])
  const lines = [
    ``,
    pc.bold('Portico is ready.') +
      ` Open ${pc.cyan(settings.server.publicUrl)} in a browser, or try, in another terminal:`,
    ``,
    ...firsts.slice(0, 1).flatMap((each) => commandsOf(each, facts).map((line) => `  ${line}`)),
    ``,
    `Base URLs of organization ${firsts[0]?.user.organization ?? ''}:`,
    ...firsts.map(baseLine),
    ``,
    ...(isWatching ? [`Changes in ${settings.mapping.directory} come into force as you save them.`] : []),
    `Ctrl-C stops it.`,
    ``,
  ]
  console.log(lines.join('\n'))
}
