/** A search, by GET or by POST -> a searchset Bundle. https://hl7.org/fhir/R4/http.html#search */
import type { Facts } from '../mapping/model.ts'
import type { SearchRequest } from '../parse/request.ts'
import { parseSearch, type SearchText } from '../parse/search.ts'
import { factsOf } from '../plan/facts.ts'
import type { Context } from '../plan/model.ts'
import { planSearch } from '../plan/search.ts'
import { lookupMerged } from '../search/merged.ts'
import { runSearch } from '../search/run-search.ts'
import { ChartsMerged, startWatch, type Watch } from '../search/watch.ts'
import { resourceAnswer, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { authorize, planContext } from './context.ts'
import { signalOf } from './exchange.ts'
import { awaitFirst } from './first-chunk.ts'
import { runStage } from './stages.ts'

function searchText({ type, query, form, headers: { prefer } }: FhirCall): SearchText {
  const text = typeof prefer === 'string' ? { type, query, prefer } : { type, query }
  return form === undefined ? text : { ...text, body: form }
}

type Body = Answer['body']

async function begin(
  call: FhirCall,
  asked: SearchRequest,
  context: Context,
  facts: Facts,
  watch?: Watch,
): Promise<Body> {
  const { gateway, exchange } = call
  const plan = runStage(exchange.stages, 'plan', () => planSearch(asked, context, facts))
  const bundle = runSearch(plan, gateway.database, signalOf(exchange), watch)
  return runStage(exchange.stages, 'rows', () => awaitFirst(bundle))
}

const ifMerged = (error: unknown): undefined => {
  if (!(error instanceof ChartsMerged)) throw error
  return undefined
}

/** Where charts may have been merged into those asked about, a short page finds out by itself, and is begun again when some were. */
async function answerBody(call: FhirCall, asked: SearchRequest, context: Context): Promise<Body> {
  const { gateway, exchange } = call
  const watch = startWatch(asked, context)
  const early = watch && (await begin(call, asked, context, factsOf(context), watch).catch(ifMerged))
  if (early !== undefined) return early
  const facts = await runStage(exchange.stages, 'merged', () =>
    lookupMerged(asked, context, gateway.database, signalOf(exchange)),
  )
  return begin(call, asked, context, facts)
}

/** The whole of a search. Each line may refuse, and none after it will have begun. */
export async function search(call: FhirCall): Promise<Answer> {
  const { stages } = call.exchange
  const grant = await runStage(stages, 'auth', () => authorize(call))
  const asked = runStage(stages, 'parse', () => parseSearch(searchText(call)))
  return resourceAnswer(await answerBody(call, asked, planContext(call, grant)))
}
