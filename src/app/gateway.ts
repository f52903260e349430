/** What the interactions need beside a request; `main.ts` fills it in. */
import type { Authorizer } from '../auth/authorizer.ts'
import type { Mapping } from '../mapping/model.ts'
import type { Context } from '../plan/model.ts'
import type { Database } from '../rows/database.ts'
import type { Emit } from './events.ts'
import type { Metrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'
import type { Settings } from './settings.ts'

export interface Gateway {
  readonly settings: Settings
  readonly authorizer: Authorizer
  readonly database: Database
  /** Encrypts page links; of several the first does. */
  readonly cursorKey: Context['cursorKey']
  /** The mapping in force. A request takes it once and keeps it, whatever is loaded meanwhile. */
  readonly mapping: () => Mapping
  /** When the mapping in force was loaded, epoch milliseconds. */
  readonly loadedAt: () => number
  readonly version: string
  readonly emit: Emit
  readonly metrics: Metrics
  /** Whether what it works with answers. Undefined: nobody is asked. */
  readonly readiness?: Readiness
  /** False while answers in flight come to their end and newcomers should go elsewhere. */
  readonly isAccepting: () => boolean
}
