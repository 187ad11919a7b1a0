import { QUARTER_MS, quarterOf } from '../time/hour.js';
import type { Instant } from '../time/instant.js';
import type { GpsPoint } from './gps-point.js';
import type { MovementSettings, PointStatus, TrackState, Witness } from './plausibility.js';
import { Walk } from './plausibility.js';
import type { TrackedUntil } from './tracking.js';

/** What points gave to a quarter-hour: metres, and how many of its points are not rejected (negative: taken back). */
export interface QuarterCredit {
  readonly quarter: Instant;
  readonly metres: number;
  readonly points: number;
}

/**
 * What the points of one quarter-hour of UTC made. There is one for each quarter-hour that has a stored point. It is
 * replaced whole, never incremented; an hour is a sum of credits.
 */
export interface QuarterHour {
  readonly start: Instant;
  /** Its last stored point, rejected or not. */
  readonly lastAt: Instant;
  /** To this quarter-hour and to earlier ones, ascending by quarter. */
  readonly credits: readonly QuarterCredit[];
  /** The state behind its last point; null: the next point begins anew. */
  readonly state: TrackState | null;
}

interface Sum {
  metres: number;
  points: number;
}

/**
 * Folds points, ascending by instant, into quarter-hours. Going on behind a quarter-hour gives, to the bit, what
 * folding everything at once gives: O(1) a point and in memory, whatever lies before.
 */
export class TrackFold implements Witness {
  private readonly walk: Walk;
  private start: Instant;
  private lastAt: Instant;
  private own: Sum;
  private earlier: Map<Instant, Sum>;
  private changed = false;

  /** @param before the quarter-hour to go on behind, which is continued if the next point lies in it */
  constructor(before: QuarterHour | undefined, settings: MovementSettings, trackedUntil: TrackedUntil) {
    this.walk = new Walk(before?.state ?? null, settings, trackedUntil, this);
    this.start = before?.start ?? -Infinity;
    this.lastAt = before?.lastAt ?? -Infinity;
    this.earlier = new Map(before?.credits.map(({ quarter, metres, points }) => [quarter, { metres, points }]));
    this.own = this.earlier.get(this.start) ?? { metres: 0, points: 0 };
    this.earlier.delete(this.start);
  }

  /** Returns the quarter-hour that ended before this point, if one did. */
  add(point: GpsPoint): QuarterHour | undefined {
    const ended = point.at >= this.start + QUARTER_MS ? this.end() : undefined;
    if (point.at >= this.start + QUARTER_MS) this.open(point.at);
    this.lastAt = point.at;
    this.changed = true;
    this.walk.next(point);
    return ended;
  }

  /** The quarter-hour in hand; `undefined` if no point was added to it. */
  end(): QuarterHour | undefined {
    if (!this.changed) return undefined;
    const sums = [...this.earlier, [this.start, this.own] as const].filter(
      ([, sum]) => sum.metres > 0 || sum.points !== 0,
    );
    const credits = sums.map(([quarter, sum]) => ({ quarter, ...sum })).sort((a, b) => a.quarter - b.quarter);
    return { start: this.start, lastAt: this.lastAt, credits, state: this.walk.state };
  }

  line(from: Instant, to: Instant, metres: number): void {
    if (from >= this.start) this.own.metres += metres;
    else this.split(from, to, metres);
  }

  judged(at: Instant, status: PointStatus, _reason: unknown, revised: boolean): void {
    if (!revised) this.own.points += status === 'rejected' ? 0 : 1;
    else this.sumOf(quarterOf(at)).points += status === 'rejected' ? -1 : 1;
  }

  began(): void {
    // A line that begins gives nothing to any quarter-hour.
  }

  private open(at: Instant): void {
    this.start = quarterOf(at);
    this.own = { metres: 0, points: 0 };
    if (this.earlier.size > 0) this.earlier = new Map();
    this.changed = false;
  }

  /** By time, at even speed; the last part is what is left, so that nothing is lost. */
  private split(from: Instant, to: Instant, metres: number): void {
    let left = metres;
    let quarter = quarterOf(from);
    for (; quarter + QUARTER_MS < to; quarter += QUARTER_MS) {
      const part = (metres * (quarter + QUARTER_MS - Math.max(quarter, from))) / (to - from);
      this.sumOf(quarter).metres += part;
      left -= part;
    }
    this.sumOf(quarter).metres += Math.max(0, left);
  }

  private sumOf(quarter: Instant): Sum {
    if (quarter === this.start) return this.own;
    const known = this.earlier.get(quarter);
    if (known !== undefined) return known;
    const sum = { metres: 0, points: 0 };
    this.earlier.set(quarter, sum);
    return sum;
  }
}

/** Whether folding on behind one gives the same as behind the other. */
export function sameEnd(a: QuarterHour, b: QuarterHour): boolean {
  return a.lastAt === b.lastAt && JSON.stringify(canonical(a.state)) === JSON.stringify(canonical(b.state));
}

/** Stores may give fields back in another order. */
function canonical(state: TrackState | null): unknown {
  if (state === null) return null;
  const places = [state.anchor, state.last, state.candidate];
  return [state.alone, ...places.map((fix) => fix && [fix.at, fix.latitude, fix.longitude, fix.accuracy])];
}
