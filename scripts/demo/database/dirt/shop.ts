/** The manifest's entries for odd rows of the shop itself, which are written with the rest of the shop. */
import { notServed, type ManifestEntry } from '../manifest.ts'
import type { Expected } from './odd.ts'

function entry(
  table: string,
  column: string,
  key: number,
  quirk: string,
  resource: string,
  expected: Expected,
): ManifestEntry {
  return { table, key: { [column]: key }, quirk, resource, organization: 1, expected }
}

export const oddShopEntries: readonly ManifestEntry[] = [
  entry('FAC_MSTR', 'FAC_ID', 4, 'closed-site', 'Location/loc-4', { status: 'inactive' }),
  entry('FAC_MSTR', 'FAC_ID', 4, 'closed-site', 'Organization/orgf-4', { active: false }),
  entry('FAC_MSTR', 'FAC_ID', 3, 'sentinel-date', 'Location/loc-3', { status: 'active' }),
  entry('PROV_MSTR', 'PROV_ID', 28, 'inactive', 'Practitioner/prac-28', { active: false }),
  entry('USR_MSTR', 'USR_ID', 1, 'login-of-no-person', 'Practitioner/usr-1', notServed),
  entry('USR_MSTR', 'USR_ID', 2, 'name-in-one-column', 'Practitioner/usr-2', {
    name: [{ family: 'Grant', given: ['Helen', 'M'] }],
  }),
  entry('USR_MSTR', 'USR_ID', 3, 'login-of-a-provider', 'Practitioner/usr-3', notServed),
]
