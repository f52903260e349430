/** The odd policies, teams, plans and goals. */
import { notServed } from '../manifest.ts'
import { type Planted, plant } from '../plant.ts'
import type { Row } from '../rows.ts'
import { type Expected, host, nobody, odd } from './odd.ts'

function oddPolicy(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = {
    ...{ PAT_INS_ID: id, ORG_ID: 1, PAT_ID: host[1], INS_CO_ID: 3, INS_LVL: '1', MBR_ID: 'XZG000000020', STAT_CD: 'A' },
    ...{ SUBSCR_REL: 'S', EFF_DT: '20190101', TERM_DT: '', ...rest },
  }
  return odd('PAT_INS', row, quirk, `Coverage/cov-${id}`, expected, absent)
}

const oddPolicies: Planted[] = [
  oddPolicy(20, 'entered-in-error', { STAT_CD: 'X' }, notServed),
  oddPolicy(21, 'sentinel-date', { TERM_DT: '20781231' }, { status: 'active', period: { start: '2019-01-01' } }, [
    'period.end',
  ]),
  oddPolicy(22, 'active-after-its-end', { TERM_DT: '20191231' }, { status: 'cancelled' }),
  oddPolicy(
    23,
    'member-number-in-policy',
    { MBR_ID: null, POL_NO: 'OLD-9' },
    { subscriberId: 'OLD-9', identifier: [{ value: 'OLD-9' }] },
  ),
  oddPolicy(24, 'duplicate-payer', { INS_CO_ID: 4 }, { payor: [{ reference: 'Organization/orgp-4' }] }),
  oddPolicy(25, 'orphan', { PAT_ID: nobody }, notServed),
  oddPolicy(26, 'plan-without-code', { PLAN_NM: 'SILVER' }, { class: [{ value: 'SILVER', name: 'SILVER' }] }),
]

const team = (number: number, member: number, rest: Row): Row => ({
  ...{ PAT_ID: host[1], TEAM_NO: number, MBR_NO: member, ORG_ID: 1, MBR_TYP: 'P', PROV_ID: 1, ROLE_CD: 'PCP' },
  ...{ EFF_DT: '20190506', TERM_DT: '', STAT_CD: 'A', ...rest },
})

function oddTeam(number: number, quirk: string, rest: Row, expected: Expected): Planted {
  return odd('CARE_TEAM', team(number, 1, rest), quirk, `CareTeam/ct-${host[1]}.${number}`, expected)
}

const oddTeams: Planted[] = [
  oddTeam(1, 'team-of-several-names', { TEAM_NM: 'KIDNEY' }, { name: 'KIDNEY', status: 'active' }),
  plant('CARE_TEAM', team(1, 2, { MBR_TYP: 'S', PROV_ID: null, TEAM_NM: 'KIDNEY TEAM', STAT_CD: 'I' })),
  oddTeam(2, 'team-of-none-active', { STAT_CD: 'I' }, { status: 'inactive' }),
  oddTeam(3, 'unknown-role', { ROLE_CD: 'ZZZ' }, { participant: [{ role: [{ text: 'ZZZ' }] }] }),
]

function oddItem(id: number, quirk: string, rest: Row, expected: Expected, absent?: string[]): Planted {
  const row = {
    ...{ PLN_ITM_ID: id, PLN_ID: 20, PAT_ID: host[1], ITM_TYP: 'G', ITM_TXT: 'Less salt', STAT_CD: 'AC', DEL_FLG: 'N' },
    ...{ STRT_DT: '20190506', TRGT_DT: '', ...rest },
  }
  return odd('CARE_PLN_ITM', row, quirk, `Goal/goal-${id}`, expected, absent)
}

const plan = {
  ...{
    PLN_ID: 20,
    ORG_ID: 1,
    PAT_ID: host[1],
    PLN_NM: 'Kidney plan',
    STAT_CD: 'A',
    STRT_DT: '20190506',
    END_DT: '99991231',
  },
  ...{ ASMT_TXT: 'Salt <5 g & "no" soda', PROB_IDS: '20' },
}

const oddPlans: Planted[] = [
  odd(
    'CARE_PLN',
    plan,
    'markup-in-text',
    'CarePlan/cp-20',
    { text: { div: '<div xmlns="http://www.w3.org/1999/xhtml">Salt &lt;5 g &amp; &quot;no&quot; soda</div>' } },
    ['period.end'],
  ),
  oddItem(20, 'deleted-by-flag', { DEL_FLG: 'Y' }, notServed),
  oddItem(21, 'goal-without-plan', { PLN_ID: 0 }, { lifecycleStatus: 'active' }, ['addresses']),
  oddItem(22, 'measure-among-goals', { ITM_TYP: 'I' }, notServed),
  oddItem(23, 'month-only-date', { TRGT_DT: '20191200' }, { target: [{ dueDate: '2019-12' }] }),
]

export const oddCare: readonly Planted[] = [...oddPolicies, ...oddTeams, ...oddPlans]
