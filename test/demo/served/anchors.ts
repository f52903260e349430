/** The demo's gateway -> every resource of the hand-written patients, and every resource that those refer to, once. */
import { backendOf, entriesOf, type Caller, type Resource } from '../../http/client.ts'
import { startDemo } from '../../http/demo.ts'

/** The patients of scripts/demo/database/anchors with their organizations, and one of the odd ones: all of the former live. */
export const anchors = [
  { patient: 'pat-1', organization: '1' },
  { patient: 'pat-2', organization: '2' },
  { patient: 'pat-3', organization: '3' },
  { patient: 'pat-4', organization: '1' },
] as const

const nameOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id}`

/** Every literal reference in a value, in the order of its elements. */
export function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'reference' && typeof part === 'string' ? [part] : referencesIn(part),
  )
}

/** Every address of a Binary of ours in a value. */
function binariesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'url' && typeof part === 'string' && part.startsWith('Binary/') ? [part] : binariesIn(part),
  )
}

/** They are not searched: each is read, as a resource. */
async function readBinaries(caller: Caller, names: Iterable<string>): Promise<readonly Resource[]> {
  const found: Resource[] = []
  for (const name of new Set(names)) {
    const { status, json } = await caller.get<Resource>(`/${name}`, { headers: { accept: 'application/fhir+json' } })
    if (status !== 200) throw new Error(`${name} is shown and not found`)
    found.push(json)
  }
  return found
}

async function ofPatient(caller: Caller, types: Iterable<string>, patient: string): Promise<Resource[]> {
  const found: Resource[] = []
  for (const type of types) {
    const parameter = type === 'Patient' ? '_id' : 'patient'
    found.push(...entriesOf(await caller.search(`/${type}?${parameter}=${patient}&_count=1000`)))
  }
  return found
}

/** A search a type, as there are many. */
async function readAll(caller: Caller, names: Iterable<string>): Promise<readonly Resource[]> {
  const wanted = [...names]
  const found: Resource[] = []
  for (const type of new Set(wanted.map((name) => name.split('/')[0]))) {
    const ids = wanted.filter((name) => name.startsWith(`${type}/`)).map((name) => name.slice(`${type}/`.length))
    found.push(...entriesOf(await caller.search(`/${type}?_id=${ids.join()}&_count=1000`)))
  }
  const known = new Set(found.map(nameOf))
  const missing = wanted.filter((name) => !known.has(name))
  if (missing.length > 0) throw new Error(`${missing.join()} are referred to and not found`)
  return found
}

/** The source and kind that an id is of: `vit-5521-8867-4` -> `vit 8867-4`. */
const formOf = (id: string): string => id.replace(/^([a-z0-9]+)-[^-]*/, '$1')

/** Who is behind the first resource of each source and kind: all others of it are written by the same clause. */
async function behind(caller: Caller, own: readonly Resource[]): Promise<readonly Resource[]> {
  const first = new Map(own.toReversed().map((each) => [`${each.resourceType} ${formOf(each.id)}`, nameOf(each)]))
  return entriesOf(await caller.search(`/Provenance?target=${[...first.values()].join()}&_count=1000`))
}

async function anchorResources(organization: string, patient: string): Promise<readonly Resource[]> {
  const { mapping } = await startDemo()
  const caller = await backendOf(organization)
  const inCompartment = [...mapping.parameters].filter(([type, each]) => type === 'Patient' || each.has('patient'))
  const own = await ofPatient(
    caller,
    inCompartment.flatMap(([type]) => (type === 'Provenance' ? [] : [type])),
    patient,
  )
  own.push(...(await behind(caller, own)))
  const known = new Map(own.map((each) => [nameOf(each), each]))
  const missing = (): Set<string> => new Set(referencesIn([...known.values()]).filter((name) => !known.has(name)))
  // What is referred to refers further: a site to the site it is part of.
  for (let names = missing(); names.size > 0; names = missing()) {
    for (const each of await readAll(caller, names)) known.set(nameOf(each), each)
  }
  const all = [...known.values()]
  return [...all, ...(await readBinaries(caller, binariesIn(all)))]
}

const inOrder = (a: Resource, b: Resource): number => a.id.localeCompare(b.id, 'en', { numeric: true })

/** By type, each in the order of its ids. Rejects when a reference leads nowhere. */
export async function readAnchors(): Promise<ReadonlyMap<string, readonly Resource[]>> {
  const all: Resource[] = []
  for (const { organization, patient } of anchors) all.push(...(await anchorResources(organization, patient)))
  const types = [...new Set(all.map(({ resourceType }) => resourceType))].sort()
  const unique = [...new Map(all.map((each) => [nameOf(each), each])).values()].sort(inOrder)
  return new Map(types.map((type) => [type, unique.filter(({ resourceType }) => resourceType === type)]))
}
