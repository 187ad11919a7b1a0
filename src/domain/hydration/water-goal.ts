import { invalidField } from '../errors.js';
import type { Day } from '../time/local-day.js';

/** What a user wants to drink a day, from a day on. */
export interface WaterGoal {
  readonly from: Day;
  readonly millilitres: number;
}

/** Holds before the first goal. */
export const DEFAULT_GOAL = 2_000;

/** The goal of a day. @param goals ascending by `from` */
export function goalOf(goals: readonly WaterGoal[], day: Day): number {
  return goals.findLast((goal) => goal.from <= day)?.millilitres ?? DEFAULT_GOAL;
}

const [SMALLEST_GOAL, LARGEST_GOAL] = [100, 10_000];

/**
 * Sets the goal from a day on; what held before that day stays.
 * @throws DomainError `invalid-millilitres` unless it is a whole number, 100–10,000
 */
export function withGoal(goals: readonly WaterGoal[], from: Day, millilitres: number): readonly WaterGoal[] {
  if (!Number.isInteger(millilitres) || millilitres < SMALLEST_GOAL || millilitres > LARGEST_GOAL) {
    const message = `must be a whole number from ${SMALLEST_GOAL} to ${LARGEST_GOAL}`;
    throw invalidField('millilitres', 'invalid-millilitres', `A goal ${message}.`, message);
  }
  return [...goals.filter((goal) => goal.from < from), { from, millilitres }];
}
