/** The lifetimes, the languages and the texts of a realm -> what a running one lacks of them. */
import { realmLifetimes } from '../realm.ts'
import { locales, localizationTexts } from '../texts.ts'
import { holds, type Change, type Part } from './change.ts'

type Found = Readonly<Record<string, unknown>>

export const lifetimes: Part = async ({ admin, input }) => {
  const found = (await admin.get<Found>('')) ?? {}
  const differing = Object.entries(realmLifetimes(input)).filter(([name, value]) => found[name] !== value)
  return differing.map(([name, value]) => ({
    text: `${name} changed from ${String(found[name])} to ${value}`,
    make: () => admin.put('', { [name]: value }),
  }))
}

/** Languages that the realm has beside ours stay. */
export const languages: Part = async ({ admin }) => {
  const { internationalizationEnabled, supportedLocales } = (await admin.get<Found>('')) ?? {}
  const found = Array.isArray(supportedLocales) ? supportedLocales.map(String) : []
  const missing = locales.filter((locale) => !found.includes(locale))
  if (internationalizationEnabled === true && missing.length === 0) return []
  const body = { internationalizationEnabled: true, supportedLocales: [...found, ...missing] }
  return [{ text: `languages ${locales.join(' and ')} offered`, make: () => admin.put('', body) }]
}

export const texts: Part = async ({ admin }) => {
  const changes: Change[] = []
  for (const [locale, wanted] of Object.entries(localizationTexts)) {
    const found = (await admin.get<Found>(`/localization/${locale}`)) ?? {}
    for (const [key, text] of Object.entries(wanted)) {
      if (found[key] === text) continue
      changes.push({
        text: `text ${key} (${locale}) set`,
        make: () => admin.put(`/localization/${locale}/${encodeURIComponent(key)}`, text),
      })
    }
  }
  return changes
}

interface Named {
  readonly name: string
}

/** `found` with those of `wanted` that it lacks or has otherwise, by name; and their names. */
function merge<T extends Named>(found: readonly T[], wanted: readonly T[]) {
  const differing = wanted.filter(
    (each) =>
      !holds(
        found.find(({ name }) => name === each.name),
        each,
      ),
  )
  const names = differing.map(({ name }) => name)
  const all = [...found.filter(({ name }) => !names.includes(name)), ...differing]
  return { names, all }
}

/** The policies of others stay, and their order. */
export const policies: Part = async ({ admin, wanted }) => {
  const changes: Change[] = []
  for (const [kind, ours] of [
    ['profiles', wanted.clientProfiles.profiles],
    ['policies', wanted.clientPolicies.policies],
  ] as const) {
    const found = await admin.get<Record<string, readonly Named[]>>(`/client-policies/${kind}`)
    const { names, all } = merge<Named>(found?.[kind] ?? [], ours)
    if (names.length === 0) continue
    const text = `client ${kind} ${names.join(', ')} set`
    changes.push({ text, make: () => admin.put(`/client-policies/${kind}`, { [kind]: all }) })
  }
  return changes
}
