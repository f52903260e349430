/** All rows of CODE_TBL. */
import type { Row } from '../rows.ts'
import { medicationLists } from './medication.ts'
import { peopleLists } from './people.ts'
import { resultLists } from './results.ts'
import { visitLists } from './visits.ts'

/** Every code list, the vendor's and the tenants' own. */
export const codeRows: readonly Row[] = [...peopleLists, ...visitLists, ...medicationLists, ...resultLists].flatMap(
  (list) => list.rows,
)
