/** A question to a hole -> its lens's answer, or, where it has none, all rows in which the hole has a value. */
import { atMost, type Between } from '../../../mapping/cond.ts'
import type { Facts, Hole, Probe } from '../../../mapping/model.ts'

export const unsure = (hole: Hole): Between => atMost(hole.lens.has().over)

export const askHole = (hole: Hole, probe: Probe, facts: Facts): Between =>
  hole.lens.match(probe, facts) ?? unsure(hole)
