/** Parameters of a Patient search -> the patients found, through the same passes that an app's search takes. */
import type { SearchParameterRequest, SearchRequest } from '../../parse/request.ts'
import { chartsInUse, nothingBeside, type Beside } from '../../plan/passes/charts.ts'
import type { Context } from '../../plan/model.ts'
import { planSearch } from '../../plan/search.ts'
import { runSearch } from '../../search/run-search.ts'
import type { Desk } from './desk.ts'
import { entryElements, type PatientResource } from './entry.ts'

export interface Question {
  readonly parameters: readonly SearchParameterRequest[]
  /** Beside that the chart is in use. */
  readonly beside?: Beside
  /** The most patients that are wanted. */
  readonly most: number
}

export interface Found {
  readonly patients: readonly PatientResource[]
  /** There are others, or there may be: no more was looked at. */
  readonly more: boolean
}

interface Page {
  readonly entry?: readonly { readonly resource: PatientResource; readonly search?: { readonly mode?: string } }[]
  readonly link: readonly { readonly relation: string; readonly url: string }[]
}

const requestFor = ({ parameters, most }: Question): SearchRequest => ({
  type: 'Patient',
  parameters,
  count: most,
  sort: [],
  elements: entryElements,
  include: [],
  revinclude: [],
  handling: 'strict',
})

async function askPage(desk: Desk, context: Context, request: SearchRequest, beside: Beside): Promise<Page> {
  const plan = planSearch(request, context, beside)
  let text = ''
  for await (const piece of runSearch(plan, desk.database, desk.signal)) text += piece
  return JSON.parse(text) as Page
}

function cursorOf({ link }: Page): string | undefined {
  const next = link.find(({ relation }) => relation === 'next')?.url
  return next === undefined ? undefined : (new URL(next).searchParams.get('_cursor') ?? undefined)
}

const matchesOf = ({ entry = [] }: Page): readonly PatientResource[] =>
  entry.filter(({ search }) => search?.mode === 'match').map(({ resource }) => resource)

/** A page may end early where rows had to be looked at one by one. */
const mostPages = 20

/** Rejects with what the planner and the database throw: a search too wide, no answer. */
export async function askPatients(desk: Desk, context: Context, question: Question): Promise<Found> {
  const { beside = nothingBeside, most } = question
  const all: Beside = (asking) => [...chartsInUse(asking), ...beside(asking)]
  const patients: PatientResource[] = []
  let request = requestFor(question)
  for (let page = 0; page < mostPages; page++) {
    const answered = await askPage(desk, context, request, all)
    patients.push(...matchesOf(answered))
    const cursor = cursorOf(answered)
    if (cursor === undefined) return { patients: patients.slice(0, most), more: patients.length > most }
    if (patients.length >= most) break
    request = { ...request, cursor }
  }
  return { patients: patients.slice(0, most), more: true }
}

const idForm = /^[A-Za-z0-9.-]{1,64}$/

/** The patients of these ids; ids of another form are nobody's. */
export async function askByIds(
  desk: Desk,
  context: Context,
  ids: readonly string[],
  beside: Beside = nothingBeside,
): Promise<readonly PatientResource[]> {
  const values = ids.filter((id) => idForm.test(id))
  if (values.length === 0) return []
  const { patients } = await askPatients(desk, context, {
    parameters: [{ name: '_id', values }],
    beside,
    most: values.length,
  })
  return patients
}
