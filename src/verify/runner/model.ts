/** What a proof works with: the database and mapping it is about, how much to try, and the resources it knows of. */
import type { Mapping, Source, Tenant } from '../../mapping/model.ts'
import type { Context, Limits } from '../../plan/model.ts'
import type { Database } from '../../rows/database.ts'
import type { Oracle } from '../oracle/oracle.ts'

export interface Subject {
  readonly mapping: Mapping
  readonly database: Database
  readonly limits: Limits
  readonly signal?: AbortSignal
}

export interface Amount {
  readonly seed: number
  /** Searches for each source's parameter, modifier and prefix. */
  readonly samples: number
  /** Resources of one source from which values are taken. */
  readonly origins: number
  /** Resources of one source that are held in memory. Where a source has more, answers are checked, but not that they are whole. */
  readonly most: number
  /** Searches of two parameters, for each pair of them. */
  readonly pairs: number
  /** Patients of an organization as whom the searches are asked again. */
  readonly patients: number
  /** Resource types; all when absent. */
  readonly types?: readonly string[]
  /** Keys of organizations; all when absent. */
  readonly organizations?: readonly string[]
}

export const defaultAmount: Amount = { seed: 1, samples: 3, origins: 200, most: 20_000, pairs: 1, patients: 3 }

/** One resource that a source can give, and who can say what it answers: a source may narrow what a parameter looks at. */
export interface Item {
  readonly id: string
  readonly resource: object
  /** As `readAll` wrote it. */
  readonly text: string
  readonly source: Source
  readonly oracle: Oracle
}

/** All that is known of one type in one organization. */
export interface Known {
  readonly type: string
  readonly items: readonly Item[]
  readonly byId: ReadonlyMap<string, Item>
  /** False where a source has more than could be held. */
  readonly isWhole: boolean
}

/** One organization as it is searched by its staff, or by one of its patients. */
export interface World {
  readonly subject: Subject
  readonly tenant: Tenant
  readonly staff: Context
  asPatient(id: string): Context
  known(type: string): Promise<Known>
}
