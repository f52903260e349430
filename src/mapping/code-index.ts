/** The rows of a code list -> the list read backwards: from the codes that it gives to the local ones behind them. Of many asked codes each is looked up, not looked for. */
import { singleBlanks } from '../fhir/primitive.ts'
import { foldToken } from '../fhir/token-case.ts'

/** A row of a code list, as far as it is looked up. */
interface CodeRow {
  readonly local: string
  readonly system?: string
  readonly code?: string
}

/** One code that a local code gives. */
export interface Given {
  /** Without one for the local code itself, whose system is the list's own. */
  readonly system: string | undefined
  readonly isOwn: boolean
  readonly code: string
  readonly local: string
  /** Which of the codes that the local code gives. */
  readonly place: number
  /** Where the local code stands in the list. */
  readonly at: number
}

function givenBy(entries: readonly CodeRow[], at: number): readonly Given[] {
  const local = entries[0]?.local ?? ''
  const standard = entries.flatMap(({ system, code }) => (code === undefined ? [] : [{ system, code }]))
  const own = { system: undefined, code: singleBlanks(local) }
  return [...standard, own].map((each, place) => ({ ...each, isOwn: place === standard.length, local, place, at }))
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

export class CodeIndex {
  readonly #all: readonly Given[]
  readonly #byCode = new Map<string, Given[]>()
  readonly #bySystem = new Map<string, Given[]>()

  /** `groups`: for each local code those of its rows that count. */
  constructor(groups: readonly (readonly CodeRow[])[]) {
    this.#all = groups.flatMap(givenBy)
    for (const given of this.#all) {
      push(this.#byCode, foldToken(given.code), given)
      push(this.#bySystem, given.isOwn ? 'own' : `of ${given.system ?? ''}`, given)
    }
  }

  /** What could be of that code, whatever the case, or of that system; local codes themselves among them. */
  #near(system: string | undefined, code: string | undefined): readonly Given[] {
    if (code !== undefined) return this.#byCode.get(foldToken(code)) ?? []
    if (system === undefined) return this.#all
    return [...(this.#bySystem.get(`of ${system}`) ?? []), ...(this.#bySystem.get('own') ?? [])]
  }

  /** The local codes that give an accepted one, in the order of the list. `asked` only says where to look. */
  locals(
    asked: { readonly system?: string; readonly code?: string },
    accept: (given: Given) => boolean,
  ): readonly string[] {
    const found = new Map<number, string>()
    for (const given of this.#near(asked.system, asked.code)) if (accept(given)) found.set(given.at, given.local)
    return [...found].toSorted(([a], [b]) => a - b).map(([, local]) => local)
  }
}
