/** The odd fills of the clinic's dispensary. */
import { fill } from '../anchors/dispensing.ts'
import { notServed } from '../manifest.ts'
import type { Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, nobody, odd } from './odd.ts'

const host1 = { PAT_ID: host[1], MED_ID: 70001, DISP_DTTM: '2019-05-06 10:30:00' }

function oddFill(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  return odd('RX_DISP', fill(id, 23, { ...host1, ...rest }), quirk, `MedicationDispense/dsp-${id}`, expected, absent)
}

export const oddFills: readonly Planted[] = [
  oddFill(20, 'returned-to-stock', { RTN_FLG: 'Y' }, { status: 'cancelled' }),
  oddFill(
    21,
    'free-text-drug',
    { MED_ID: 0, NDC_CD: '00093720198' },
    { medicationCodeableConcept: { coding: [{ code: '00093720198' }] } },
  ),
  oddFill(22, 'unknown-codes', { FILL_TYP: 'ZZ', UOM: 'BAG' }, { quantity: { value: 60, unit: 'BAG' } }, [
    'type',
    'quantity.code',
  ]),
  oddFill(23, 'of-a-prescription-in-error', { RX_ID: 20 }, { status: 'completed' }, ['authorizingPrescription']),
  oddFill(24, 'orphan', { PAT_ID: nobody }, notServed),
]
