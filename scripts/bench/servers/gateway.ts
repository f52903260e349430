/** The gateway itself, as `main.ts` starts it, with the settings of the bench. */
import { startGateway } from '../../../src/main.ts'
import type { Engine } from '../row.ts'
import { benchSettings } from '../subject.ts'
import { task, tellPort } from './serve.ts'

export interface GatewayTask {
  readonly engine: Engine
  readonly port: number
  readonly issuerPort: number
}

const { engine, port, issuerPort } = task<GatewayTask>()
await startGateway(benchSettings(engine, port, issuerPort))
tellPort(port)
