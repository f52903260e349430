// Turns the published R4 and US Core definitions into the compact tables under src/fhir/definitions.
// Run: npx tsx scripts/definitions/generate.ts --us-core package.tgz [--r4 folder]
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Binding, ExtensionDefinition, ProfileDefinition, TypeDefinition } from '../../src/fhir/definition.ts'
import { extensionTable, profileTable } from './profiles.ts'
import { searchParameterTable } from './search-parameters.ts'
import { installCoreDefinitions, readCoreDefinitions, readPackage } from './source.ts'
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

function generate(coreFolder: string, usCorePath: string): void {
  const core = readCoreDefinitions(coreFolder)
  const usCore = readPackage(usCorePath)
  const library = libraryOf([core, usCore, supplement])
  const types = typeTable(core)
  const profiles = profileTable(usCore)
  const extensions = { ...extensionTable([core, usCore]), ...laterExtensions }
  const extensionsBindings = Object.values(extensions).flatMap((each) => [...extensionBindings(each)])
  const ofCore = [...typeBindings(types), ...extensionsBindings].filter(isEnforced)
  const bound = [...ofCore, ...profileBindings(profiles)].map((binding) => binding.valueSet)
  mkdirSync(folder, { recursive: true })
  writeTable('types', types)
  writeTable('search-parameters', searchParameterTable(core, usCore))
  writeTable('profiles', profiles)
  writeTable('extensions', extensions)
  writeTable('value-sets', {
    ...valueSetTable(bound, library, setLimit),
    ...valueSetTable(alwaysListed, library, 1000),
  })
}

const { values } = parseArgs({
  options: { r4: { type: 'string' }, 'us-core': { type: 'string' } },
})
if (values['us-core'] === undefined) throw new Error('name the US Core package: --us-core package.tgz')
generate(values.r4 ?? installCoreDefinitions(), values['us-core'])
