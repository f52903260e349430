/** The odd implants. */
import { notServed } from '../manifest.ts'
import type { Planted } from '../plant.ts'
import type { Row } from '../rows.ts'
import { carrierOf } from '../shop/carrier.ts'
import { type Expected, host, odd } from './odd.ts'

function oddDevice(number: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const guid = `7c9e6679-7425-40de-944b-e07fc1f900${number}`
  const row = {
    ...{ DEV_GUID: guid, PAT_ID: host[1], OrgId: 1, DevDesc: 'Cardiac pacemaker', SnomedCode: '14106009', IsActive: 1 },
    ...{ ImplantDt: '2019-05-06', CreatedUtc: '2019-05-06 14:00:00.000', ...rest },
  }
  return odd('IMPL_DEV', row, quirk, `Device/dev-${guid}`, expected, absent)
}

const label = carrierOf({ item: '0088410010020' }, { lot: 'L1', serial: 'S1' })
const reason = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'

export const oddDevices: readonly Planted[] = [
  oddDevice(20, 'taken-out', { ...label, ExplantDt: '2020-01-31' }, { status: 'inactive' }),
  oddDevice(21, 'no-label', { SnomedCode: null }, { type: { text: 'Cardiac pacemaker' } }, ['udiCarrier', 'lotNumber']),
  oddDevice(22, 'garbage-json', { ProdIdJson: '{"lot":"L1",' }, { status: 'active' }, ['lotNumber']),
  oddDevice(
    23,
    'carrier-without-identifier',
    { ...label, UdiDI: null },
    { lotNumber: 'L1', udiCarrier: [{ _deviceIdentifier: { extension: [{ url: reason }] } }] },
  ),
  oddDevice(
    24,
    'garbage-date',
    { ...label, ProdIdJson: '{"lot":"L1","mfg":"unknown","exp":"2024-02"}' },
    { lotNumber: 'L1', expirationDate: '2024-02' },
    ['manufactureDate'],
  ),
  oddDevice(25, 'result-of-deleted-patient', { ...label, PAT_ID: 9 }, notServed),
]
