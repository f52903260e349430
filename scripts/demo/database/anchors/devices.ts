/** The hand-written implants: every column, a tissue with its donation's code, one taken out again. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { carrierOf, type Production } from '../shop/carrier.ts'

const recorded = { CreatedUtc: '2024-02-15 17:05:00.250', UpdatedUtc: '2025-11-03 16:20:31.007' }

function device(guid: string, item: string, production: Production, rest: Row): Planted {
  return plant('IMPL_DEV', {
    ...{ DEV_GUID: guid, PAT_ID: 1, OrgId: 1, IsActive: 1, ...recorded },
    ...carrierOf({ item }, production),
    ...rest,
  })
}

export const anchorDevices: readonly Planted[] = [
  device(
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    '0088410010020',
    { lot: '7654321D', serial: '10987654d321', mfg: '2023-09-01', exp: '2028-08-31' },
    {
      ...{ DevDesc: 'Cardiac pacemaker, dual chamber', GmdnCode: '47267', SnomedCode: '14106009' },
      ...{ MfrName: 'Northgate Cardiac Devices', ModelNo: 'PX-200', ImplantDt: '2024-02-14' },
    },
  ),
  device(
    '3f2504e0-4f89-41d3-9a0c-0305e82c3302',
    '0088450050001',
    { lot: 'T-1182', exp: '2026-12-01', dct: 'W4146 20 800001' },
    {
      ...{ DevDesc: 'Tendon allograft', SnomedCode: '40388003', MfrName: 'Great Lakes Tissue Bank' },
      ...{ ModelNo: 'TA-7', ImplantDt: '2023-07-10', UpdatedUtc: null },
    },
  ),
  device(
    '3f2504e0-4f89-41d3-9a0c-0305e82c3303',
    '0088430030004',
    { lot: 'L220417', serial: '22041700' },
    {
      ...{ DevDesc: 'Bone plate, wrist', MfrName: 'Prairie Orthopedics', ImplantDt: '2018-03-22' },
      ...{ ExplantDt: '2019-06-04', IsActive: 0, UdiAIDC: null },
    },
  ),
  device(
    '3f2504e0-4f89-41d3-9a0c-0305e82c3304',
    '0088460060002',
    { serial: 'CI-55102', mfg: '2025-11-01' },
    {
      ...{ PAT_ID: 2, OrgId: 2, DevDesc: 'Cochlear implant', SnomedCode: '43252007', MfrName: 'Clarion Hearing' },
      ...{ ModelNo: 'CI-5', ImplantDt: '2026-01-08', CreatedUtc: '2026-01-15 15:58:00.000', UpdatedUtc: null },
    },
  ),
  device(
    '3f2504e0-4f89-41d3-9a0c-0305e82c3305',
    '0088430030004',
    { lot: 'L190611' },
    {
      ...{ PAT_ID: 3, OrgId: 3, DevDesc: 'Total knee prosthesis', SnomedCode: '304121006', ImplantDt: '2019-06-11' },
      ...{ MfrName: 'Prairie Orthopedics', ModelNo: 'K-Flex 4' },
    },
  ),
]
