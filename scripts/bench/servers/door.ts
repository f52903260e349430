/** The gateway and its gate, as `main.ts` starts them; or a replica of the gateway alone over the same store. */
import type { FrontDoorSettings } from '../../../src/smart/settings.ts'
import { startGateway } from '../../../src/main.ts'
import type { Engine } from '../row.ts'
import { demoSettings } from '../subject.ts'
import { task, tellPort } from './serve.ts'

export interface DoorTask {
  readonly engine: Engine
  /** Of the gateway and the gate: their public addresses too. */
  readonly port: number
  readonly doorPort: number
  /** Where the provider itself listens. */
  readonly provider: string
  readonly store: string
  readonly recheckMs: number
  /** Where a replica listens in place of the gateway; it is no gate. */
  readonly replicaPort?: number
}

const { engine, port, doorPort, provider, store, recheckMs, replicaPort } = task<DoorTask>()

/** All processes of one front door have to know the same key; nothing else depends on it. */
const key = Buffer.alloc(32, 7).toString('base64')

const variables = { PORTICO_PORT: `${port}`, PORTICO_IDP_PORT: `${doorPort}`, PORTICO_STORE: store }
const settings = demoSettings(engine, variables)
if (settings.frontDoor === undefined) throw new Error('config/demo.yaml has no frontDoor')
const frontDoor: FrontDoorSettings = { ...settings.frontDoor, provider, key, recheckMs }
const server = { ...settings.server, port: replicaPort ?? port }
await startGateway({ ...settings, server, frontDoor }, replicaPort === undefined ? undefined : 'api')
tellPort(server.port)
