import { Temporal } from 'temporal-polyfill';

const starts = new Map<string, number>();

/** Starts of days by Temporal: another implementation of zones than the one under test. */
export function temporalStart(day: string, timeZone: string, dayStartsAt: number): number {
  const key = `${day} ${timeZone} ${dayStartsAt}`;
  const start = starts.get(key) ?? askTemporal(day, timeZone, dayStartsAt);
  if (starts.size < 100_000) starts.set(key, start);
  return start;
}

function askTemporal(day: string, timeZone: string, dayStartsAt: number): number {
  const wall = Temporal.PlainDate.from(day).toPlainDateTime({ hour: dayStartsAt });
  const found = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  if (found.toPlainDateTime().equals(wall)) return found.epochMilliseconds;
  const before = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return before.getTimeZoneTransition('next')!.epochMilliseconds;
}

/** The greatest day whose start is not after the instant. */
export function temporalDay(instant: number, timeZone: string, dayStartsAt: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  for (let ahead = 2; ; ahead -= 1) {
    const day = local.add({ days: ahead }).toString();
    if (temporalStart(day, timeZone, dayStartsAt) <= instant) return day;
  }
}

/** Local dates on which the zone changes its offset, of whole years. */
export function transitionDays(timeZone: string, fromYear: number, toYear: number): string[] {
  const end = Temporal.PlainDate.from({ year: toYear + 1, month: 1, day: 1 }).toZonedDateTime(timeZone);
  const days: string[] = [];
  let at = Temporal.PlainDate.from({ year: fromYear, month: 1, day: 1 }).toZonedDateTime(timeZone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= end.epochMilliseconds) return days;
    days.push(next.toPlainDate().toString());
    at = next;
  }
}

export function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
