import { DomainError } from '../errors.js';
import type { Day } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';
import { checkMillilitres, checkRecent, INTAKES_A_DAY, tooOld, type Intake } from './intake.js';
import { NO_STREAK, type StreakState } from './streak.js';
import type { WaterDay } from './water-day.js';
import { withGoal, type WaterGoal } from './water-goal.js';

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

/** Of what the user has been reminded on a day. */
export interface Reminded {
  readonly day: Day;
  /** How many reminders have had their time. */
  readonly reminders: number;
  /** Whether the time to warn that the streak is at risk has been. */
  readonly atRisk: boolean;
  /** When the user last heard of either, or a reminder passed that is switched off. */
  readonly lastAt: Instant | null;
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
  /**
   * When something has to be done: a day ends that may cost the streak, a day settles, or at once if something is to be
   * told.
   */
  readonly dueAt: Instant | null;
  /** When its user last changed something in it; null before the first time. */
  readonly usedAt: Instant | null;
  /** On the last day on which there was something to remind of; null before it. */
  readonly reminded: Reminded | null;
  /** When to look for something to remind of: no reminder is due before. Null for a user who has left. */
  readonly remindAt: Instant | null;
}

/** A day that can no longer change, with all that made it so. Plain JSON. */
export interface ArchivedDay extends WaterDay {
  readonly intakes: readonly Intake[];
}

export const EMPTY_LEDGER: WaterLedger = {
  settled: { ...NO_STREAK, through: null },
  intakes: [],
  goals: [],
  announcements: [],
  closedThrough: null,
  dueAt: null,
  usedAt: null,
  reminded: null,
  remindAt: null,
};

/**
 * Logs an intake; one with the same id changes nothing.
 * @throws DomainError `invalid-millilitres`, `too-old`, `in-the-future`, `too-many-intakes`
 */
export function withIntake(ledger: WaterLedger, intake: Intake, now: Instant): WaterLedger {
  if (intakeOf(ledger, intake.id) !== undefined) return ledger;
  checkMillilitres(intake.millilitres);
  checkRecent(intake.at, now);
  if (ledger.settled.through !== null && intake.day <= ledger.settled.through) throw tooOld();
  if (ledger.intakes.filter(({ day }) => day === intake.day).length >= INTAKES_A_DAY) {
    throw new DomainError('conflict', 'too-many-intakes', `A day holds at most ${INTAKES_A_DAY} intakes.`);
  }
  return { ...ledger, intakes: [...ledger.intakes, intake].sort(byTime) };
}

/** @throws DomainError `intake-not-found`, `too-old`, `invalid-millilitres` */
export function withChangedIntake(ledger: WaterLedger, id: string, millilitres: number, now: Instant): WaterLedger {
  checkMillilitres(millilitres);
  checkRecent(foundIntake(ledger, id).at, now);
  const changed = (intake: Intake): Intake => (intake.id === id ? { ...intake, millilitres } : intake);
  return { ...ledger, intakes: ledger.intakes.map(changed) };
}

/** @throws DomainError `intake-not-found`, `too-old` */
export function withoutIntake(ledger: WaterLedger, id: string, now: Instant): WaterLedger {
  checkRecent(foundIntake(ledger, id).at, now);
  return { ...ledger, intakes: ledger.intakes.filter((intake) => intake.id !== id) };
}

export function withWaterGoal(ledger: WaterLedger, from: Day, millilitres: number): WaterLedger {
  return { ...ledger, goals: withGoal(ledger.goals, from, millilitres) };
}

export function intakeOf(ledger: WaterLedger, id: string): Intake | undefined {
  return ledger.intakes.find((intake) => intake.id === id);
}

/** @throws DomainError `intake-not-found` */
export function foundIntake(ledger: WaterLedger, id: string): Intake {
  const intake = intakeOf(ledger, id);
  if (intake === undefined) throw intakeNotFound();
  return intake;
}

export function intakeNotFound(): DomainError {
  return new DomainError('not-found', 'intake-not-found', 'There is no such intake.');
}

function byTime(one: Intake, other: Intake): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}
