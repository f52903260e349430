/** The rows of CODE_XREF: from old and local codes to the standard ones. */
import type { Row } from '../rows.ts'
import { conditions } from '../vocabulary/conditions.ts'
import { drugs } from '../vocabulary/drugs.ts'
import { panels } from '../vocabulary/panels.ts'

type Crossing = readonly [source: string, code: string, target: string, targetCode: string, text: string]

function row([source, code, target, targetCode, text]: Crossing): Row {
  return { SRC_SYS: source, SRC_CD: code, TGT_SYS: target, TGT_CD: targetCode, TGT_DESC: text, PREF_FLG: 'Y' }
}

// ICD-9 was in force until the end of September 2015.
function diagnosisRows(): Row[] {
  return conditions.flatMap(({ icd9, icd10, snomed, text }) => [
    { ...row(['ICD9', icd9, 'ICD0', icd10, text]), EFF_DT: '20151001' },
    { ...row(['ICD9', icd9, 'SCT', snomed, text]), EFF_DT: '19950101', END_DT: '20150930' },
    { ...row(['ICD0', icd10, 'SCT', snomed, text]), EFF_DT: '20151001', END_DT: '' },
  ])
}

const secondChoices: readonly Row[] = [
  { ...row(['ICD0', 'E11.9', 'SCT', '313436004', 'Type II diabetes mellitus without complication']), PREF_FLG: 'N' },
  {
    ...row(['ICD0', 'I10', 'SCT', '59621000', 'Essential hypertension, old concept']),
    PREF_FLG: 'N',
    END_DT: '20181231',
  },
  { ...row(['ICD0', 'J45.909', 'SCT', '266361008', 'Non-allergic asthma']), PREF_FLG: 'N' },
]

const proceduresAndMakers: readonly Row[] = [
  row(['CPT', '93000', 'SCT', '29303009', 'Electrocardiographic procedure']),
  row(['CPT', '45378', 'SCT', '73761001', 'Colonoscopy']),
  row(['MVX', 'MSD', 'LOCL', 'MERCK', 'Merck and Co., Inc.']),
  row(['MVX', 'SKB', 'LOCL', 'GSK', 'GlaxoSmithKline']),
  row(['MVX', 'PMC', 'LOCL', 'SANOFI', 'Sanofi Pasteur']),
  row(['MVX', 'PFR', 'LOCL', 'PFIZER', 'Pfizer, Inc']),
]

function testRows(): Row[] {
  const tests = panels.flatMap((panel) => panel.tests)
  return tests.map(({ code, loinc, text }) => row(['LAB', code, 'LN', loinc, text]))
}

/** Panels whose code no test has. */
function panelRows(): Row[] {
  const tests = new Set(panels.flatMap((panel) => panel.tests.map(({ code }) => code)))
  return panels
    .filter(({ code }) => !tests.has(code))
    .map(({ code, loinc, text }) => row(['LAB', code, 'LN', loinc, text]))
}

function drugRows(): Row[] {
  const known = drugs.filter(({ rxcui }) => rxcui !== null)
  return known.map(({ ndc, rxcui, generic }) => row(['NDC', ndc, 'RXN', rxcui ?? '', generic]))
}

/** All crosswalk rows, numbered from 1. */
export const crosswalkRows: readonly Row[] = [
  ...diagnosisRows(),
  ...secondChoices,
  ...proceduresAndMakers,
  ...testRows(),
  ...drugRows(),
  ...panelRows(),
].map((values, at) => ({ XREF_ID: at + 1, ...values }))
