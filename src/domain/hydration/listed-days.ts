import { dayOf, nextDay, startOfDay, type Day } from '../time/local-day.js';
import { emptyDay, judgedDays, registrationDay, type Circumstances } from './judged-days.js';
import { waterDay, type WaterDay } from './water-day.js';
import type { ArchivedDay, WaterLedger } from './water-ledger.js';

/**
 * The days of [from, to] up to today, newest first: all since the registration, and before it those for which something
 * was logged.
 * @param archived those of the range that are settled
 */
export function listedDays(
  ledger: WaterLedger,
  archived: readonly ArchivedDay[],
  circumstances: Circumstances,
  [from, to]: readonly [from: Day, to: Day],
): readonly WaterDay[] {
  const { now, calendar } = circumstances;
  const today = dayOf(now, calendar);
  const last = to < today ? to : today;
  const registered = registrationDay(circumstances);
  const kept = new Map<Day, ArchivedDay>();
  for (const day of [...archived, ...judgedDays(ledger, circumstances, last)]) kept.set(day.day, day);
  const days = [...kept.values()]
    .filter(({ day, intakes }) => day >= from && day <= last && day < registered && intakes.length > 0)
    .map(waterDay);
  const first = from > registered ? from : registered;
  if (first > last) return days.reverse();
  for (let day = dayOf(startOfDay(first, calendar), calendar); day <= last; day = nextDay(day, calendar)) {
    const found = kept.get(day);
    days.push(found === undefined ? emptyDay(day, ledger, circumstances) : waterDay(found));
  }
  return days.reverse();
}
