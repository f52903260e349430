/** What was typed after `portico certify` -> the steps, run and reported. */
import { UsageError } from '../place.ts'
import type { ExitCode, Terminal } from '../terminal.ts'
import { printJson } from '../terminal.ts'
import { groupsOf, isNamed } from './groups/all.ts'
import type { Group, Target } from './model.ts'
import { exitCodeOf, printGroup, printResult, printSummary, reportOf } from './report.ts'
import { runGroups, type Result } from './run.ts'
import { createSession } from './session.ts'

export interface Asked {
  /** Ids, or the beginnings of ids: `1`, `9`, `9.3`. */
  readonly groups: readonly string[]
  readonly json: boolean
}

const pickGroups = (target: Target, asked: readonly string[]): readonly Group[] => {
  const all = groupsOf(target)
  const unknown = asked.find((name) => !all.some((group) => isNamed(group, [name])))
  if (unknown !== undefined)
    throw new UsageError(`There is no group ${unknown}. There are ${all.map(({ id }) => id).join(', ')}.`)
  return all.filter((group) => isNamed(group, asked))
}

/** On a terminal one line that is overwritten. */
const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
}

const printAsItGoes = (results: readonly Result[], result: Result, terminal: Terminal): void => {
  if (results.at(-1)?.group !== result.group) printGroup(result.group, terminal)
  printResult(result, terminal)
}

/** 1 when a step fails that is not optional. Throws {@link UsageError} for a group that is none. */
export const certify = async (target: Target, { groups, json }: Asked, terminal: Terminal): Promise<ExitCode> => {
  const results: Result[] = []
  try {
    const steps = runGroups(createSession(target), pickGroups(target, groups), ({ id, title }) =>
      progress(`  ...   ${id.padEnd(14)}  ${title}`),
    )
    for await (const result of steps) {
      progress('')
      if (!json) printAsItGoes(results, result, terminal)
      results.push(result)
    }
  } finally {
    await target.operator.close()
  }
  if (json) printJson(terminal, reportOf(results, target.version))
  else printSummary(results, terminal)
  return exitCodeOf(results)
}
