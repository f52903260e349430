/** The hand-written accounts of the portal: those who sign in to the demo, a locked one, one of a doctor. */
import { plant, type Planted } from '../plant.ts'
import type { Row } from '../rows.ts'

function account(number: number, organization: number, name: string, email: string, rest: Row): Planted {
  return plant('PRTL_ACCT', {
    ...{
      AcctGuid: `9b2d6a10-5c1e-4f0a-8d3b-00000000000${number}`,
      OrgId: organization,
      Email: email,
      DisplayName: name,
    },
    ...{ IsLocked: 0, CreatedUtc: '2021-03-01 16:20:05.113', LastLoginUtc: '2026-06-28 02:11:40.500', ...rest },
  })
}

export const anchorAccounts: readonly Planted[] = [
  account(1, 1, 'Margaret Rivera', 'margaret.rivera@example.org', { PAT_ID: 1 }),
  account(2, 2, 'Wei Chen', 'wei.chen@example.org', {
    ProxyJson: '[{"patId":2,"rel":"MTH","scope":"full","until":"2043-01-10"}]',
  }),
  account(3, 3, 'Thomas Begay', 'thomas.begay@example.org', { PAT_ID: 3, LastLoginUtc: null }),
  account(4, 1, 'Maria Delgado', 'maria.delgado@example.org', { PAT_ID: 23 }),
  account(5, 1, 'Peter Holloway', 'peter.holloway@example.org', { PAT_ID: 5, IsLocked: 1 }),
  account(6, 1, 'Elena Whitman', 'ewhitman@clinic.example.org', { PROV_ID: 1 }),
]
