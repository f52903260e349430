// The shapes of the facts about R4 and US Core that `definitions.ts` gives access to. https://hl7.org/fhir/R4/elementdefinition.html

export type Cardinality = 0 | 1 | '*'

export interface Binding {
  /** The canonical URL without a version. */
  readonly valueSet: string
  readonly strength: 'required' | 'extensible' | 'preferred' | 'example'
}

export interface ElementDefinition {
  /** Type names; a backbone element's is its path (`Patient.contact`). Several only for a choice. */
  readonly types: readonly string[]
  readonly min: number
  readonly max: 1 | '*'
  /** The element is written with its type behind the name: `value[x]` as `valueQuantity`. */
  readonly choice?: true
  readonly binding?: Binding
  /** Resource types that a Reference or canonical may point to; absent when any. */
  readonly targets?: readonly string[]
  readonly summary?: true
  readonly modifier?: true
}

export interface TypeDefinition {
  readonly kind: 'primitive' | 'datatype' | 'backbone' | 'resource'
  readonly abstract?: true
  readonly base?: string
  /** Only what this type adds to its base. */
  readonly elements: Readonly<Record<string, ElementDefinition>>
}

export interface SearchParameterDefinition {
  readonly type: 'number' | 'date' | 'string' | 'token' | 'reference' | 'composite' | 'quantity' | 'uri' | 'special'
  /** FHIRPath as published (wrong casts corrected), the part for one resource type only. */
  readonly expression: string
  readonly url: string
  readonly target?: readonly string[]
  /** Of a composite: the parameter of each part, and its expression from the composite's element. */
  readonly components?: readonly {
    readonly parameter: string
    readonly expression: string
  }[]
}

export interface Coding {
  readonly system: string
  readonly code: string
  readonly display: string
}

export interface ProfileElement {
  /** With slices, without `[x]`: `Observation.component:systolic.value`. */
  readonly path: string
  readonly min: number
  readonly max: Cardinality
  readonly types?: readonly string[]
  readonly slice?: string
  readonly fixed?: unknown
  readonly pattern?: unknown
  readonly binding?: Binding
  /** Resource types, or ids of profiles. */
  readonly targets?: readonly string[]
  readonly extensionUrl?: string
  readonly mustSupport?: true
}

export interface ProfileDefinition {
  readonly url: string
  readonly type: string
  /** In the order of the snapshot, only those that say more than the type does. */
  readonly elements: readonly ProfileElement[]
}

export interface ExtensionDefinition {
  /** Absolute for an extension, the plain name for a part of one. */
  readonly url: string
  /** Types of the value; absent where there are parts. */
  readonly types?: readonly string[]
  readonly min?: number
  readonly max?: Cardinality
  readonly binding?: Binding
  readonly context?: readonly string[]
  readonly parts?: Readonly<Record<string, ExtensionDefinition>>
}

/** An element as JSON names it: a choice with the type chosen. */
export interface TypedElement {
  readonly name: string
  readonly type: string
  readonly element: ElementDefinition
}
