import { addDays, dayOf, nextDay, startOfDay, type Day, type DayCalendar } from '../time/local-day.js';
import type { Instant } from '../time/instant.js';

/** What happened on one day of the report's zone. */
export interface DailyReport {
  readonly day: Day;
  readonly timeZone: string;
  readonly logins: number;
  readonly failedLogins: number;
  readonly registrations: number;
  readonly generatedAt: Instant;
}

/** How far back an outage is made up for. */
const MOST_DAYS = 31;
/** What began before midnight may be written a moment after it. */
const SETTLES_WITHIN_MS = 60_000;

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
export function isQuiet({ logins, failedLogins, registrations }: DailyReport): boolean {
  return logins + failedLogins + registrations === 0;
}
