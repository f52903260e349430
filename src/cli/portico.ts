#!/usr/bin/env node
/** `portico`: a command line -> one command, its output and its exit code. */
import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { CommanderError } from 'commander'
import { SettingsError } from '../app/settings/read.ts'
import { Problem } from '../fhir/problem.ts'
import { Failure } from '../url/failure.ts'
import { UsageError } from './place.ts'
import { createProgram } from './program.ts'
import { standardTerminal, type ExitCode, type Terminal } from './terminal.ts'

/** What the caller can mend, as a text without a stack; undefined for a fault of our own. */
function messageOf(error: unknown): string | undefined {
  const isKnown = [UsageError, SettingsError, Failure, Problem, TypeError].some((each) => error instanceof each)
  const isFile = error instanceof Error && 'syscall' in error && 'path' in error
  return (isKnown || isFile) && error instanceof Error ? error.message : undefined
}

/** Runs `portico <words>`. Rejects only with faults of Portico itself. */
export async function runPortico(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0
  const program = createProgram(terminal, (each) => (code = each))
  for (const each of [program, ...program.commands]) each.exitOverride()
  try {
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const message = messageOf(error)
    if (message === undefined) throw error
    process.stderr.write(`${message}\n`)
    return 2
  }
}

if (import.meta.url === pathToFileURL(realpathSync(process.argv[1] ?? '')).href) {
  process.exitCode = await runPortico(process.argv.slice(2), standardTerminal)
}
