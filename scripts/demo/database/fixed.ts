/** All rows that do not depend on the number of patients: the shop, the code lists, the anchors and the planted dirt. */
import { anchorAccounts } from './anchors/accounts.ts'
import { anchorAnswers } from './anchors/answers.ts'
import { anchorCare } from './anchors/care.ts'
import { anchorDevices } from './anchors/devices.ts'
import { anchorFills } from './anchors/dispensing.ts'
import { anchorDocuments } from './anchors/documents.ts'
import { anchorDrugs } from './anchors/drugs.ts'
import { anchorFamily } from './anchors/family.ts'
import { anchorOrders } from './anchors/orders.ts'
import { anchorPatients } from './anchors/patients.ts'
import { anchorPolicies } from './anchors/policies.ts'
import { anchorProblems } from './anchors/problems.ts'
import { anchorProcedures } from './anchors/procedures.ts'
import { anchorRegistries } from './anchors/registries.ts'
import { anchorResults } from './anchors/results.ts'
import { anchorScreens } from './anchors/screens.ts'
import { anchorDiagnoses, anchorVisits } from './anchors/visits.ts'
import { anchorVitals } from './anchors/vitals.ts'
import { codeRows } from './codes/all.ts'
import { crosswalkRows } from './codes/crosswalk.ts'
import { plantedDirt } from './dirt/all.ts'
import type { Planted } from './plant.ts'
import type { Put, Row } from './rows.ts'
import { loginRows } from './shop/logins.ts'
import { organizationRows, siteRows } from './shop/organizations.ts'
import { payerRows } from './shop/payers.ts'
import { providerRows, providerSiteRows } from './shop/providers.ts'
import { drugs, type Drug } from './vocabulary/drugs.ts'
import { questionRows } from './vocabulary/questions.ts'

const anchors: readonly Planted[] = [
  ...anchorPatients,
  ...anchorFamily,
  ...anchorVisits,
  ...anchorDiagnoses,
  ...anchorProblems,
  ...anchorDrugs,
  ...anchorDevices,
  ...anchorProcedures,
  ...anchorCare,
  ...anchorPolicies,
  ...anchorAccounts,
  ...anchorOrders,
  ...anchorFills,
  ...anchorVitals,
  ...anchorResults,
  ...anchorAnswers,
  ...anchorScreens,
  ...anchorRegistries,
  ...anchorDocuments,
]

/** How many patients are written by hand. They come whatever number is asked for. */
export const fixedPatients = [...anchors, ...plantedDirt].filter(({ table }) => table === 'PAT_MSTR').length

/** Hands out the fixed rows: the same for every seed. */
export function putFixedRows(put: Put): void {
  const shop: readonly (readonly [string, readonly Row[]])[] = [
    ['ORG_MSTR', organizationRows],
    ['FAC_MSTR', siteRows()],
    ['USR_MSTR', loginRows()],
    ['PROV_MSTR', providerRows()],
    ['PROV_FAC', providerSiteRows()],
    ['INS_CO', payerRows()],
    ['CODE_TBL', codeRows],
    ['CODE_XREF', crosswalkRows],
    ['MED_MSTR', drugs.map(drugRow)],
    ['QSTN_DICT', questionRows],
  ]
  for (const [table, rows] of shop) rows.forEach((row) => put(table, row))
  for (const { table, row } of [...anchors, ...plantedDirt]) put(table, row)
}

function drugRow(drug: Drug): Row {
  return {
    ...{ MED_ID: drug.id, NDC_CD: drug.ndc, RXCUI: drug.rxcui, BRND_NM: drug.brand, GNRC_NM: drug.generic },
    ...{ STRNGTH: drug.strength, DOSE_FORM: drug.form, ROUTE_CD: drug.route, DEA_SCHED: drug.schedule },
    OBSLT_DT: drug.id === 70012 ? '20200101' : '',
  }
}
