/** One case -> whether all that has to hold of it does, and the smallest case in which it does not. */
import { randomFrom } from '../../src/verify/random.ts'
import type { Engine } from './engines.ts'
import { load, Refused } from './load.ts'
import type { Case } from './model.ts'
import { planProofs } from './plan.ts'
import { disprove, type Proof } from './proofs.ts'
import { shrink } from './shrink.ts'
import { createTruth } from './world.ts'

export interface Failure {
  readonly made: Case
  readonly engine: Engine['dialect']
  readonly proof: Proof
  readonly verdict: string
}

export interface Outcome {
  readonly held: number
  readonly skipped: number
  readonly refused?: readonly string[]
  readonly failure?: Failure
  /** How many resources there were. */
  readonly resources: number
}

const twin: Proof = { kind: 'twin' }

/** Of one proof: undefined where it holds, or where the case is refused. */
export async function fails(made: Case, engine: Engine, proof: Proof): Promise<string | undefined> {
  try {
    const { subject } = await load(made, engine)
    try {
      const truth = await createTruth(subject)
      if (proof.kind !== 'twin' && (await disprove(twin, truth)) !== undefined) return undefined
      const verdict = await disprove(proof, truth)
      return verdict === 'skipped' ? undefined : verdict
    } finally {
      await subject.database.close()
    }
  } catch (error) {
    return error instanceof Refused || proof.kind !== 'twin' ? undefined : crash(error)
  }
}

const crash = (error: unknown): string =>
  `crashed: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n      ') : String(error)}`

async function tryAll(made: Case, engine: Engine): Promise<Outcome> {
  const { subject } = await load(made, engine)
  try {
    const truth = await createTruth(subject)
    let [held, skipped] = [0, 0]
    for (const proof of planProofs(made, truth, randomFrom(made.seed + 1))) {
      const verdict = await disprove(proof, truth)
      if (verdict === 'skipped') skipped++
      else if (verdict === undefined) held++
      else
        return {
          held,
          skipped,
          resources: truth.items.length,
          failure: { made, engine: engine.dialect, proof, verdict },
        }
    }
    return { held, skipped, resources: truth.items.length }
  } finally {
    await subject.database.close()
  }
}

/** A case that the compiler refuses proves nothing; one that it, or anything else, breaks on is a failure. */
export async function tryCase(made: Case, engine: Engine): Promise<Outcome> {
  try {
    return await tryAll(made, engine)
  } catch (error) {
    if (error instanceof Refused) return { held: 0, skipped: 0, resources: 0, refused: error.lines }
    return {
      held: 0,
      skipped: 0,
      resources: 0,
      failure: { made, engine: engine.dialect, proof: twin, verdict: crash(error) },
    }
  }
}

/** An error, by its code or name, or a wrong answer: smaller cases have to fail in the same way. */
const wayOf = (verdict: string): string =>
  /^(?:crashed: )?([a-z][a-z-]*|[A-Z][a-zA-Z]*Error): /.exec(verdict)?.[1] ?? 'wrong'

/** The smallest case that still fails the same proof in the same way. */
export async function smallest(failure: Failure, engine: Engine, budget = 15_000): Promise<Failure> {
  const way = wayOf(failure.verdict)
  const still = async (each: Case): Promise<boolean> => {
    const verdict = await fails(each, engine, failure.proof)
    return verdict !== undefined && wayOf(verdict) === way
  }
  const made = await shrink(failure.made, still, budget)
  const verdict = (await fails(made, engine, failure.proof)) ?? failure.verdict
  return { ...failure, made, verdict }
}
