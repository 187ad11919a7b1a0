import type { Day } from '../time/local-day.js';
import type { WaterDayStatus } from './water-day.js';

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

export const NO_STREAK: StreakState = { current: 0, longest: 0, lastAchievedDay: null, achievedDays: 0, freezes: 0 };

const DAYS_FOR_A_FREEZE = 10;
const MOST_FREEZES = 2;

/** The streak behind a day: only an achieved day counts, only a missed one ends it. */
export function streakAfter(state: StreakState, day: Day, status: WaterDayStatus): StreakState {
  switch (status) {
    case 'achieved':
      return afterAchieved(state, day);
    case 'frozen':
      return { ...state, freezes: state.freezes - 1 };
    case 'missed':
      return { ...state, current: 0 };
    case 'open':
    case 'excused':
      return state;
  }
}

function afterAchieved(state: StreakState, day: Day): StreakState {
  const current = state.current + 1;
  const achievedDays = state.achievedDays + 1;
  const earned = achievedDays % DAYS_FOR_A_FREEZE === 0 ? 1 : 0;
  return {
    current,
    longest: Math.max(state.longest, current),
    lastAchievedDay: day,
    achievedDays,
    freezes: Math.min(MOST_FREEZES, state.freezes + earned),
  };
}

/** What users see of it. */
export function streakView({ current, longest, lastAchievedDay }: Streak): Streak {
  return { current, longest, lastAchievedDay };
}

export function sameStreak(one: Streak, other: Streak): boolean {
  return (
    one.current === other.current && one.longest === other.longest && one.lastAchievedDay === other.lastAchievedDay
  );
}
