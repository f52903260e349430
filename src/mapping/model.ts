/** The checked, frozen form of a mapping: what the compiler makes of the YAML and every floor above walks over. */
import type { Cut } from '../fhir/cut.ts'
import type { Edition } from '../fhir/definitions.ts'
import type { Casing } from '../fhir/token-case.ts'
import type { Between, Bounds, Column, Cond, Join, PieceLookUp, Raw, RowName, Rows, Table, Under } from './table.ts'
import type { Bad, Facts, Json, Tenant } from './reader.ts'
import type { Member, Merge, Root } from './roots.ts'
import type { Documents, Stored } from './stored.ts'

export type { Bad, Facts, Json, Published, Reader, Tenant } from './reader.ts'
export type { Member, Merge, Root, RootMerge } from './roots.ts'
export type { Stored, StoredStep } from './stored.ts'
export type { Column, Join, JoinTerm, PieceLookUp, Raw, Rows, StatedFacts, Table } from './table.ts'

/** Where a thing was written, for messages and for `explain`. Lines and columns count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What a search asks of one leaf, in the normal form of its parameter's type. `veiled`: of what is stored something invisible may have been taken out. */
export type Probe = Asked & { readonly veiled?: true }

type Asked =
  /** Three-way: `system` undefined is any, '' is none; `code` undefined is any. Without `casing` case counts. */
  | { readonly kind: 'token'; readonly system?: string; readonly code?: string; readonly casing?: Casing }
  | { readonly kind: 'string'; readonly text: string; readonly mode: 'starts' | 'exact' | 'contains' }
  /** `type` undefined: any type. `id` as given, not yet decoded. */
  | { readonly kind: 'reference'; readonly type?: string; readonly id: string }
  | { readonly kind: 'uri'; readonly text: string }
  /** A text of these digits, in this order, whatever stands between: a telephone number. */
  | { readonly kind: 'dialled'; readonly digits: string }
  /** The plain text of a hole: ids, codes without system. */
  | { readonly kind: 'text'; readonly text: string; readonly casing?: Exclude<Casing, 'by-system'> }

/** A code list as a lens uses it. `otherwise`: what becomes of a text that has no row. */
export interface CodesUse {
  readonly list: string
  readonly otherwise: string
  knows(raw: Raw, facts: Facts): boolean
  /** The local codes that the list has. */
  locals?(facts: Facts): readonly string[]
}

/** `forward` turns stored texts into the FHIR value (lexical form for primitives); the others answer what stored values could have given one. */
export interface Lens {
  /** The FHIR type of what `forward` gives: `string`, `code`, `date`, `Coding`, `Reference`, ... */
  readonly gives: string
  readonly columns: readonly Column[]
  forward(values: readonly Raw[], facts: Facts): Json | Bad | undefined
  /** The lens yields something. */
  has(): Between
  /** The lens yields what the probe asks for; undefined where it has no answer but `has` (over) and nothing (under). */
  match(probe: Probe, facts: Facts): Between | undefined
  /** For date, dateTime, instant. */
  dateBounds?(facts: Facts): Bounds
  /** For decimals and integers. */
  numberBounds?(facts: Facts): Bounds<Cut>
  /** For references: the (source name, key texts) that the row points to, so that includes need no parsing. */
  target?(values: readonly Raw[], facts: Facts): RowName | undefined
  /** Of a lens that looks the text of its first column up in a code list: for `check`, which asks of every text in use. */
  readonly codes?: CodesUse
  /** Of a lens that gives bytes: what they are made of, for who streams them. */
  readonly content?: Stored
  /** What it gives hangs on rows beside the one it reads, which the facts of the request have: it is not to be remembered. */
  readonly isLookedUp?: true
  /** The resource type that references point to. */
  readonly targetType?: string
  /** What it gives depends on the tenant: on its facts, or on rows of a code table that are its own. Known once the tables are read. */
  isPerTenant?(): boolean
}

/** A fixed value of the element's type. Texts may hold `{tenant.fact}`: then `tenant` is true. */
export interface Constant {
  readonly kind: 'constant'
  readonly value: Json
  readonly tenant: boolean
  readonly type: string
}

export interface Hole {
  readonly kind: 'hole'
  readonly lens: Lens
  readonly type: string
  readonly at: Place
}

/** Ordered alternatives: the first that yields something counts. */
export interface First {
  readonly kind: 'first'
  readonly of: readonly Occurrence[]
}

export interface Element {
  readonly kind: 'element'
  /** The FHIR type: `HumanName`, or `Patient.contact` for a backbone element, or the resource type for the root. */
  readonly type: string
  /** The child without which the element is not there at all; undefined: any child with a hole keeps it alive; see `template/life.ts`. */
  readonly heart?: string
  /** Names of children that all have to give something, since nothing may stand in their place: without one the element is not there. */
  readonly demands?: readonly string[]
  /** There whenever its occurrence's conditions hold: nothing below depends on the row, or it is kept alive on purpose (the root, meta). */
  readonly fixed: boolean
  readonly children: readonly Child[]
}

/** All that a mapping says of one element. The types of a choice are alternatives of one child, told apart by {@link Occurrence.json} and the node's type. */
export interface Child {
  /** The element's name in FHIRPath: `value` for `valueQuantity`. */
  readonly element: string
  /** The JSON member of occurrences that name none of their own. */
  readonly json: string
  /** The FHIR type (of a choice: of its first alternative; nodes know their own). */
  readonly type: string
  readonly array: boolean
  /** Demanded by the type or the profile: where it yields nothing the parent is not valid. */
  readonly required: boolean
  /** For an array: all that yield, in order. Else: the first that yields. */
  readonly occurrences: readonly Occurrence[]
  /** What stands there when no occurrence yields: a data-absent-reason, complete JSON (for primitives it goes to `_name`). */
  readonly absent?: { readonly value: Json; readonly primitive: boolean }
  /** There only where none of these siblings gives anything: the reason why not. It keeps nothing alive. */
  readonly unless?: readonly Child[]
}

/**
 * Repetition within one row. `table` reads child rows; `split` and `json` give pieces of a text, in which the pseudo column `it` stands
 * for the piece: its columns have `alias` `it` and are handed to lenses by position like any other.
 */
export type Each =
  | { readonly kind: 'table'; readonly rows: Rows; readonly under?: Under }
  | { readonly kind: 'split'; readonly column: Column; readonly separator: string; readonly it: Column }
  /** The values of one column of child rows as one text, in their order; `it` stands for it. NULL is an empty line. */
  | {
      readonly kind: 'joined'
      readonly rows: Rows
      readonly column: Column
      readonly separator: string
      readonly it: Column
    }

export type Split = Extract<Each, { readonly kind: 'split' }>

export type Joined = Extract<Each, { readonly kind: 'joined' }>

export interface Occurrence {
  readonly when: Cond
  /** The member's name where it differs from the child's: a choice's with the type of this alternative. */
  readonly json?: string
  readonly each?: Each
  readonly node: Node
  readonly at: Place
}

export type Node = Constant | Hole | First | Element

/** One shape of resource that a row can give. `id` is the suffix of its logical id. */
export interface Kind {
  readonly id: string | null
  readonly ordinal: number
  readonly when: Cond
  readonly tree: Element
  readonly profiles: readonly string[]
  /** Of a Binary: the alternatives of its bytes, which are no part of `tree`: they are streamed. */
  readonly content?: readonly Occurrence[]
}

/** A column of a key and how its values stand in an id: strictly, so that each row has one id and each id at most one row. `integer` is any number. */
export interface KeyPart {
  readonly column: Column
  readonly codec: 'integer' | 'text' | 'uuid'
  /** The database pays no regard to blanks at the end of this column, though it is no CHAR. */
  readonly trims?: boolean
  /** Rows without a value here have no key. */
  readonly nullable?: boolean
}

/** Texts, and the parts of a key by their place in it, as they stand in an id. */
export type IdForm = readonly (string | number)[]

export interface Source {
  readonly name: string
  readonly resource: string
  readonly at: Place
  /** Position among the sources of its type, in the order of the mapping's files: the order of unsorted answers. */
  readonly ordinal: number
  readonly from: Table
  readonly joins: readonly Join[]
  readonly key: readonly KeyPart[]
  /** Where it is stated (`id:`); else the source's name stands before the key; of a hash the beginning of the key stands there, and the row tells. */
  readonly id?: IdForm
  readonly isHashed?: true
  readonly tenant?: Column
  readonly root: Root
  readonly merge?: Merge
  /** Rows that are served: `where` and not `exclude`. */
  readonly keep: Cond
  readonly rows: readonly Rows[]
  /** What pieces of its texts refer to. */
  readonly pieces: readonly PieceLookUp[]
  readonly kinds: readonly Kind[]
  /** Search parameters that look at fewer elements than their definition says (`search:`). */
  readonly narrow: Readonly<Record<string, readonly string[]>>
  /** The source whose rows these are: what is served of them there is what this is about (`over:`). */
  readonly about?: string
  /** Of a Patient source: references to the other patients whose accounts may open the chart (`proxy:`). */
  readonly proxies?: readonly Occurrence[]
  /** Of a Patient source: the groups that a patient is in (`groups:`); undefined where that is not said. */
  readonly members?: readonly Member[]
}

/** What has to hold on a way through the template, as far as conditions can tell. */
export type Step =
  | { readonly kind: 'if'; readonly between: Between }
  /** Some child row has what follows; some piece of a text may have it. */
  | { readonly kind: 'rows'; readonly rows: Rows }
  | { readonly kind: 'pieces'; readonly of: Extract<Each, { readonly kind: 'split' }> }
  /** The text of all these rows has what follows: no row alone shows it. */
  | { readonly kind: 'joined'; readonly rows: Rows }
  /** Of the rows or pieces one counts, since the element does not repeat: the first that yields. */
  | { readonly kind: 'taken' }

/** From an element into one of the nodes that a child's occurrences come to; see `turns.ts`. */
export interface Turn {
  readonly kind: 'turn'
  readonly node: Constant | Hole | Element
  readonly at: Place
  /** From the outside in. */
  readonly steps: readonly Step[]
  /** The child with those of its occurrences that lead to the node, or stand before it. */
  readonly child: Child
  /** The element around it, where the node does not keep it alive itself. */
  readonly alive?: Element
  /** The node is one of several of which the first that yields counts. */
  readonly isChosen: boolean
}

/** `where(system = 'phone')`: one of these turns leads to the text. */
export interface Filter {
  readonly kind: 'filter'
  readonly steps: readonly Step[]
  readonly of: readonly Turn[]
  readonly value: string
}

/** One way that a search parameter's expression reaches a leaf of a kind's tree. */
export interface Hit {
  readonly kind: Kind
  /** A Hole, a Constant, or an Element whose datatype the parameter's type knows how to ask (HumanName, CodeableConcept, Period...). */
  readonly leaf: Constant | Hole | Element
  /** The leaf's FHIR type. */
  readonly type: string
  /** From the outside in. */
  readonly path: readonly (Turn | Filter)[]
  /** Of a code: the one system that its element's value set draws from, if it is one. */
  readonly system?: string
  readonly at: Place
}

export type ParameterType = 'token' | 'string' | 'date' | 'reference' | 'quantity' | 'uri' | 'number'

/** A search parameter as far as one type's sources map what it looks at. */
export interface Parameter {
  readonly name: string
  readonly type: ParameterType
  readonly url: string
  readonly expression: string
  readonly target: readonly string[]
  readonly hits: ReadonlyMap<Source, readonly Hit[]>
}

export interface Mapping {
  /** Changes whenever the text of the mapping or the schema does. */
  readonly hash: string
  readonly usCore: Edition
  readonly sources: readonly Source[]
  readonly byName: ReadonlyMap<string, Source>
  readonly byType: ReadonlyMap<string, readonly Source[]>
  /** Per resource type: what can be searched by. `_id` is not among them: it is the planner's own. */
  readonly parameters: ReadonlyMap<string, ReadonlyMap<string, Parameter>>
  /** Patients by who else may open their charts: asked by the front door, offered to no app. Undefined where no source says. */
  readonly proxy?: Parameter
  /** As `tenants:` says, whatever the table holds: with `one`, rows that name no organization are its. */
  readonly organizations: 'one' | 'many'
  readonly tenants: ReadonlyMap<string, Tenant>
  readonly documents: Documents
  /** How many rows each code list had in its table when that was read. */
  readonly codeRows: ReadonlyMap<string, number>
  /** Estimated rows and indexes of each table, for the planner's choice of a driver. */
  readonly tables: ReadonlyMap<string, { readonly rows: number; readonly indexes: readonly (readonly string[])[] }>
}
