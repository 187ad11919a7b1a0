import {
  distances,
  periodLabel,
  reachOf,
  rejections,
  toMillimetres,
  type Period,
} from '../../domain/movement/hourly-distance.js';
import { LONGEST_GAP_MS, type RejectionReason } from '../../domain/movement/plausibility.js';
import type { Instant } from '../../domain/time/instant.js';
import { last24Hours } from '../default-range.js';
import type { Clock } from '../ports/clock.js';
import type { TrackRepository } from '../ports/track-repository.js';

/** Zones and their offsets are known, and four digits of a year are enough, from here to there. */
const FIRST_INSTANT = 0;
const LAST_INSTANT = Date.parse('9999-01-01T00:00:00Z');

/** `hour` is the instant at which it begins; `day` and `week` are days, a week is its Monday; `month` is `YYYY-MM`. */
export type PeriodDistance = { readonly metres: number; readonly points: number } & (
  { readonly hour: string } | { readonly day: string } | { readonly week: string } | { readonly month: string }
);

export interface Hours {
  readonly items: readonly PeriodDistance[];
  readonly totalMetres: number;
  /** Of the same periods; also where nothing else happened in one. */
  readonly rejected: readonly { readonly reason: RejectionReason; readonly points: number }[];
}

/** Metres per hour, day, week or month of UTC or of a zone, ascending: every one whole that the range touches. */
export class ListHours {
  constructor(
    private readonly tracks: TrackRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `invalid-time-zone` */
  async execute(input: {
    readonly userId: string;
    readonly from?: Instant | undefined;
    readonly to?: Instant | undefined;
    readonly timeZone?: string | undefined;
    readonly by?: Period | undefined;
  }): Promise<Hours> {
    const { by = 'hour', timeZone = 'UTC' } = input;
    const labelOf = periodLabel(by, timeZone);
    const range = last24Hours(input, this.clock.now());
    const [from, to] = [within(range.from), within(range.to)];
    const reach = reachOf(by, from, to);
    const quarters = await this.tracks.quarters(input.userId, { ...reach, to: reach.to + LONGEST_GAP_MS });
    const found = distances(quarters, { from, to }, labelOf);
    return {
      items: found.map(({ label, metres, points }) => item(by, label, metres, points)),
      totalMetres: toMillimetres(found.reduce((sum, { metres }) => sum + metres, 0)),
      rejected: rejections(quarters, { from, to }, labelOf),
    };
  }
}

function within(at: Instant): Instant {
  return Math.min(LAST_INSTANT, Math.max(FIRST_INSTANT, at));
}

function item(by: Period, label: string, metres: number, points: number): PeriodDistance {
  const sums = { metres, points };
  if (by === 'hour') return { hour: label, ...sums };
  if (by === 'day') return { day: label, ...sums };
  return by === 'week' ? { week: label, ...sums } : { month: label, ...sums };
}
