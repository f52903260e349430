/** The judge of T-SQL refuses what SQL Server refuses: else the suites beside would hold out nothing. */
import { expect } from 'chai'
import { judge, type Columns } from './judge.ts'
import { parse } from './parse.ts'
import { typeNamed } from './types.ts'

const latin = 'SQL_Latin1_General_CP1_CI_AS'
const columns: Columns = new Map([
  ['ID', typeNamed('int')],
  ['NM', typeNamed('varchar(20)', latin)],
  ['NN', typeNamed('nvarchar(20)', latin)],
  ['OTHER', typeNamed('varchar(20)', 'Latin1_General_CI_AI')],
  ['NOTE', typeNamed('text', latin)],
  ['DOC', typeNamed('xml')],
  ['PIC', typeNamed('image')],
  ['AT', typeNamed('datetime')],
  ['FEE', typeNamed('money')],
  ['WT', typeNamed('real')],
])
const tables = new Map([
  ['T', columns],
  ['U', columns],
])

function said(sql: string, parameters: readonly string[] = []): string {
  try {
    judge(parse(sql), { tables, parameters: new Map(parameters.map((each, at) => [`p${at + 1}`, typeNamed(each)])) })
    return 'nothing'
  } catch (error) {
    return (error as Error).message
  }
}

const refused: readonly (readonly [sql: string, says: string, parameters?: readonly string[]])[] = [
  ['SELECT ID FROM T LIMIT 5', 'Msg 102'],
  ['SELECT ID = 1 FROM T', 'Msg 102'],
  ['SELECT CASE WHEN (ID = 1) = 1 THEN 1 ELSE 0 END FROM T', 'Msg 102'],
  ['SELECT ID FROM T WHERE ID', 'Msg 4145'],
  ['SELECT SUM(CASE WHEN EXISTS (SELECT 1 FROM U) THEN 1 ELSE 0 END) FROM T', 'Msg 130'],
  ['SELECT SUM(COUNT(*)) FROM T', 'Msg 130'],
  ['SELECT ID FROM T WHERE COUNT(*) > 1', 'Msg 147'],
  ['SELECT ID FROM T ORDER BY ID, ID', 'Msg 169'],
  ['SELECT ID FROM T ORDER BY NULL', 'Msg 408'],
  ['SELECT DISTINCT NM FROM T ORDER BY ID', 'Msg 145'],
  ["SELECT ID FROM T WHERE NOTE = 'x'", 'Msg 402'],
  ["SELECT ID FROM T WHERE DOC IN ('x')", 'Msg 402'],
  ["SELECT ID FROM T WHERE NOTE + '.' LIKE 'x'", 'Msg 402'],
  ['SELECT ID FROM T ORDER BY NOTE', 'Msg 306'],
  ['SELECT NOTE FROM T GROUP BY NOTE', 'Msg 306'],
  ['SELECT DISTINCT NOTE FROM T', 'Msg 421'],
  ['SELECT PIC FROM T UNION SELECT PIC FROM U', 'Msg 421'],
  ['SELECT RTRIM(NOTE) FROM T', 'Msg 8116'],
  ["SELECT ID FROM T WHERE DOC LIKE 'x'", 'Msg 8116'],
  ['SELECT NOTE COLLATE Latin1_General_BIN2 FROM T', 'Msg 447'],
  ['SELECT ID FROM T WHERE NM = OTHER', 'Msg 468'],
  ['SELECT ID FROM T WHERE NM = ID', 'Msg 245'],
  ['SELECT ID + NM FROM T', 'Msg 402'],
  ['SELECT CASE WHEN ID = 1 THEN NULL ELSE NULL END FROM T', 'Msg 8133'],
  ['SELECT TRIM(NM) FROM T', 'Msg 195'],
  ["SELECT STRING_AGG(NM, ',') FROM T", 'Msg 195'],
  ["SELECT CONCAT_WS(',', NM, NM) FROM T", 'Msg 195'],
  ['SELECT GREATEST(ID, 1) FROM T', 'Msg 195'],
  ['SELECT [i].[ID] FROM T', 'Msg 207'],
  ['SELECT ID FROM T [a] INNER JOIN U [b] ON 1 = 1', 'Msg 209'],
  ['SELECT [a].ID FROM T [a] INNER JOIN U [a] ON 1 = 1', 'Msg 1011'],
  ['SELECT ID FROM (SELECT ID FROM T ORDER BY ID) [a]', 'Msg 1033'],
  ['SELECT ID FROM T UNION SELECT ID, NM FROM U', 'Msg 205'],
  ['SELECT ID FROM T WHERE NM = @p1', 'index', ['nvarchar(20)']],
  ['SELECT ID FROM T WHERE NM LIKE @p1', 'index', ['nvarchar(20)']],
  ['SELECT ID FROM T WHERE NN = @p1', 'letters', ['varchar(20)']],
  ['SELECT ID FROM T WHERE FEE >= @p1', 'compared', ['decimal(19,4)']],
  ['SELECT ID FROM T WHERE WT = @p1', 'compared', ['float']],
  ['SELECT ID FROM T WHERE ID = @p2', 'Msg 137', ['int']],
  ['SELECT ID FROM T', 'Msg 8003', Array.from({ length: 2_101 }, () => 'int')],
]

const taken: readonly (readonly [sql: string, parameters?: readonly string[]])[] = [
  [
    "SELECT ID, NOTE FROM T WHERE NOTE IS NOT NULL AND NOTE LIKE '%x%' ORDER BY ID OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY",
  ],
  ['SELECT RTRIM(CONVERT(varchar(max), NOTE)) FROM T'],
  ['SELECT ID FROM T WHERE NM = OTHER COLLATE SQL_Latin1_General_CP1_CI_AS'],
  ['SELECT ID FROM T WHERE NM = @p1 AND NN = @p2 AND AT >= @p1', ['varchar(20)', 'nvarchar(20)']],
  ['SELECT SUM([a].[n]) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM U) THEN 1 ELSE 0 END AS [n] FROM T) [a]'],
  ['SELECT NM FROM T GROUP BY NM HAVING COUNT(*) > 1 ORDER BY COUNT(*) DESC'],
]

describe('the judge of T-SQL', () => {
  for (const [sql, says, parameters] of refused)
    it(`refuses ${sql} ${parameters?.slice(0, 2).join() ?? ''}`, () => expect(said(sql, parameters)).to.include(says))

  for (const [sql, parameters] of taken) it(`takes ${sql}`, () => expect(said(sql, parameters)).to.equal('nothing'))
})
