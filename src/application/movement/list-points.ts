import { END_OF_TIME } from '../../domain/movement/gps-point.js';
import type { PointReason, PointStatus } from '../../domain/movement/plausibility.js';
import { toIso, type Instant, type InstantRange } from '../../domain/time/instant.js';
import { numericKey, readPage, type Page, type PageRequest, type Position } from '../paging.js';
import type { TrackRepository } from '../ports/track-repository.js';
import type { JudgedPoint, JudgedPoints } from './judged-points.js';

/** A stored point as its owner sees it. */
export interface PointView {
  readonly latitude: number;
  readonly longitude: number;
  readonly at: string;
  readonly accuracy: number | null;
  readonly status: PointStatus;
  readonly reason: PointReason | null;
}

/** The ledger of points, newest first: what was counted, and why not the others. */
export class ListPoints {
  constructor(
    private readonly tracks: TrackRepository,
    private readonly judged: JudgedPoints,
  ) {}

  /** @throws DomainError `invalid-cursor` */
  async execute({
    userId,
    from = 0,
    to = END_OF_TIME,
    ...request
  }: PageRequest & {
    readonly userId: string;
    readonly from?: Instant | undefined;
    readonly to?: Instant | undefined;
  }): Promise<Page<PointView>> {
    return readPage(
      request,
      (after, limit) => this.latest(userId, { from, to: Math.min(to, instantOf(after)) }, limit),
      ({ point }) => ({ key: point.at, id: String(point.at) }),
      pointView,
    );
  }

  private async latest(userId: string, range: InstantRange, limit: number): Promise<readonly JudgedPoint[]> {
    const points = await this.tracks.latestPoints(userId, range, limit);
    const [newest, oldest] = [points[0], points.at(-1)];
    if (newest === undefined || oldest === undefined) return [];
    const found: JudgedPoint[] = [];
    for await (const point of this.judged.of(userId, { from: oldest.at, to: newest.at + 1 })) found.push(point);
    return found.reverse().slice(0, limit);
  }
}

function instantOf(after: Position | undefined): Instant {
  return after === undefined ? END_OF_TIME : numericKey(after);
}

function pointView({ point, status, reason }: JudgedPoint): PointView {
  const { latitude, longitude, at, accuracy } = point;
  return { latitude, longitude, at: toIso(at), accuracy, status, reason };
}
