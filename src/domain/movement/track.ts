import { QUARTER_MS, quarterOf } from '../time/hour.js';
import type { Instant } from '../time/instant.js';
import type { GpsPoint } from './gps-point.js';
import type {
  MovementSettings,
  PointReason,
  PointStatus,
  RejectionReason,
  TrackState,
  Witness,
} from './plausibility.js';
import { Walk } from './plausibility.js';
import type { TrackedUntil } from './tracking.js';

/** How many points, by why they are rejected; a reason of none is left out. */
export type Rejections = Readonly<Partial<Record<RejectionReason, number>>>;

/** What points gave to a quarter-hour: metres, and how many of its points are not rejected, and are (negative: taken back). */
export interface QuarterCredit {
  readonly quarter: Instant;
  readonly metres: number;
  readonly points: number;
  /** Left out if there are none. */
  readonly rejected?: Rejections;
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
  rejected: Partial<Record<RejectionReason, number>>;
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
    this.earlier = new Map(before?.credits.map((credit) => [credit.quarter, sumOf(credit)]));
    this.own = this.earlier.get(this.start) ?? nothing();
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
    const credits = [...this.earlier, [this.start, this.own] as const]
      .map(([quarter, sum]) => creditOf(quarter, sum))
      .filter(({ metres, points, rejected }) => metres > 0 || points !== 0 || rejected !== undefined)
      .sort((a, b) => a.quarter - b.quarter);
    return { start: this.start, lastAt: this.lastAt, credits, state: this.walk.state };
  }

  line(from: Instant, to: Instant, metres: number): void {
    if (from >= this.start) this.own.metres += metres;
    else this.split(from, to, metres);
  }

  judged(at: Instant, _status: PointStatus, reason: PointReason | null, revised: boolean): void {
    const sum = revised ? this.sumOf(quarterOf(at)) : this.own;
    if (reason === null || reason === 'stationary') {
      sum.points += 1;
      if (revised) reject(sum, 'implausible-speed', -1);
    } else {
      reject(sum, reason, 1);
      if (revised) sum.points -= 1;
    }
  }

  began(): void {
    // A line that begins gives nothing to any quarter-hour.
  }

  private open(at: Instant): void {
    this.start = quarterOf(at);
    this.own = nothing();
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
    const sum = nothing();
    this.earlier.set(quarter, sum);
    return sum;
  }
}

function nothing(): Sum {
  return { metres: 0, points: 0, rejected: {} };
}

function reject({ rejected }: Sum, reason: RejectionReason, count: 1 | -1): void {
  rejected[reason] = (rejected[reason] ?? 0) + count;
}

function sumOf({ metres, points, rejected }: QuarterCredit): Sum {
  return { metres, points, rejected: { ...rejected } };
}

function creditOf(quarter: Instant, { metres, points, rejected }: Sum): QuarterCredit {
  const some = Object.entries(rejected).filter(([, count]) => count !== 0);
  return { quarter, metres, points, ...(some.length > 0 && { rejected: Object.fromEntries(some) }) };
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
