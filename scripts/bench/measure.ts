/** What every measure has. */
import type { Row } from './row.ts'
import type { Scene } from './scene.ts'

export interface Measure {
  /** Of performance.md: `T3`. */
  readonly id: string
  /** On which engines it says something; 'one' for what asks no database. */
  readonly on: 'each' | 'one' | 'sqlite' | 'postgres'
  /** Of the front door: whether it can be run with Keycloak behind it. */
  readonly takesKeycloak?: boolean
  run(scene: Scene): Promise<Omit<Row, 'id' | 'engine'>>
}
