import type { Day } from '../time/local-day.js';

/** Days in a row on which the goal was reached, as users see it. */
export interface Streak {
  readonly current: number;
  readonly longest: number;
  readonly lastAchievedDay: Day | null;
}

/** A streak with what decides how it goes on. */
export interface StreakState extends Streak {
  /** Days achieved in all, in a row or not. */
  readonly achievedDays: number;
  /** Freezes held. */
  readonly freezes: number;
}
