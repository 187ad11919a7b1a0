import type { Day } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';
import type { Intake } from './intake.js';
import type { StreakState } from './streak.js';
import type { WaterDay } from './water-day.js';
import type { WaterGoal } from './water-goal.js';

/** What happened to the streak up to a day that can no longer change. */
export interface SettledStreak extends StreakState {
  /** The last settled day; null before the first. */
  readonly through: Day | null;
}

export type AnnouncementType = 'goal-reached' | 'streak-lost' | 'freeze-used';

/** Something to tell the user once. */
export interface Announcement {
  readonly type: AnnouncementType;
  readonly day: Day;
  /** The figures of the message: the streak now, before it was lost, or kept. */
  readonly streak: number;
  /** Whether the notification exists. */
  readonly done: boolean;
}

/** The water of one user, plain JSON: what is settled, and the intakes of the days that can still change. */
export interface WaterLedger {
  readonly settled: SettledStreak;
  /** Those of days after `settled.through`, ascending by (day, at, id). */
  readonly intakes: readonly Intake[];
  /** Ascending by `from`, at most one a day. */
  readonly goals: readonly WaterGoal[];
  /** One a (type, day). */
  readonly announcements: readonly Announcement[];
  /** The last day whose end has been told about; null before the first. */
  readonly closedThrough: Day | null;
  /** When something has to be done: a day ends that may cost the streak, a day settles, or at once if something is to be told. */
  readonly dueAt: Instant | null;
}

/** A day that can no longer change, with all that made it so. Plain JSON. */
export interface ArchivedDay extends WaterDay {
  readonly intakes: readonly Intake[];
}
