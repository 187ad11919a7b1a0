import { HOUR } from '../domain/time/duration.js';
import type { Instant, InstantRange } from '../domain/time/instant.js';
import { addDays, type Day } from '../domain/time/local-day.js';

const DAYS_BY_DEFAULT = 30;

/** What is left out of a range: it ends now, and begins 24 hours before its end, or before now if that is sooner. */
export function last24Hours(
  { from, to }: { readonly from?: Instant | undefined; readonly to?: Instant | undefined },
  now: Instant,
): InstantRange {
  const end = now + 1;
  return { from: from ?? Math.min(to ?? end, end) - 24 * HOUR, to: to ?? end };
}

/** The same of days, both inclusive: 30 up to the last, or up to the latest there can be, if that is sooner. */
export function last30Days(
  { from, to }: { readonly from?: Day | undefined; readonly to?: Day | undefined },
  latest: Day,
): { readonly from: Day; readonly to: Day } {
  const last = to === undefined || to > latest ? latest : to;
  return { from: from ?? addDays(last, 1 - DAYS_BY_DEFAULT), to: to ?? latest };
}
