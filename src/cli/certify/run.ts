/** Groups and a session -> the outcome of each step, one by one. */
import type { Group, Outcome, Session, Step } from './model.ts'

export interface Result {
  readonly group: Group
  readonly step: Step
  readonly outcome: Outcome
  readonly milliseconds: number
}

/** Steps run in their order; one that fails does not keep the next from trying. `begin` is told of each before it runs. */
export async function* runGroups(
  session: Session,
  groups: readonly Group[],
  begin: (step: Step, group: Group) => void = () => undefined,
): AsyncGenerator<Result> {
  for (const group of groups)
    for (const step of group.steps) {
      begin(step, group)
      const start = performance.now()
      const outcome = await step.run(session)
      yield { group, step, outcome, milliseconds: Math.round(performance.now() - start) }
    }
}

/** Whether the suite would count it as failed. A step that is optional does not count. */
export const isFailure = ({ step, outcome }: Result): boolean => outcome.kind === 'fail' && !step.optional
