/** Statements in lines: what was said is still said, and brackets stay together. */
import { expect } from 'chai'
import { sqlLines } from '../../src/cli/explain/sql-lines.ts'

const long = (column: string): string => `"p"."${column}" IN (${Array.from({ length: 12 }, () => '?').join(', ')})`
const dense = (sql: string): string => sql.replace(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')')

describe('SQL in lines', () => {
  it('begins a line with each clause and each part of the top AND', () => {
    expect(
      sqlLines('SELECT a FROM t LEFT JOIN u ON u.i = t.i AND u.j = 1 WHERE a = 1 AND (b = 2 OR c = 3) ORDER BY a'),
    ).to.deep.equal([
      'SELECT a',
      'FROM t',
      'LEFT JOIN u ON u.i = t.i AND u.j = 1',
      'WHERE a = 1',
      '  AND (b = 2 OR c = 3)',
      'ORDER BY a',
    ])
  })

  it('opens brackets where a line is too long, at OR before AND, and a SELECT inside as a statement', () => {
    const sql = `SELECT a FROM t WHERE (${long('A')} AND x = 1 OR NOT EXISTS (SELECT 1 FROM n WHERE ${long('B')} AND ${long('C')} AND ${long('D')}))`
    expect(sqlLines(sql)).to.deep.equal([
      'SELECT a',
      'FROM t',
      'WHERE (',
      `    ${long('A')} AND x = 1`,
      '    OR NOT EXISTS (',
      '      SELECT 1',
      '      FROM n',
      `      WHERE ${long('B')}`,
      `        AND ${long('C')}`,
      `        AND ${long('D')}`,
      '    )',
      '  )',
    ])
    expect(dense(sqlLines(sql).join('\n'))).to.equal(dense(sql))
  })

  it('leaves alone what is quoted', () => {
    expect(sqlLines(`SELECT ' FROM x (' FROM "a FROM b" WHERE [c AND d] = ' AND ('`)).to.deep.equal([
      `SELECT ' FROM x ('`,
      'FROM "a FROM b"',
      `WHERE [c AND d] = ' AND ('`,
    ])
  })
})
