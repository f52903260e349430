/** A patient's account -> the charts that it may open: its own, and by the legacy database's contacts those of others. */
import { chartsOpenedBy, type Beside } from '../../plan/passes/charts.ts'
import { mergedCharts } from '../../search/merged-charts.ts'
import type { Person } from '../model.ts'
import { askByIds, askPatients } from './ask.ts'
import { amongPatients, asPatient, type Desk } from './desk.ts'
import type { PatientResource } from './entry.ts'

/** Each under a grant for itself alone. A chart that was deleted or merged away is not among them. */
export async function ownCharts(
  desk: Desk,
  { patients }: Pick<Person, 'patients'>,
  organization: string,
): Promise<readonly PatientResource[]> {
  const asked = [...new Set(patients)].map(async (id) => {
    const context = asPatient(desk, organization, id)
    return context === undefined ? [] : askByIds(desk, context, [id])
  })
  return (await Promise.all(asked)).flat()
}

const idsOf = (patients: readonly PatientResource[]): readonly string[] => patients.map(({ id }) => id)

/** Whom an account acts for does not hang on whose charts the client sees. */
function withoutGroups({ groups: _, ...desk }: Desk): Desk {
  return desk
}

/** A chart of the account may be kept by another organization than that of the child; contacts may name the chart that was merged into it. */
async function actingIn(desk: Desk, person: Person, organization: string): Promise<readonly string[]> {
  const context = amongPatients(desk, organization)
  if (context === undefined) return []
  const own = idsOf(await ownCharts(desk, person, organization))
  return [...own, ...(await mergedCharts(own, context, desk.database, desk.signal))]
}

/** A contact row names a number; whoever it names has to have a chart that is in use still. */
async function actingAs(desk: Desk, person: Person): Promise<Beside> {
  const organizations = [...new Set(person.organizations)]
  const everyone = withoutGroups(desk)
  const ids = await Promise.all(organizations.map((organization) => actingIn(everyone, person, organization)))
  return chartsOpenedBy(ids.flat())
}

/** Charts of others that the account may open in this organization; of `ids` alone where they are given. */
export async function chartsOfOthers(
  desk: Desk,
  person: Person,
  organization: string,
  ids?: readonly string[],
): Promise<readonly PatientResource[]> {
  const context = amongPatients(desk, organization)
  if (context === undefined || desk.mapping.proxy === undefined) return []
  const beside = await actingAs(desk, person)
  if (ids !== undefined) return askByIds(desk, context, ids, beside)
  const { patients } = await askPatients(desk, context, { parameters: [], beside, most: desk.limits.maximumCount })
  return patients
}
