/** The protocol mappers of a scope or of a client -> which a running realm lacks or has otherwise. */
import type { AdminApi } from '../admin.ts'
import type { ProtocolMapper } from '../representation.ts'
import { holds, type Change } from './change.ts'
import type { FoundMapper } from './lookup.ts'

/** `path`: of what has them. Mappers under other names stay. */
export const missingMappers = (
  admin: AdminApi,
  path: string,
  owner: string,
  wanted: { readonly protocolMappers?: readonly ProtocolMapper[] },
  found: { readonly protocolMappers?: readonly FoundMapper[] },
): readonly Change[] =>
  (wanted.protocolMappers ?? []).flatMap((mapper): readonly Change[] => {
    const models = `${path}/protocol-mappers/models`
    const current = found.protocolMappers?.find(({ name }) => name === mapper.name)
    if (current === undefined)
      return [{ text: `mapper ${mapper.name} of ${owner} added`, make: () => admin.post(models, mapper) }]
    if (holds(current, mapper)) return []
    const make = () => admin.put(`${models}/${current.id}`, { ...current, ...mapper })
    return [{ text: `mapper ${mapper.name} of ${owner} changed`, make }]
  })
