/** What `check` says of indexes that are missing for what no search asks. */
import { expect } from 'chai'
import { checkIndexes } from '../../src/cli/check/indexes.ts'
import { mappingOf, patient, practitioner } from '../mapping/clinic.ts'

const lists = '  lists: { from: PAT_NAME_HX l, on: l.PAT_ID = p.PAT_ID }\ngroups: { each: lists, is: =l.LAST_NM }'

const findings = async (rows: number, indexes: readonly (readonly string[])[]): Promise<readonly string[]> => {
  const mapping = await mappingOf(patient('gender: male', lists), practitioner)
  const tables = new Map([...mapping.tables, ['PAT_NAME_HX', { rows, indexes }] as const])
  const found = checkIndexes({ ...mapping, tables }, 50_000)
  return found.filter(({ message }) => message.includes('groups')).map(({ what, hint }) => `${what}: ${hint}`)
}

describe('check of indexes', () => {
  it('names the one by which each statement asks for the groups of a patient', async () => {
    expect(await findings(1_001, [['NAME_HX_ID']])).to.deep.equal([
      'PAT_NAME_HX.PAT_ID: An index on PAT_NAME_HX (PAT_ID) would.',
    ])
    expect(await findings(1_001, [['PAT_ID', 'NM_TYP']])).to.deep.equal([])
    expect(await findings(1_000, []), 'a small table needs none').to.deep.equal([])
  })
})
