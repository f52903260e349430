/** The odd screening forms and answers. */
import { notServed } from '../manifest.ts'
import { type Planted, plant } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, odd } from './odd.ts'

function oddScreen(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = {
    ...{ SCRN_ID: id, ORG_ID: 1, PAT_ID: host[1], FRM_CD: 'HVS', SCRN_DTTM: '2019-05-06 09:00:00', STAT_CD: 'C' },
    ...{ ENTR_BY: 'P', CRT_USR_ID: 2, CRT_DTTM: '2019-05-06 09:05:00', ...rest },
  }
  return odd('SCRN_HDR', row, quirk, `QuestionnaireResponse/qr-${id}`, expected, absent)
}

function oddAnswer(screen: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = { SCRN_ID: screen, QSTN_ID: 112, REPT_NO: 1, ...rest }
  const id = [row.SCRN_ID, row.QSTN_ID, row.REPT_NO].join('.')
  return odd('SCRN_ANS', row, quirk, `Observation/sans-${id}`, expected, absent)
}

export const oddScreens: readonly Planted[] = [
  oddScreen(30, 'entered-in-error', { STAT_CD: 'X' }, notServed),
  oddAnswer(30, 'of-a-form-in-error', { ANS_CD: 'O' }, notServed),
  oddScreen(32, 'form-in-no-dictionary', { FRM_CD: 'OLDFRM' }, { status: 'completed' }),
  oddScreen(33, 'identifier-of-its-own', {}, { identifier: { value: '33' } }),
  oddAnswer(33, 'code-case-differs', { ANS_CD: 'o' }, { valueCodeableConcept: { coding: [{ code: 'LA28397-0' }] } }),
  oddAnswer(33, 'code-in-no-list', { QSTN_ID: 113, ANS_CD: 'R' }, { category: [{ coding: [{ code: 'survey' }] }] }, [
    'valueCodeableConcept.coding',
  ]),
  oddScreen(34, 'choice-of-several', { FRM_CD: 'PRAPARE' }, { status: 'completed' }),
  oddAnswer(
    34,
    'choice-of-several',
    { QSTN_ID: 122, ANS_CD: 'H' },
    { valueCodeableConcept: { text: 'I have housing' } },
  ),
  plant('SCRN_ANS', { SCRN_ID: 34, QSTN_ID: 122, REPT_NO: 2, ANS_CD: 'T' }),
]
