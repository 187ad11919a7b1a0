import { HOUR } from '../time/duration.js';
import { hourOf } from '../time/hour.js';
import { toIso, type Instant, type InstantRange } from '../time/instant.js';
import { addDays, dayOf, initialCalendar } from '../time/local-day.js';
import type { RejectionReason } from './plausibility.js';
import type { QuarterCredit, QuarterHour } from './track.js';

export const PERIODS = ['hour', 'day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** What was covered in a period, and how many of its points are not rejected. Metres to the millimetre. */
export interface Distance {
  readonly label: string;
  readonly metres: number;
  readonly points: number;
}

/** No period of that kind is longer. */
const LONGEST_MS: Readonly<Record<Period, number>> = {
  hour: 2 * HOUR,
  day: 2 * 24 * HOUR,
  week: 8 * 24 * HOUR,
  month: 32 * 24 * HOUR,
};

/**
 * The name of the period of a zone in which an instant lies: the first instant of the hour, the day, the Monday of the
 * week, the month. Names sort as the periods do.
 * @throws DomainError `invalid-time-zone`
 */
export function periodLabel(period: Period, timeZone: string): (at: Instant) => string {
  const calendar = initialCalendar(timeZone);
  if (period === 'hour') return (at) => toIso(hourOf(at, timeZone));
  return (at) => {
    const day = dayOf(at, calendar);
    if (period === 'day') return day;
    return period === 'month' ? day.slice(0, 7) : mondayOf(day);
  };
}

/** Where quarter-hours may lie that belong to the periods of a range. */
export function reachOf(period: Period, from: Instant, to: Instant): InstantRange {
  return { from: from - LONGEST_MS[period], to: to + LONGEST_MS[period] };
}

/**
 * Sums credits by period, ascending, each period whole that [from, to) touches; none without any distance or point.
 * Zones are off by 15, 30 and 45 minutes, quarter-hours regroup into all of them.
 */
export function distances(
  quarters: readonly QuarterHour[],
  range: InstantRange,
  labelOf: (at: Instant) => string,
): readonly Distance[] {
  const sums = new Map<string, { metres: number; points: number }>();
  for (const [label, { metres, points }] of labelled(quarters, range, labelOf)) {
    const sum = sums.get(label) ?? { metres: 0, points: 0 };
    sums.set(label, { metres: sum.metres + metres, points: sum.points + points });
  }
  return [...sums]
    .map(([label, { metres, points }]) => ({ label, metres: toMillimetres(metres), points }))
    .filter(({ metres, points }) => metres > 0 || points > 0)
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** How many points were rejected in the same periods, by reason, the most frequent first. */
export function rejections(
  quarters: readonly QuarterHour[],
  range: InstantRange,
  labelOf: (at: Instant) => string,
): readonly { readonly reason: RejectionReason; readonly points: number }[] {
  const sums = new Map<RejectionReason, number>();
  for (const [, { rejected = {} }] of labelled(quarters, range, labelOf))
    for (const [reason, points] of Object.entries(rejected) as [RejectionReason, number][])
      sums.set(reason, (sums.get(reason) ?? 0) + points);
  return [...sums]
    .map(([reason, points]) => ({ reason, points }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || (a.reason < b.reason ? -1 : 1));
}

/** The credits of the periods that [from, to) touches, each with the name of its own. */
function* labelled(
  quarters: readonly QuarterHour[],
  range: InstantRange,
  labelOf: (at: Instant) => string,
): Generator<readonly [label: string, credit: QuarterCredit]> {
  if (range.from >= range.to) return;
  const [first, last] = [labelOf(range.from), labelOf(range.to - 1)];
  for (const { credits } of quarters) {
    for (const credit of credits) {
      const label = labelOf(credit.quarter);
      if (label >= first && label <= last) yield [label, credit];
    }
  }
}

export function toMillimetres(metres: number): number {
  return Math.round(metres * 1000) / 1000;
}

function mondayOf(day: string): string {
  // Sunday is 0.
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}
