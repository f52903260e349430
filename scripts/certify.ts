/** `npm run certify -- --base URL ...`: `portico certify`, and with `--demo` the same against a running demo. See docs/certification.md. */
import { version } from '../src/app/version.ts'
import { certify, type Asked } from '../src/cli/certify/command.ts'
import { certifyCommand } from '../src/cli/certify/program.ts'
import { targetOf, type Options } from '../src/cli/certify/target.ts'
import { UsageError } from '../src/cli/place.ts'
import { standardTerminal } from '../src/cli/terminal.ts'
import { runningDemo } from './certify/demo/running.ts'

type Typed = Options & Asked & { readonly demo: boolean }

const run = async (typed: Typed): Promise<void> => {
  try {
    const target = typed.demo ? await runningDemo(typed) : targetOf(typed, standardTerminal)
    process.exitCode = await certify(target, typed, standardTerminal)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`certify: ${error.message}`)
    process.exitCode = 2
  }
}

const program = certifyCommand()
  .version(version)
  .option('--demo', 'runs against npm start; with --browser in Chromium, without by plain HTTP', false)
  .action(run)

await program.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2)).parseAsync()
