/** The demo's identity provider in a process of its own, with its public address at the front door. */
import { startIdentityProvider } from '../../demo/identity-provider/server.ts'
import { task, tellPort } from './serve.ts'

export interface ProviderTask {
  readonly port: number
  readonly publicUrl: string
  readonly gatewayUrl: string
  /** The clients' private keys are left there. */
  readonly stateFolder: string
  /** Seconds; longer than a measure. */
  readonly tokenLifetime: number
}

const provider = await startIdentityProvider(task<ProviderTask>())
tellPort(provider.port)
