import { MINUTE } from '../time/duration.js';
import { addDays, dayOf, nextDay, startOfDay, type Day, type DayCalendar } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';

/**
 * What happened on one day of the report's zone, by the instants of what happened, as far as it was known when the report
 * was made. It is stored once and never counted again: what arrives later, or is changed or deleted, changes no report.
 */
export interface DailyReport {
  readonly day: Day;
  readonly timeZone: string;
  readonly logins: number;
  readonly failedLogins: number;
  readonly registrations: number;
  readonly intakes: number;
  readonly millilitres: number;
  /** By an intake of the day. */
  readonly goalsReached: number;
  /** To the millimetre. */
  readonly metres: number;
  /** GPS points that are not rejected. */
  readonly points: number;
  /** Made on the day; the others are how they stood when the report was made. */
  readonly notifications: number;
  readonly notificationsDelivered: number;
  readonly notificationsFailed: number;
  readonly notificationsDead: number;
  readonly generatedAt: Instant;
}

/** How far back an outage is made up for. */
const MOST_DAYS = 31;
/** What began before midnight may be written a moment after it. */
const SETTLES_WITHIN_MS = MINUTE;

/** The days that are over and have no report yet, in order; the first ever looks as far back as an outage may. */
export function daysToReport(latest: Day | undefined, now: Instant, calendar: DayCalendar): readonly Day[] {
  const today = dayOf(now - SETTLES_WITHIN_MS, calendar);
  const earliest = dayOf(startOfDay(addDays(today, -MOST_DAYS), calendar), calendar);
  const next = latest === undefined ? earliest : nextDay(latest, calendar);
  const days: Day[] = [];
  for (let day = next > earliest ? next : earliest; day < today; day = nextDay(day, calendar)) days.push(day);
  return days;
}

/** Nothing happened: before the first day on which something did there is nothing to report. */
export function isQuiet(report: DailyReport): boolean {
  const { logins, failedLogins, registrations, intakes, points, notifications } = report;
  return logins + failedLogins + registrations + intakes + points + notifications === 0;
}
