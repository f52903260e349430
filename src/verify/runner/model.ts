/** What a proof works with: the database and mapping it is about, how much to try, and the resources it knows of. */
import type { Mapping, Source, Tenant } from '../../mapping/model.ts'
import type { SearchParameterRequest } from '../../parse/request.ts'
import type { Context, Limits } from '../../plan/model.ts'
import type { Database } from '../../rows/database.ts'
import type { Oracle } from '../oracle/oracle.ts'
import type { VerifyResult } from '../report.ts'
import type { Door } from './door.ts'

export interface Subject {
  readonly mapping: Mapping
  readonly database: Database
  readonly limits: Limits
  readonly signal?: AbortSignal
  /** The pipeline's own when absent. */
  readonly door?: Door
}

export interface Amount {
  readonly seed: number
  /** Searches for each source's parameter, modifier and prefix. */
  readonly samples: number
  /** Resources of one source from which values are taken. */
  readonly origins: number
  /** Resources of one source that are held in memory. Where a source has more, answers are checked, but not that they are whole. */
  readonly most: number
  /** Rows of one source that are written a second time by the slow twin, before only every tenth is. */
  readonly twins: number
  /** Searches of two parameters, for each pair of them. */
  readonly pairs: number
  /** Patients of an organization as whom the searches are asked again. */
  readonly patients: number
  /** Milliseconds after which no more is asked; none when absent. */
  readonly budget?: number
  /** Resource types; all when absent. */
  readonly types?: readonly string[]
  /** Keys of organizations; all when absent. */
  readonly organizations?: readonly string[]
}

export const defaultAmount: Amount = {
  seed: 1,
  samples: 3,
  origins: 200,
  most: 20_000,
  twins: Infinity,
  pairs: 1,
  patients: 3,
}

/** One resource that a source can give, and who can say what it answers: a source may narrow what a parameter looks at. */
export interface Item {
  readonly id: string
  /** Made of the text each time. */
  readonly resource: object
  /** As `readAll` wrote it. */
  readonly text: string
  /** `Patient/pat-1`: whose it is, by what it says itself. */
  readonly patient?: string | undefined
  /** `Condition/cond-1`: what it is about. */
  readonly target?: string | undefined
  readonly source: Source
  readonly oracle: Oracle
}

/** A row that the writer and its slow twin make different resources of. */
export type Odd = Pick<Item, 'id' | 'source'>

/** All that is known of one type in one organization. */
export interface Known {
  readonly type: string
  readonly items: readonly Item[]
  readonly byId: ReadonlyMap<string, Item>
  /** Those that all of the parameters find. Throws UnknownToOracle. */
  answering(parameters: readonly SearchParameterRequest[]): readonly Item[]
  readonly odd: readonly Odd[]
  /** False where a source has more than could be held. */
  readonly isWhole: boolean
  /** Where not everything is known: the ids of patients of whom all is. */
  readonly patients: ReadonlySet<string>
  /** All that the staff may be given for these parameters is known. */
  covers(parameters: readonly SearchParameterRequest[]): boolean
}

/** One organization as it is searched by its staff, or by one of its patients. */
export interface World {
  readonly subject: Subject
  readonly tenant: Tenant
  readonly staff: Context
  /** Those who are asked about: the first ones, where a few are enough. */
  patients(): Promise<readonly string[]>
  asPatient(id: string): Context
  /** As staff whose token has these scopes alone. */
  asScoped(scope: string): Context
  known(type: string): Promise<Known>
  /** Of the types that were read so far. */
  lookUp(type: string, id: string): Item | undefined
}

export type Labels = Pick<VerifyResult, 'source' | 'parameter' | 'modifier' | 'prefix'>
export type Outcome = Omit<VerifyResult, keyof Labels>

/** One question that can be asked, or left. */
export interface Task {
  readonly labels: Labels
  run(): Promise<Outcome>
}

/** The questions of one source, or of one type as a whole, in an organization. */
export interface Lane {
  readonly name: string
  prepare(): Promise<readonly Task[]>
}
