/** Paths that could be read in two ways, and doors beside the door: the provider never hears of them. */
import { expect } from 'chai'
import type { Subject } from '../../smart/gate/app.ts'
import { recordGate, sendRaw, statusesIn } from './recorder.ts'

const realm = '/realms/portal'
const protocol = `${realm}/protocol/openid-connect`

/** Other spellings of what the gate does itself. */
const odd: readonly string[] = [
  `${realm}/protocol/openid-connect//auth`,
  `${realm}//protocol/openid-connect/auth`,
  `/${realm}/protocol/openid-connect/auth`,
  `${protocol}/%61uth`,
  `${protocol}/a%75th`,
  `${protocol}/auth%2f`,
  `${protocol}/auth%2F..%2Ftoken`,
  `${protocol}%2fauth`,
  `${protocol}/auth;x`,
  `${protocol}/auth;x=y/`,
  `${protocol};x/auth`,
  `${realm};x/protocol/openid-connect/auth`,
  `${protocol}/./auth`,
  `${protocol}/x/../auth`,
  `${protocol}/certs/../token`,
  `${protocol}/certs/%2e%2e/token`,
  `${protocol}/certs/.%2e/token`,
  `${protocol}/certs/..;/token`,
  `${protocol}\\auth`,
  `${protocol}/auth%00`,
  `${protocol}/auth%0d%0a`,
  `${protocol}/auth%20`,
  `${protocol}/auth%`,
  `${protocol}/auth%zz`,
  `${protocol}/%u0061uth`,
  `${protocol}/%2561uth`,
  ...['#', '#x', '"', '<', '>', '^', '`', '{x}', '|', '%23', '%3F', '%22', '%7B', '%C0%AF', '%c0%ae', '[', ']'].flatMap(
    (each) => [`${protocol}/token${each}`, `${protocol}/auth${each}`, `${protocol}/revoke${each}`],
  ),
  `${protocol}/auth?client_id=demo-app#&x=y`,
  `${protocol}/AUTH`,
  `${protocol}/Token`,
  `${protocol}/TOKEN`,
  `${protocol}/token/INTROSPECT`,
  `${protocol}/Revoke`,
  `${realm}/Protocol/openid-connect/token`,
  `${realm}/PROTOCOL/OPENID-CONNECT/TOKEN`,
  `/Realms/portal/protocol/openid-connect/token`,
  `/realms/Portal/protocol/openid-connect/token`,
  `/realms/PORTAL/protocol/openid-connect/token`,
  `${realm}/Gate/ask`,
  `${realm}/gate/../gate/ask`,
  `${realm}/LAUNCH`,
  `${realm}/login-actions/../protocol/openid-connect/token`,
]

/** Doors of the provider's that lead past the gate's checks, or to its own rooms. */
const shut: readonly string[] = [
  '/admin',
  '/admin/',
  '/admin/master/console/',
  '/admin/realms/portal/users',
  '/admin/realms/portal/clients?clientId=demo-app',
  '/realms/master',
  '/realms/master/protocol/openid-connect/auth',
  '/realms/master/protocol/openid-connect/token',
  '/realms/other/protocol/openid-connect/token',
  '/realms/',
  '/realms',
  '/',
  '/health',
  '/js/keycloak.js',
  '/robots.txt',
  `${protocol}/ext/par/request`,
  `${protocol}/ext/ciba/auth`,
  `${protocol}/ext/ciba/auth/callback`,
  `${protocol}/auth/device`,
  `${protocol}/auth/device/`,
  `${protocol}/AUTH/DEVICE`,
  `${protocol}/Ext/par/request`,
  `${realm}/device`,
  `${realm}/device/status`,
  `${protocol}/registrations`,
  `${protocol}/forgot-credentials`,
  `${realm}/protocol/saml`,
  `${realm}/protocol/saml/descriptor`,
  `${realm}/protocol/docker-v2/auth`,
  `${realm}/gate`,
  `${realm}/gate/`,
  `${realm}/gate/unknown`,
  `${realm}/gates`,
  '/resources',
  '/resources/../admin',
  '/resources//admin',
  '/resources/%2e%2e/admin',
  '/resources/..%2fadmin',
  '/resources/..;/admin',
  '/resourcesx/a',
]

export const pathAttacks = (subject: Subject): void => {
  describe('a path', () => {
    const gate = recordGate(subject)

    /** As it is: clients put paths in order before they send them. */
    const send = async (method: string, path: string): Promise<readonly number[]> => {
      const { host } = new URL(gate.doorUrl)
      const body = method === 'POST' ? 'client_id=account-console&grant_type=client_credentials' : ''
      const head = [
        `${method} ${path} HTTP/1.1`,
        `Host: ${host}`,
        'Connection: close',
        'Content-Type: application/x-www-form-urlencoded',
        `Content-Length: ${body.length}`,
      ]
      return statusesIn(await sendRaw(gate.doorUrl, `${head.join('\r\n')}\r\n\r\n${body}`, 2_000))
    }

    const expectShut = async (path: string): Promise<void> => {
      for (const method of ['GET', 'POST']) {
        expect((await send(method, path)).at(0), `${method} ${path}`).to.be.oneOf([400, 404])
        expect(gate.recorder.take(), `${method} ${path}`).to.deep.equal([])
      }
    }

    it('reaches the provider where it is plain', async () => {
      for (const path of [
        `${protocol}/certs`,
        '/resources/x/login.css',
        `${realm}/account/`,
        `${realm}/login-actions/x`,
      ]) {
        expect(await send('GET', path), path).to.deep.equal([200])
        expect(gate.recorder.take().map(({ url }) => url)).to.deep.equal([path])
      }
      expect(await send('POST', `${protocol}/token`)).to.deep.equal([200])
      expect(gate.recorder.take()).to.have.length(1)
    })

    for (const path of odd) it(`spelt ${path} leads nowhere`, () => expectShut(path))
    for (const path of shut) it(`${path} is shut`, () => expectShut(path))

    it('with another method than its own does not reach the provider', async () => {
      for (const [method, path] of [
        ['HEAD', `${protocol}/auth`],
        ['PUT', `${protocol}/auth`],
        ['DELETE', `${protocol}/auth`],
        ['GET', `${realm}/launch`],
        ['PUT', `${realm}/gate/ask`],
        ['DELETE', `${realm}/gate/cb`],
        ['PUT', `${realm}/clients-registrations/openid-connect/x`],
        ['DELETE', `${realm}/clients-registrations/default/x`],
        ['GET', `${realm}/clients-registrations/openid-connect/x`],
      ] as const) {
        const [status] = await send(method, path)
        expect(status, `${method} ${path}`).to.equal(404)
        expect(gate.recorder.take(), `${method} ${path}`).to.deep.equal([])
      }
    })

    it('in the form of a whole address leads nowhere', async () => {
      for (const path of [
        `${gate.recorder.url}${protocol}/token`,
        `http://evil.example${protocol}/token`,
        `*`,
        `${protocol.slice(1)}/token`,
      ]) {
        const [status = 0] = await send('POST', path)
        expect(status, path).to.be.oneOf([400, 404])
        expect(gate.recorder.take()).to.deep.equal([])
      }
      const [status = 0] = statusesIn(
        await sendRaw(gate.doorUrl, `CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n`),
      )
      expect(status).to.be.oneOf([0, 400, 404, 405])
    })
  })
}
