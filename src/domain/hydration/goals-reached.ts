import type { Instant } from '../time/instant.js';
import type { Day } from '../time/local-day.js';
import type { Intake } from './intake.js';
import { goalOf, type WaterGoal } from './water-goal.js';

/** A day whose goal was reached, and when: at the intake that brought the day to it. */
export interface GoalReached {
  readonly day: Day;
  readonly at: Instant;
}

/** Of each day its moment, none of days that have not come to their goal. @param intakes ascending by (day, at, id) */
export function goalsReached(intakes: readonly Intake[], goals: readonly WaterGoal[]): readonly GoalReached[] {
  const reached: GoalReached[] = [];
  let [day, total] = ['', 0];
  for (const intake of intakes) {
    if (intake.day !== day) [day, total] = [intake.day, 0];
    const goal = goalOf(goals, day);
    if (total < goal && total + intake.millilitres >= goal) reached.push({ day, at: intake.at });
    total += intake.millilitres;
  }
  return reached;
}
