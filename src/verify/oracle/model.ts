/** The words that the oracle's parts share: what a parameter is, what an occurrence of an element is, what a rule is. */

/** https://hl7.org/fhir/R4/valueset-search-param-type.html without `composite` and `special`, which the oracle does not know. */
export type ParameterType = 'token' | 'string' | 'date' | 'reference' | 'quantity' | 'number' | 'uri'

/** What the oracle must be told of a search parameter; `expression` is FHIRPath as HL7 publishes it. */
export interface ParameterDefinition {
  readonly type: string
  readonly expression: string
  readonly target?: readonly string[]
}

/** Definitions by resource type, then by the parameter's name. */
export type ParameterDefinitions = Readonly<Record<string, Readonly<Record<string, ParameterDefinition>>>>

/**
 * One thing that an expression found. `type` is the FHIR type (`CodeableConcept`, `dateTime`); `system` stands beside a
 * code whose system is told elsewhere: by its Coding, or by the binding of its element.
 */
export interface Occurrence {
  readonly type: string
  readonly value: unknown
  readonly path: string
  readonly system?: string
}

/** What the rules need to know beside the value: the server's base, the zone of times without offset, the present. */
export interface Setting {
  readonly baseUrl: string
  /** IANA name. */
  readonly zone: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** Of code systems whose mapping says so: whether case counts in their codes. */
  readonly cases?: ReadonlyMap<string, boolean>
}

/** Tells whether one occurrence answers the value that the test was made for. */
export type Test = (occurrence: Occurrence) => boolean

/** How one type of parameter matches: the element types it can read, and a test made of one value and its modifier. */
export interface Rule {
  readonly reads: ReadonlySet<string>
  test(value: string, modifier: string | undefined, setting: Setting): Test
}

/** Thrown for what the oracle does not know; never means "does not match". */
export class UnknownToOracle extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnknownToOracle'
  }
}
