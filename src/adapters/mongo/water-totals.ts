import type { Drunk } from '../../application/ports/water-day-repository.js';
import { goalsReached } from '../../domain/hydration/goals-reached.js';
import type { Intake } from '../../domain/hydration/intake.js';
import type { WaterGoal } from '../../domain/hydration/water-goal.js';
import type { InstantRange } from '../../domain/time/instant.js';

/** Of one user. */
export interface DrunkDays {
  readonly userId: string;
  readonly intakes: readonly Intake[];
  readonly goals: readonly WaterGoal[];
}

/**
 * Adds up what was drunk in a range, document by document. A day that is being archived is still in its ledger: with the
 * ledgers first it is then in both, not in neither, and counts once.
 */
export async function waterTotals(
  range: InstantRange,
  ...sources: readonly AsyncIterable<DrunkDays>[]
): Promise<Drunk> {
  const seen = new Set<string>();
  const sum = { intakes: 0, millilitres: 0, goals: 0 };
  for (const source of sources) {
    for await (const { userId, intakes, goals } of source) {
      const fresh = intakes.filter(({ day }) => !seen.has(`${userId}/${day}`));
      const drunk = fresh.filter((intake) => isIn(range, intake));
      sum.intakes += drunk.length;
      sum.millilitres += drunk.reduce((total, { millilitres }) => total + millilitres, 0);
      sum.goals += goalsReached(fresh, goals).filter((goal) => isIn(range, goal)).length;
      for (const { day } of fresh) seen.add(`${userId}/${day}`);
    }
  }
  return sum;
}

function isIn({ from, to }: InstantRange, { at }: { readonly at: number }): boolean {
  return at >= from && at < to;
}
