/** A URL -> which TLS versions its server takes. https://www.healthit.gov/test-method/standardized-api-patient-and-population-services */
import { connect, type SecureVersion } from 'node:tls'
import type { Session, Visit } from '../model.ts'
import { Failed, Omitted, type Check } from '../verdict.ts'
import { endpointOf } from './discovery.ts'

const good: readonly SecureVersion[] = ['TLSv1.3', 'TLSv1.2']
const old: readonly SecureVersion[] = ['TLSv1.1', 'TLSv1']

const isLoopback = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** Whether a handshake of that version alone succeeds. `verify`: the certificate must be valid too. */
const takes = ({ hostname, port }: URL, version: SecureVersion, verify: boolean): Promise<boolean> =>
  new Promise((resolve) => {
    const options = { minVersion: version, maxVersion: version, servername: hostname, rejectUnauthorized: verify }
    // OpenSSL's default security level refuses the old versions by itself, which would say nothing of the server.
    const ciphers = old.includes(version) ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}
    const socket = connect({ host: hostname, port: Number(port || 443), timeout: 10_000, ...options, ...ciphers })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('secureConnect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })

const whichOf = async (url: URL, versions: readonly SecureVersion[], verify: boolean): Promise<readonly string[]> => {
  const taken: string[] = []
  for (const version of versions) if (await takes(url, version, verify)) taken.push(version)
  return taken
}

/** Gives a warning for each old version that is taken. Throws Failed, and Omitted for http on this machine. */
export const checkTls = async (address: string): Promise<readonly string[]> => {
  const url = new URL(address)
  if (url.protocol !== 'https:') {
    if (isLoopback(url)) throw new Omitted('plain http on this machine: there is no TLS to look at')
    throw new Failed(`${url.origin} is plain http`)
  }
  const modern = await whichOf(url, good, true)
  if (modern.length === 0) throw new Failed(`${url.origin} takes neither TLS 1.2 nor 1.3 with a valid certificate`)
  const outdated = await whichOf(url, old, false)
  return outdated.map((version) => `warning: ${url.origin} also takes ${version}, which 11.15 wants explained`)
}

export const tls = (visitOf: (session: Session) => Visit, member: string): Check => ({
  title: `the ${member.replace('_', ' ')} is served with TLS 1.2 or better`,
  run: (session) => checkTls(endpointOf(visitOf(session), member)),
})
