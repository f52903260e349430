/** The settings of the demo -> what to try next, for a terminal. */
import pc from 'picocolors'
import { baseUrl, type Settings } from '../../src/app/settings.ts'

const organization = '1'

function basesOf(settings: Settings): readonly string[] {
  return settings.surfaces.map(
    (surface) => `  ${surface.name.padEnd(10)}${pc.cyan(baseUrl(settings, surface, organization))}`,
  )
}

/** Where the demo's ports were moved, the commands have to know. */
const moved = (): string =>
  ['PORTICO_PORT', 'PORTICO_IDP_PORT']
    .filter((name) => process.env[name] !== undefined)
    .map((name) => `${name}=${process.env[name] ?? ''} `)
    .join('')

/** Commands that work as they stand, in another terminal in the same folder. */
function commandsOf(settings: Settings): readonly string[] {
  const [patients, staff] = settings.surfaces.map((surface) => baseUrl(settings, surface, organization))
  return [
    `TOKEN=$(${moved()}npm run --silent token -- --surface patients --user amy)`,
    `curl -H "Authorization: Bearer $TOKEN" '${patients}/Patient'`,
    `curl -H "Authorization: Bearer $TOKEN" '${patients}/Observation?category=vital-signs&_count=3'`,
    ``,
    `${moved()}npm run --silent token -- --list     ${pc.dim('# the other demo users')}`,
    `curl '${staff}/metadata'     ${pc.dim('# what can be searched; needs no token')}`,
  ]
}

/** Colours only where a terminal shows them. */
export function printWelcome(settings: Settings, isWatching: boolean): void {
  const lines = [
    ``,
    pc.bold('Portico is ready.') +
      ` Open ${pc.cyan(settings.server.publicUrl)} in a browser, or try, in another terminal:`,
    ``,
    ...commandsOf(settings).map((line) => `  ${line}`),
    ``,
    `Base URLs of organization ${organization} (there are three):`,
    ...basesOf(settings),
    ``,
    ...(isWatching ? [`Changes in ${settings.mapping.directory} come into force as you save them.`] : []),
    `Ctrl-C stops it.`,
    ``,
  ]
  console.log(lines.join('\n'))
}
