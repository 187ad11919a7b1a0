import { dateOn, addDays, midnightOf } from './calendar-date.js';
import { HOUR } from './duration.js';
import type { Instant, InstantRange } from './instant.js';
import { endOfDay, startOfDay, type Day, type DayCalendar } from './local-day.js';
import { firstReaching, offsetAt } from './wall-clock.js';

/**
 * When, within a day, the user's wall clock shows an hour of [first, last): once on an ordinary day; more often, or not
 * at all, on one that a change of zone made longer or shorter.
 * @param last up to 24
 * @returns ascending, none touching the next
 */
export function hoursOfDay(
  day: Day,
  calendar: DayCalendar,
  [first, last]: readonly [first: number, last: number],
): readonly InstantRange[] {
  const [start, end] = [startOfDay(day, calendar), endOfDay(day, calendar)];
  const ranges = calendar.flatMap(({ from, timeZone }, index) => {
    const holds = {
      from: index === 0 ? start : Math.max(start, from),
      to: Math.min(end, calendar[index + 1]?.from ?? end),
    };
    return datesWithin(holds, timeZone).map((date) => {
      const reached = (hour: number): Instant => firstReaching(midnightOf(date) + hour * HOUR, timeZone);
      return { from: Math.max(holds.from, reached(first)), to: Math.min(holds.to, reached(last)) };
    });
  });
  return ranges.filter(({ from, to }) => from < to).reduce<readonly InstantRange[]>(joined, []);
}

/** The dates that the wall clocks of a zone show in a range. */
function datesWithin({ from, to }: InstantRange, timeZone: string): readonly string[] {
  const dates: string[] = [];
  const last = from < to ? dateOn(to - 1 + offsetAt(to - 1, timeZone)) : '';
  for (let date = dateOn(from + offsetAt(from, timeZone)); date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

function joined(before: readonly InstantRange[], next: InstantRange): readonly InstantRange[] {
  const last = before.at(-1);
  return last?.to === next.from ? [...before.slice(0, -1), { ...last, to: next.to }] : [...before, next];
}
