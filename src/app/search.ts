/** A search, by GET or by POST -> a searchset Bundle. https://hl7.org/fhir/R4/http.html#search */
import { parseSearch, type SearchText } from '../parse/search.ts'
import { planSearch } from '../plan/search.ts'
import { runSearch } from '../search/run-search.ts'
import { resourceAnswer, type Answer } from './answer.ts'
import type { FhirCall } from './call.ts'
import { authorize, planContext } from './context.ts'
import { signalOf } from './exchange.ts'
import { awaitFirst } from './first-chunk.ts'
import { runStage } from './stages.ts'
import { planTurn, withTurns } from './turns.ts'

function searchText({ type, query, form, headers: { prefer } }: FhirCall): SearchText {
  const text = typeof prefer === 'string' ? { type, query, prefer } : { type, query }
  return form === undefined ? text : { ...text, body: form }
}

/** The whole of a search. Each line may refuse, and none after it will have begun. */
export async function search(call: FhirCall): Promise<Answer> {
  const { stages } = call.exchange
  const grant = await runStage(stages, 'auth', () => authorize(call))
  const asked = runStage(stages, 'parse', () => parseSearch(searchText(call)))
  const signal = signalOf(call.exchange)
  await planTurn()
  signal.throwIfAborted()
  const plan = runStage(stages, 'plan', () => planSearch(asked, planContext(call, grant)))
  const bundle = withTurns(runSearch(plan, call.gateway.database, signal))
  return resourceAnswer(await runStage(stages, 'rows', () => awaitFirst(bundle)))
}
