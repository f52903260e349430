// Turns the published R4 and US Core definitions into the compact tables under src/fhir/definitions.
// Run: npx tsx scripts/definitions/generate.ts --us-core 6.1.0.tgz [--us-core other.tgz]... [--r4 folder]
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Binding, ExtensionDefinition, ProfileDefinition, TypeDefinition } from '../../src/fhir/definition.ts'
import { extensionTable, profileTable } from './profiles.ts'
import { searchParameterTable } from './search-parameters.ts'
import { installCoreDefinitions, readCoreDefinitions, readPackage, type Definitions } from './source.ts'
import { laterExtensions, supplement } from './supplement.ts'
import { typeTable } from './types.ts'
import { libraryOf, valueSetTable } from './value-sets.ts'

const folder = fileURLToPath(new URL('../../src/fhir/definitions/', import.meta.url))

/** One line for each key, so that a difference between two generations can be read. */
function writeTable(name: string, table: Record<string, unknown>): void {
  const lines = Object.keys(table)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(table[key])}`)
  writeFileSync(`${folder}${name}.json`, `{\n${lines.join(',\n')}\n}\n`)
}

const setLimit = 150

/** Sets that mappings name although no element of a type binds to them, or that are longer than the limit. */
const alwaysListed = ['http://terminology.hl7.org/ValueSet/v2-0203', 'http://hl7.org/fhir/ValueSet/data-absent-reason']

function* typeBindings(types: Record<string, TypeDefinition>): Generator<Binding> {
  for (const type of Object.values(types)) {
    for (const element of Object.values(type.elements)) if (element.binding) yield element.binding
  }
}

function* extensionBindings(extension: ExtensionDefinition): Generator<Binding> {
  if (extension.binding) yield extension.binding
  for (const part of Object.values(extension.parts ?? {})) yield* extensionBindings(part)
}

function* profileBindings(profiles: Record<string, ProfileDefinition>): Generator<Binding> {
  for (const profile of Object.values(profiles)) {
    for (const element of profile.elements) if (element.binding) yield element.binding
  }
}

const isEnforced = (binding: Binding): boolean => binding.strength !== 'example'

/** The edition whose facts stand where the editions are not told apart. */
const common = '6.1.0'

interface Edition {
  readonly version: string
  readonly definitions: Definitions
}

const editionOf = (path: string): Edition => {
  const definitions = readPackage(path)
  const version = definitions.structures.find(({ url }) => url.endsWith('/us-core-patient'))?.version
  if (version === undefined) throw new Error(`${path} is no package of US Core`)
  return { version, definitions }
}

function generate(coreFolder: string, paths: readonly string[]): void {
  const core = readCoreDefinitions(coreFolder)
  const editions = paths.map(editionOf)
  const usCore = editions.find(({ version }) => version === common)?.definitions
  if (usCore === undefined) throw new Error(`name the package of US Core ${common}`)
  const library = libraryOf([core, ...editions.map(({ definitions }) => definitions), usCore, supplement])
  const types = typeTable(core)
  const profiles = editions.map(({ version, definitions }) => [version, profileTable(definitions)] as const)
  const extensions = { ...extensionTable([core, usCore]), ...laterExtensions }
  const extensionsBindings = Object.values(extensions).flatMap((each) => [...extensionBindings(each)])
  const ofCore = [...typeBindings(types), ...extensionsBindings].filter(isEnforced)
  const ofProfiles = profiles.flatMap(([, table]) => [...profileBindings(table)])
  const bound = [...ofCore, ...ofProfiles].map((binding) => binding.valueSet)
  mkdirSync(folder, { recursive: true })
  writeTable('types', types)
  writeTable('search-parameters', searchParameterTable(core, usCore))
  for (const [version, table] of profiles) writeTable(`profiles-${version}`, table)
  writeTable('extensions', extensions)
  writeTable('value-sets', {
    ...valueSetTable(bound, library, setLimit),
    ...valueSetTable(alwaysListed, library, 1000),
  })
}

const { values } = parseArgs({
  options: { r4: { type: 'string' }, 'us-core': { type: 'string', multiple: true } },
})
if (values['us-core'] === undefined) throw new Error('name the US Core packages: --us-core package.tgz')
generate(values.r4 ?? installCoreDefinitions(), values['us-core'])
