/** All planted dirt: the odd rows, and what the manifest says of them. */
import type { ManifestEntry } from '../manifest.ts'
import type { Planted } from '../plant.ts'
import { oddCare } from './care.ts'
import { oddDevices } from './devices.ts'
import { oddDocuments } from './documents.ts'
import { oddFills } from './dispensing.ts'
import { oddLists } from './lists.ts'
import { oddMeasuresAndAnswers } from './measures.ts'
import { oddOrdersAndReports } from './orders.ts'
import { oddPeople } from './people.ts'
import { oddProcedures } from './procedures.ts'
import { oddResults } from './results.ts'
import { oddScreens } from './screens.ts'
import { oddShopEntries } from './shop.ts'
import { entriesOfOldVisit, oddVisitsAndDiagnoses } from './visits.ts'

export const plantedDirt: readonly Planted[] = [
  ...oddPeople,
  ...oddVisitsAndDiagnoses,
  ...oddMeasuresAndAnswers,
  ...oddResults,
  ...oddLists,
  ...oddDevices,
  ...oddProcedures,
  ...oddCare,
  ...oddOrdersAndReports,
  ...oddFills,
  ...oddScreens,
  ...oddDocuments,
]

/** The manifest, entry by entry. */
export const dirtEntries: readonly ManifestEntry[] = [
  ...plantedDirt.flatMap(({ entry }) => (entry === undefined ? [] : [entry])),
  ...entriesOfOldVisit,
  ...oddShopEntries,
]
