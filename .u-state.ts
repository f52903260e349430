import { writeFileSync } from 'node:fs'
import { cases } from './test/sql/cases.ts'
const out = Object.fromEntries(cases.map(({ title, compile }) => [title, Object.fromEntries((['sqlite','postgres','mariadb','mssql'] as const).map((d) => { const q = compile(d); return [d, [q.sql, ...q.bindings.map((b) => b.value)]] }))]))
writeFileSync('test/sql/stated.json', JSON.stringify(out, null, 2))
