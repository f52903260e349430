/** A client's registration -> the groups of patients that it is bound to (`portico.groups`). */
import type { Client, GrantContext } from '../model.ts'
import type { Door } from './door.ts'
import { Refusal } from './refusal.ts'

/** `1, 2` -> its items. */
export const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')

/** Undefined for a client that is bound to none. */
export function groupsOf({ attributes: { groups } }: Client): readonly string[] | undefined {
  return groups === undefined ? undefined : listOf(groups)
}

export const boundTo = (groups: readonly string[] | undefined): Pick<GrantContext, 'groups'> =>
  groups === undefined ? {} : { groups }

/** A registration that names no group, or groups of which nobody knows the members, would open nothing: it is told so. */
export function checkGroups({ patients }: Pick<Door, 'patients'>, client: Client): void {
  const groups = groupsOf(client)
  if (groups === undefined) return
  if (groups.length === 0)
    throw new Refusal('unauthorized_client', 'the client is bound to groups of patients, and portico.groups names none')
  if (patients.hasGroups()) return
  const text = 'the client is bound to groups of patients by portico.groups, and this server knows no groups'
  throw new Refusal('unauthorized_client', text)
}
