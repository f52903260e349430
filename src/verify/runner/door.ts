/** The ways in that HTTP has: a request -> what is served. Tests give doors with a fault behind them. */
import type { Source } from '../../mapping/model.ts'
import { parseSearch } from '../../parse/search.ts'
import type { Context } from '../../plan/model.ts'
import { planRead } from '../../plan/read.ts'
import { planSearch } from '../../plan/search.ts'
import type { Database } from '../../rows/database.ts'
import { readAll, type Produced } from '../../search/resources.ts'
import { runRead } from '../../search/run-read.ts'
import { runSearch } from '../../search/run-search.ts'

export interface Door {
  /** The text of one page. */
  search(type: string, query: string, context: Context): Promise<string>
  /** Undefined, or a Problem `plan-not-found`, where there is nothing to see. */
  read(type: string, id: string, context: Context): Promise<string | undefined>
  /** All that a source can give, by no way that a client has. */
  all(source: Source, context: Context): AsyncIterable<Produced>
}

export function doorOf(database: Database, signal?: AbortSignal): Door {
  return {
    async search(type, query, context) {
      let text = ''
      for await (const piece of runSearch(planSearch(parseSearch({ type, query }), context), database, signal))
        text += piece
      return text
    },
    read: (type, id, context) => runRead(planRead(type, id, context), database, signal),
    all: (source, context) => readAll(source, context, database, signal),
  }
}
