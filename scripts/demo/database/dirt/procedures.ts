/** The odd procedures, and lines of the bill that are none. */
import { charge } from '../anchors/procedures.ts'
import { notServed } from '../manifest.ts'
import { type Planted, plant } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, nobody, odd } from './odd.ts'

function row(id: number, rest: Row): Row {
  return {
    ...{
      PROC_ID: id,
      ORG_ID: 1,
      PAT_ID: host[1],
      PROC_CD: '69210',
      PROC_CD_SYS: 'C',
      PROC_DT: '20190506',
      STAT_CD: 'D',
    },
    ...{ PROC_DESC: 'Removal of impacted cerumen', PROV_ID: 1, ENC_ID: 22, FAC_ID: 1, ...rest },
  }
}

function oddProcedure(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  return odd('PROC_HX', row(id, rest), quirk, `Procedure/proc-${id}`, expected, absent)
}

function oddCharge(id: number, quirk: string, rest: Row, expected: Expected): Planted {
  const line = charge(id, 22, '69210', { PAT_ID: host[1], SVC_DT: '20190507', ...rest })
  return odd('ENC_CHG', line, quirk, `Procedure/chg-${id}`, expected)
}

const reason = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'

export const oddProcedures: readonly Planted[] = [
  oddProcedure(20, 'entered-in-error', { STAT_CD: 'X' }, notServed),
  oddProcedure(21, 'sentinel-date', { PROC_DT: '00000000' }, { _performedDateTime: { extension: [{ url: reason }] } }),
  oddProcedure(22, 'year-only-date', { PROC_DT: '19980000' }, { performedDateTime: '1998' }),
  oddProcedure(23, 'orphan', { PAT_ID: nobody }, notServed),
  oddProcedure(
    24,
    'unknown-code-system',
    { PROC_CD: 'EARS', PROC_CD_SYS: null },
    { code: { coding: [{ code: 'EARS' }] } },
  ),
  oddCharge(20, 'charge-of-a-visit', { CPT_CD: '99213' }, notServed),
  oddCharge(21, 'charge-of-a-laboratory', { CPT_CD: '80048' }, notServed),
  oddCharge(22, 'voided-charge', { VOID_DT: '20190601' }, notServed),
  oddCharge(23, 'billed-and-listed', { SVC_DT: '20190506', CPT_CD: '12001' }, notServed),
  plant('PROC_HX', row(25, { PROC_CD: '12001' })),
  oddCharge(24, 'billed-alone', {}, { performedDateTime: '2019-05-07' }),
  oddCharge(25, 'charge-of-voided-visit', { ENC_ID: 23 }, notServed),
]
