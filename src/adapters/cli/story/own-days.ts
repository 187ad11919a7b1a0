import { HOUR } from '../../../domain/time/duration.js';
import type { Instant } from '../../../domain/time/instant.js';
import { addDays, dayOf, initialCalendar, startOfDay } from '../../../domain/time/local-day.js';
import type { Person } from './people.js';

/** The days of a story as one person lives them, in the person's own zone; the last one is today. */
export interface OwnDays {
  readonly count: number;
  /** The instant a number of hours after a day began. */
  at(day: number, hours: number): Instant;
}

export function ownDays({ city }: Person, count: number, now: Instant): OwnDays {
  const calendar = initialCalendar(city.timeZone);
  const today = dayOf(now, calendar);
  return {
    count,
    at: (day, hours) => startOfDay(addDays(today, day + 1 - count), calendar) + Math.round(hours * HOUR),
  };
}
