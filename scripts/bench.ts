/** `npm run bench`: the gateway as it runs in production, compiled by tsc and started with plain node, measured beside floors. See docs/performance.md. */
import { execFileSync, spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const build = 'data/bench/build'
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

/** The product and the bench, side by side as in the repository, with what they read beside code. */
function compile(): void {
  execFileSync(process.execPath, [compiler, '-p', 'scripts/bench/tsconfig.json', '--outDir', build], {
    stdio: 'inherit',
  })
  cpSync('src/fhir/definitions', `${build}/src/fhir/definitions`, { recursive: true })
  cpSync('package.json', `${build}/package.json`)
}

compile()
const bench = spawn(process.execPath, [`${build}/scripts/bench/main.js`, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
bench.once('exit', (code) => (process.exitCode = code ?? 1))
// The terminal sends Ctrl-C to both: the bench stops its servers, then this ends with it.
process.on('SIGINT', () => undefined)
