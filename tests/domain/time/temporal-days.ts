import { Temporal } from 'temporal-polyfill';

const starts = new Map<string, number>();
const KEPT = 100_000;

/** Starts of days by Temporal: another implementation of zones than the one under test. */
export function temporalStart(day: string, timeZone: string, dayStartsAt: number): number {
  const key = `${day} ${timeZone} ${dayStartsAt}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  if (starts.size >= KEPT) starts.clear();
  const start = askTemporal(day, timeZone, dayStartsAt);
  starts.set(key, start);
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
  const start = Temporal.PlainDate.from({ year: fromYear, month: 1, day: 1 });
  const end = Temporal.PlainDate.from({ year: toYear + 1, month: 1, day: 1 });
  return transitions(timeZone, start, end).map((change) => change.toPlainDate().toString());
}

/**
 * What the clocks of a zone do over whole years and the days beside them: where it is the same for two zones, every day
 * begins at the same instants in both.
 */
export function clocksOf(timeZone: string, fromYear: number, toYear: number): string {
  const start = Temporal.PlainDate.from({ year: fromYear - 1, month: 12, day: 1 });
  const end = Temporal.PlainDate.from({ year: toYear + 1, month: 2, day: 1 });
  const changes = transitions(timeZone, start, end).map((change) => `${change.epochMilliseconds}${change.offset}`);
  return [start.toZonedDateTime(timeZone).offset, ...changes].join(' ');
}

/** The first moments at which the zone has another offset, from the start of a day to that of another. */
function transitions(timeZone: string, start: Temporal.PlainDate, end: Temporal.PlainDate): Temporal.ZonedDateTime[] {
  const last = end.toZonedDateTime(timeZone).epochMilliseconds;
  const found: Temporal.ZonedDateTime[] = [];
  let next = start.toZonedDateTime(timeZone).getTimeZoneTransition('next');
  while (next !== null && next.epochMilliseconds < last) {
    found.push(next);
    next = next.getTimeZoneTransition('next');
  }
  return found;
}

export function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
