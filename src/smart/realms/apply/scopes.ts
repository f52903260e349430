/** The client scopes of a realm -> which a running one lacks, has otherwise, or has too many. */
import type { AdminApi } from '../admin.ts'
import { defaultScopes } from '../client-scopes.ts'
import type { ClientScope } from '../representation.ts'
import { holds, stale, type Change, type Part } from './change.ts'
import { findScopes, isManaged, scopeIds, wantedAttributes, type FoundScope } from './lookup.ts'
import { missingMappers } from './mappers.ts'

function attributesOf(admin: AdminApi, wanted: ClientScope, found: FoundScope): readonly Change[] {
  const attributes = wantedAttributes(wanted, found)
  if (holds(found.attributes ?? {}, attributes)) return []
  const body = { ...found, attributes: { ...found.attributes, ...attributes } }
  return [{ text: `client scope ${wanted.name} changed`, make: () => admin.put(`/client-scopes/${found.id}`, body) }]
}

const added = (admin: AdminApi, wanted: ClientScope): Change => ({
  text: `client scope ${wanted.name} added`,
  make: () => admin.post('/client-scopes', wanted),
})

/** Audiences of surfaces that are gone. */
function staleMappers(admin: AdminApi, prune: boolean, wanted: ClientScope, found: FoundScope): readonly Change[] {
  const names = wanted.protocolMappers?.map(({ name }) => name) ?? []
  const gone = found.protocolMappers?.filter(({ name }) => /^FHIR audience/.test(name) && !names.includes(name)) ?? []
  return gone.map(({ id, name }) =>
    stale(prune, `mapper ${name} of client scope ${found.name}`, () =>
      admin.delete(`/client-scopes/${found.id}/protocol-mappers/models/${id}`),
    ),
  )
}

export const scopes: Part = async ({ admin, wanted: { clientScopes }, prune }) => {
  const found = new Map((await findScopes(admin)).map((each) => [each.name, each]))
  const changes = clientScopes.flatMap((wanted) => {
    const current = found.get(wanted.name)
    if (current === undefined) return [added(admin, wanted)]
    const mappers = missingMappers(
      admin,
      `/client-scopes/${current.id}`,
      `client scope ${wanted.name}`,
      wanted,
      current,
    )
    return [...attributesOf(admin, wanted, current), ...mappers, ...staleMappers(admin, prune, wanted, current)]
  })
  const names = new Set(clientScopes.map(({ name }) => name))
  const gone = [...found.values()]
    .filter((each) => isManaged(each) && !names.has(each.name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  return [
    ...changes,
    ...gone.map(({ id, name }) => stale(prune, `client scope ${name}`, () => admin.delete(`/client-scopes/${id}`))),
  ]
}

/** The realm's two lists of what new clients get. A scope that stands in either is not moved. */
export const scopeLists: Part = async ({ admin, wanted }) => {
  const read = async (list: string) =>
    ((await admin.get<readonly { readonly name: string }[]>(`/default-${list}-client-scopes`)) ?? []).map(
      ({ name }) => name,
    )
  const found = { default: await read('default'), optional: await read('optional') }
  const listed = new Set([...found.default, ...found.optional])
  const idOf = scopeIds(admin)
  const missing = (list: 'default' | 'optional', names: readonly string[]): readonly Change[] =>
    names
      .filter((name) => !listed.has(name))
      .map((name) => ({
        text: `client scope ${name} made ${list === 'default' ? 'a default of' : 'optional for'} new clients`,
        make: async () => admin.put(`/default-${list}-client-scopes/${await idOf(name)}`),
      }))
  const unasked = wanted.clientScopes.filter(
    ({ name }) => found.default.includes(name) && !defaultScopes.includes(name),
  )
  return [
    ...missing('default', wanted.defaultDefaultClientScopes),
    ...missing('optional', wanted.defaultOptionalClientScopes),
    ...unasked.map(({ name }) => ({ text: `client scope ${name} is a default: new clients are granted it unasked` })),
  ]
}

/** Which users get a scope: that of offline access is bound to a role. */
export const scopeRoles: Part = async ({ admin, wanted: { scopeMappings } }) => {
  const changes: Change[] = []
  const all = await findScopes(admin)
  for (const { clientScope, roles } of scopeMappings) {
    const path = `/client-scopes/${all.find(({ name }) => name === clientScope)?.id ?? ''}/scope-mappings/realm`
    const found = (await admin.get<readonly { readonly name: string }[]>(path)) ?? []
    const missing = roles.filter((role) => !found.some(({ name }) => name === role))
    for (const role of missing) {
      changes.push({
        text: `client scope ${clientScope} bound to the role ${role}`,
        make: async () => admin.post(path, [(await admin.get<object>(`/roles/${role}`)) ?? {}]),
      })
    }
  }
  return changes
}
