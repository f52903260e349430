/** What the template builder carries along: the names in reach, the profile beside the mapping, and where faults go. */
import type { Binding, ElementDefinition } from '../../fhir/definition.ts'
import type { Edition } from '../../fhir/definitions.ts'
import type { CodeList } from '../codes.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Beside } from '../lenses/references.ts'
import type { Column, Element, Join, Node, Occurrence, Place, Rows, Source, Table, PieceLookUp } from '../model.ts'
import type { ProfileNode } from '../profile.ts'
import { withTable, type Scope } from '../scope.ts'
import type { Documents } from '../stored.ts'
import type { MapNode, Yaml } from '../yaml.ts'

export interface Vocabulary {
  /** The edition of US Core whose profiles count. */
  readonly usCore: Edition
  /** Short names of code systems. */
  readonly systems: ReadonlyMap<string, string>
  readonly lists: ReadonlyMap<string, CodeList>
  /** Names of what is known of each tenant: `key`, and the `facts` of system.yaml. */
  readonly facts: readonly string[]
  readonly documents: Documents
}

/** A `rows:` declaration with the scope in which its columns resolve. */
export interface DeclaredRows {
  readonly rows: Rows
  readonly tables: readonly Table[]
  /** The list behind the rows' own: look-ups of live code lists are added while the map is read. */
  readonly joins: Join[]
  /** The rows of a group: the map names them by the alias of the base. */
  readonly named?: readonly [string, Table]
}

/** What stands in the statement for a reference. */
export interface LookedUp {
  /** The key of the row named, NULL where it is not served. */
  readonly key: readonly Column[]
  /** There where the row has to tell whether one patient owns both. */
  readonly patient?: Beside
  /** There where pieces of a text name the row: the key is then of what is looked up. */
  readonly pieces?: PieceLookUp
}

/** Why no row can be joined, and what to write instead. */
export interface Untied {
  readonly message: string
  readonly hint: string
}

/** Joins the row that is named by what `held` holds; `by` is the key of the target, or another unique column. Undefined where no row has to be joined. */
export type LookUp = (target: string, by: readonly Column[], held: readonly Column[]) => LookedUp | Untied | undefined

/** A source as far as references to it need it, before its map is built. */
export interface KnownSource {
  readonly name: string
  readonly resource: string
  readonly key: readonly Column[]
  readonly kinded: boolean
  /** Another unique column of its table, by which it is referred to; undefined, and told, where it has no such. */
  readonly referredBy: (name: string, at: Place) => readonly Column[] | undefined
  /** Filled in when the mapping is complete. */
  readonly later: () => Source
}

/** What an entry of the map names: the element, and the type where the name says it (`valueQuantity`). */
export interface Named {
  readonly element: string
  readonly definition: ElementDefinition
  readonly type?: string
}

/** What is to be filled: the type, its binding, and how a leaf is made (a choice picks the type first). */
export interface Slot {
  readonly type: string
  readonly binding?: Binding
  /** Wraps or types each finished node; used by extensions, slices and choices. */
  readonly finish?: (node: Node) => Node
  /** For a choice: picks the type of a value that is no control word. */
  readonly choose?: (build: Build, node: Yaml) => readonly Occurrence[]
  readonly json?: string
}

export interface Build {
  /** Of the tables that stand outside of child rows. */
  readonly aliases: ReadonlySet<string>
  /** Not there where whether the row that is named is served is not asked. */
  readonly lookUp?: LookUp
  readonly scope: Scope
  readonly vocabulary: Vocabulary
  readonly sources: ReadonlyMap<string, KnownSource>
  readonly rows: ReadonlyMap<string, DeclaredRows>
  /** The source's own reference to its patient, and the key that is served for it: that of the survivor where the patient's row was merged. */
  readonly patient?: {
    readonly source: string
    readonly columns: readonly Column[]
    readonly by?: string
    readonly served: readonly Column[]
  }
  /** Of a source over the rows of another: that other source, whose resource of this row, by its kind, is what the row is about. */
  readonly about?: { readonly source: string; readonly key: readonly Column[]; readonly kind?: string | null }
  /** Joins the row of a live code list to the row that a column stands in; undefined where nothing can be joined. */
  readonly joinCode?: (column: Column, list: CodeList) => string | undefined
  readonly diagnostics: Diagnostics
  /** An element of a complex type from the children that the map names: values hold elements, elements hold values. */
  readonly makeElement: (build: Build, slot: Slot, node: MapNode) => Element | undefined
  readonly profile?: ProfileNode
  /** Why the element under construction may have nothing, where its map says so (`absent:`). */
  readonly reason?: string
  /** The rows of the source are those of a group. */
  readonly grouped?: boolean
  /** Inside `updated`, times of the repeated hour are the later ones. */
  readonly updating: boolean
  /** FHIRPath of the element under construction, for messages. */
  readonly path: string
}

/** The names in reach inside of child rows. */
export function insideRows(build: Build, { tables, named }: DeclaredRows): Build {
  const scope = withTable(build.scope, ...tables)
  return {
    ...build,
    scope: named === undefined ? scope : { ...scope, tables: new Map([...scope.tables, named]) },
  }
}

export function fault(build: Pick<Build, 'diagnostics'>, at: Place, message: string, hint?: string): undefined {
  build.diagnostics.error(at, message, hint)
  return undefined
}

/** One step down: path and profile move together. */
export function into(build: Build, element: string, profile: ProfileNode | undefined): Build {
  const { profile: _, reason: __, ...rest } = build
  return {
    ...rest,
    updating: element === 'lastUpdated',
    path: `${build.path}.${element}`,
    ...(profile === undefined ? {} : { profile }),
  }
}
