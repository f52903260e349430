import { withPlace } from './src/cli/open.ts'
import { placeOf } from './src/cli/place.ts'
import { planSearch } from './src/plan/search.ts'
import { parseSearch } from './src/parse/search.ts'
import { parseScopes } from './src/auth/scope.ts'
import { compileRows } from './src/query/rows.ts'
import { compileCount } from './src/query/count.ts'
import { layoutFor } from './src/search/asked.ts'
import { readAllRows } from './src/search/read-rows.ts'
const url = process.argv[2]!
const place = { ...placeOf({ config: '', database: url, mapping: 'mappings/clinprd' }), schema: `/tmp/u/schema-${url.split(':')[0]}.json` }
await withPlace(place, async ({ database, mapping, diagnostics }) => {
  if (!mapping) { console.log(diagnostics); return }
  for (const search of process.argv.slice(3)) {
    const [type = '', query = ''] = search.split('?')
    const grant = { surface: 'sevocity', reach: 'organization' as const, organization: '1', subject: 'x', client: 'y', rules: parseScopes('system/*.rs'), expires: 9e9 }
    const context = { mapping, grant, tenant: mapping.tenants.get('1')!, limits: { ...place.limits, scanRows: Number(process.env['SCAN'] ?? 50000) }, base: 'http://x/1', now: Date.now(), cursorKey: new Uint8Array(32) }
    console.log('=====', search)
    try {
      const plan = planSearch(parseSearch({ type, query }), context)
      if (process.env['COMPARE']) {
        for (const source of plan.sources) {
          const { seeks, ...plain } = source
          const read = async (p: typeof source) => { const q = compileRows(p, layoutFor(p, { isWritten: false, hits: [] }).columns, database.dialect, {}).query; const t = performance.now(); const rows = await readAllRows(database, q); return [rows.map((r) => r[0]).join(), (performance.now() - t).toFixed(1)] as const }
          const [a, b] = [await read(source), await read(plain)]
          const c = [await readAllRows(database, compileCount(source, database.dialect)), await readAllRows(database, compileCount(plain, database.dialect))]
          console.log(seeks !== undefined, a[0] === b[0], a[0].split(',').length, a[1], b[1], JSON.stringify(c))
        }
        continue
      }
      for (const source of plan.sources) {
        const q = compileRows(source, layoutFor(source, { isWritten: false, hits: [] }).columns, database.dialect, { limit: 51 })
        console.log(source.driver.text, '\n', q.query.sql, JSON.stringify(q.query.bindings.map((b) => b.value)))
        const t = performance.now(); const rows = await readAllRows(database, q.query); console.log(rows.length, 'rows', (performance.now() - t).toFixed(1), 'ms')
        console.log(await database.explain(q.query))
      }
    } catch (error) { console.log(String(error)) }
  }
})
