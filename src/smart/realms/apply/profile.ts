/** The attributes that only administrators may edit -> what a running realm's user profile lacks of them. */
import { porticoAttributes } from '../profile.ts'
import type { ProfileAttribute, UserProfile } from '../representation.ts'
import { holds, type Part } from './change.ts'

/** Whoever has widened who may see or edit one of them has opened charts: that is put right; other members stay as they are. */
const narrowed = (found: ProfileAttribute | undefined, wanted: ProfileAttribute): ProfileAttribute =>
  found === undefined ? wanted : { ...found, permissions: wanted.permissions, multivalued: wanted.multivalued ?? false }

export const profile: Part = async ({ admin }) => {
  const found = (await admin.get<UserProfile>('/users/profile')) ?? { attributes: [] }
  const of = (name: string) => found.attributes.find((each) => each.name === name)
  const wrong = porticoAttributes.filter((wanted) => {
    const { permissions, multivalued } = wanted
    return !holds(of(wanted.name), { permissions, multivalued })
  })
  if (wrong.length === 0) return []
  const names = wrong.map(({ name }) => name)
  const kept = found.attributes.filter(({ name }) => !names.includes(name))
  const body = { ...found, attributes: [...kept, ...wrong.map((wanted) => narrowed(of(wanted.name), wanted))] }
  const text = `attributes ${names.join(', ')} of users made for administrators alone`
  return [{ text, make: () => admin.put('/users/profile', body) }]
}
