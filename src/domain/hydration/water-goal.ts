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

/** Sets the goal from a day on; what held before that day stays. */
export function withGoal(goals: readonly WaterGoal[], from: Day, millilitres: number): readonly WaterGoal[] {
  return [...goals.filter((goal) => goal.from < from), { from, millilitres }];
}
