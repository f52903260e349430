/** A search of the suite -> all that it finds, page by page. */
import { mustAnswer } from '../answers.ts'
import { askFhir } from '../checks/fhir.ts'
import type { Answer, FhirResource, Json, SearchRecord, Session, Visit } from '../model.ts'
import { must } from '../verdict.ts'

export type Search = Omit<SearchRecord, 'resources'>

const maxPages = 20

interface BundleLike {
  readonly entry?: readonly { readonly resource?: FhirResource }[]
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
}

const bundleOf = (json: Json | undefined): BundleLike => (json ?? {}) as BundleLike

/** `Observation?patient&category`: what is told of a search. */
export const nameOf = ({ type, parameters }: Pick<Search, 'type' | 'parameters'>): string =>
  `${type}?${parameters.map(([name]) => name).join('&')}`

const askFirst = (session: Session, visit: Visit, search: Search): Promise<Answer> => {
  const query = new URLSearchParams(search.parameters.map(([name, value]): [string, string] => [name, value]))
  const name = `${nameOf(search)} by ${search.method}`
  return search.method === 'GET'
    ? askFhir(session, visit, `${search.type}?${query}`, { name })
    : askFhir(session, visit, `${search.type}/_search`, { name, form: query })
}

const resourcesOf = (bundle: BundleLike, type: string): readonly FhirResource[] =>
  (bundle.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === type ? [resource] : []))

/** The first answer, and, where it is a 200, what all its pages hold. Throws Failed where a later page fails. */
export const runSearch = async (
  session: Session,
  visit: Visit,
  search: Search,
): Promise<{ readonly answer: Answer; readonly resources: readonly FhirResource[] }> => {
  const answer = await askFirst(session, visit, search)
  if (answer.status !== 200) return { answer, resources: [] }
  let bundle = bundleOf(answer.json)
  const resources = [...resourcesOf(bundle, search.type)]
  for (let page = 1; page < maxPages; page += 1) {
    const next = bundle.link?.find(({ relation }) => relation === 'next')?.url
    if (next === undefined) break
    const more = await askFhir(session, visit, new URL(next, `${visit.base}/`).href, {
      name: `${nameOf(search)}, page`,
    })
    mustAnswer(more, 200)
    bundle = bundleOf(more.json)
    resources.push(...resourcesOf(bundle, search.type))
  }
  return { answer, resources }
}

/** Throws Failed unless it is a 200. */
export const recordSearch = async (session: Session, visit: Visit, search: Search): Promise<SearchRecord> => {
  const { answer, resources } = await runSearch(session, visit, search)
  mustAnswer(answer, 200)
  must(answer.json?.['resourceType'] === 'Bundle', `${answer.request} answered with something that is no Bundle`)
  return { ...search, resources }
}
