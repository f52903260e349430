/** Maven, and a folder to keep things in -> Keycloak, unpacked and built, taken once. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'

export const keycloakVersion = '26.7.3'

/** Of the zip of that version. Change both together. */
const zipSha256 = '27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f'

const copyGoal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy'
const artifact = `org.keycloak:keycloak-quarkus-dist:${keycloakVersion}:zip`

/** Why there is no Keycloak here, as a sentence. Nothing is broken: something that it needs is not on this machine. */
export class KeycloakUnavailable extends Error {}

const run = promisify(execFile)

/** Outside the project: what is taken once serves every checkout. */
export const cacheFolder = (): string => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'portico')

async function need(program: string, argument: string, what: string): Promise<void> {
  try {
    await run(program, [argument])
  } catch {
    throw new KeycloakUnavailable(`There is no ${what} (\`${program}\`) on this machine, and Keycloak needs it.`)
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

async function takeZip(folder: string): Promise<string> {
  await need('mvn', '-v', 'Maven')
  await need('unzip', '-v', 'unzip')
  try {
    // It looks into Maven's own store first.
    await run('mvn', ['-q', '-B', copyGoal, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], { cwd: folder })
  } catch {
    throw new KeycloakUnavailable(`Maven could not get ${artifact}.`)
  }
  const zip = join(folder, `keycloak-quarkus-dist-${keycloakVersion}.zip`)
  if ((await sha256(zip)) !== zipSha256)
    throw new Error(`${artifact} is not the file that it was: its SHA-256 differs.`)
  return zip
}

/** Makes `target` once, whole or not at all, though several processes may try. */
export async function makeOnce(target: string, make: (folder: string) => Promise<string>): Promise<string> {
  if (existsSync(target)) return target
  await mkdir(cacheFolder(), { recursive: true })
  const folder = await mkdtemp(join(cacheFolder(), '.making-'))
  try {
    await rename(await make(folder), target)
  } catch (error) {
    // Another process was first.
    if (!existsSync(target)) throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return target
}

/** `kc.sh build` ahead of the first start saves twenty seconds of each. */
const build = async (home: string): Promise<void> => {
  await run(join(home, 'bin', 'kc.sh'), ['build', '--db=dev-file', '--health-enabled=false'])
}

/** The folder of a distribution that is ready to start. The first time takes a download of 177 MB and half a minute. */
export async function keycloakHome(say: (text: string) => void): Promise<string> {
  await need('java', '-version', 'Java')
  const target = join(cacheFolder(), `keycloak-${keycloakVersion}`)
  return makeOnce(target, async (folder) => {
    say(`Taking Keycloak ${keycloakVersion} through Maven and building it ...`)
    const zip = await takeZip(folder)
    await run('unzip', ['-q', zip, '-d', folder])
    const home = join(folder, `keycloak-${keycloakVersion}`)
    await build(home)
    return home
  })
}
