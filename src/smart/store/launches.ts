/** What an EHR says before it launches an app -> a sealed row, looked at as often as need be and taken once. */
import type { Launch } from '../model.ts'
import { hashHandle } from '../seal.ts'
import type { ContextStore } from './model.ts'
import { tables } from './schema.ts'
import { sealSeconds, type Place } from './place.ts'
import { perform } from './work.ts'

type Launches = Pick<ContextStore, 'addLaunch' | 'findLaunch' | 'takeLaunch'>

/** With the row's own key: a text that was moved to another row is none. */
type Sealed = readonly [hash: string, launch: Launch]

export const createLaunches = ({ database, seal, now }: Place): Launches => {
  const rowOf = (hash: string) => database(tables.launches).where({ hash }).where('expires', '>', now())

  const find = async (hash: string): Promise<Launch | undefined> => {
    const [text] = await perform(() => rowOf(hash).pluck<string[]>('context'))
    const opened = text === undefined ? undefined : ((await seal.open('launch', text)) as Sealed | undefined)
    return opened?.[0] === hash ? opened[1] : undefined
  }

  return {
    addLaunch: async (value, launch, seconds) => {
      const hash = hashHandle(value)
      const context = await seal.seal('launch', [hash, launch] satisfies Sealed, sealSeconds)
      await perform(() => database(tables.launches).insert({ hash, context, expires: now() + seconds * 1000 }))
    },
    findLaunch: (value) => find(hashHandle(value)),
    takeLaunch: async (value) => {
      const hash = hashHandle(value)
      const launch = await find(hash)
      if (launch === undefined) return undefined
      // Of all who saw it, the one that removed it has it.
      return (await perform(() => rowOf(hash).delete())) === 1 ? launch : undefined
    },
  }
}
