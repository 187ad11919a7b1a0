import { END_OF_TIME, type GpsPoint } from '../../domain/movement/gps-point.js';
import { Walk, type MovementSettings, type PointReason, type PointStatus } from '../../domain/movement/plausibility.js';
import { NEVER_TRACKED, trackedUntil } from '../../domain/movement/tracking.js';
import { quarterOf } from '../../domain/time/hour.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { TrackingRepository } from '../ports/tracking-repository.js';

/** A stored point and what became of it. */
export interface JudgedPoint {
  readonly point: GpsPoint;
  readonly status: PointStatus;
  readonly reason: PointReason | null;
  /** No line leads to it. */
  readonly startsLine: boolean;
}

interface Judgement {
  status: PointStatus;
  reason: PointReason | null;
  startsLine: boolean;
}

/**
 * The points of a range, ascending, each with its final verdict. Verdicts are not stored: the walk that counts the metres
 * gives them again, from the state before the first quarter-hour to where nothing later can change them.
 */
export class JudgedPoints {
  /** @param batch so many points in memory at a time */
  constructor(
    private readonly tracks: TrackRepository,
    private readonly tracking: TrackingRepository,
    private readonly settings: MovementSettings,
    private readonly batch = 500,
  ) {}

  async *of(userId: string, range: InstantRange): AsyncGenerator<JudgedPoint> {
    const judgements = new Map<Instant, Judgement>();
    const walk = await this.walk(userId, range.from, judgements);
    let waiting: GpsPoint[] = [];
    let cursor = quarterOf(range.from);
    for (let more = true; more;) {
      const points = await this.tracks.points(userId, { from: cursor, to: END_OF_TIME }, this.batch);
      for (const point of points) walk.next(point);
      waiting.push(...points.filter(({ at }) => at >= range.from && at < range.to));
      more = points.length === this.batch && ((points.at(-1)?.at ?? 0) < range.to || walk.unsettled(range.to - 1));
      cursor = (points.at(-1)?.at ?? cursor) + 1;
      const settled = more ? waiting.filter(({ at }) => !walk.unsettled(at)) : waiting;
      for (const point of settled) yield { point, ...judgementOf(judgements, point) };
      waiting = waiting.slice(settled.length);
      for (const at of judgements.keys()) if (at < (waiting[0]?.at ?? cursor)) judgements.delete(at);
    }
  }

  private async walk(userId: string, from: Instant, judgements: Map<Instant, Judgement>): Promise<Walk> {
    const before = await this.tracks.quarterBefore(userId, quarterOf(from));
    const tracking = (await this.tracking.get(userId)) ?? NEVER_TRACKED;
    const begun = new Set<Instant>();
    return new Walk(before?.state ?? null, this.settings, trackedUntil(tracking), {
      line: () => undefined,
      began: (at) => begun.add(at),
      judged: (at, status, reason) => judgements.set(at, { status, reason, startsLine: begun.delete(at) }),
    });
  }
}

function judgementOf(judgements: ReadonlyMap<Instant, Judgement>, point: GpsPoint): Judgement {
  const judgement = judgements.get(point.at);
  if (judgement === undefined) throw new Error('a point of the track was not judged');
  return judgement;
}
