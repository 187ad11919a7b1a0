import { karneyMetres } from '../../domain/movement/geodesic.js';
import {
  LATEST_ARRIVAL_MS,
  preferred,
  readGpsPoint,
  writeGpsPoint,
  type GpsPoint,
} from '../../domain/movement/gps-point.js';
import { HOUR } from '../../domain/time/duration.js';
import { parseInstant, toIso } from '../../domain/time/instant.js';
import type { Instant } from '../../domain/time/instant.js';
import { readGpx } from '../gpx/read-gpx.js';

/** A point of a walk, ready to be sent. */
export type WalkPoint = Readonly<Record<string, unknown>> & { readonly at: string };

export interface Walk {
  /** Ascending, one an instant. */
  readonly points: readonly [WalkPoint, ...WalkPoint[]];
  /** The sum of the geodesics within segments (Karney), to compare with what the service says. */
  readonly metres: number;
}

/** Points are taken for so long; the walker needs some time too. */
const LONGEST_WALK_MS = LATEST_ARRIVAL_MS - HOUR;

/**
 * The points of a GPX file that have a place and a time, each `trkseg` a segment of its own, all moved so that the last is
 * now. Files hold points out of order, and two of one instant where one segment ends and the next begins.
 * @throws Error if there are none, or if they reach back further than points are taken
 */
export async function readWalk(file: AsyncIterable<Uint8Array>, now: Instant): Promise<Walk> {
  const walked = new Map<Instant, GpsPoint>();
  for await (const point of timedPoints(file)) {
    const other = walked.get(point.at);
    walked.set(point.at, other === undefined ? point : preferred(other, point));
  }
  const points = [...walked.values()].sort((a, b) => a.at - b.at);
  const end = points.at(-1)?.at ?? now;
  const [first, ...others] = points.map((point) => ({ ...writeGpsPoint(point), at: toIso(point.at + now - end) }));
  if (first === undefined) throw new Error('The file has no point with a place and a time.');
  if (end - (points[0]?.at ?? end) > LONGEST_WALK_MS)
    throw new Error('The file covers more than a week: send it in parts.');
  return { points: [first, ...others], metres: lengthOf(points) };
}

/** Without accuracy: a walk is counted from point to point, so that it can be compared with the geodesic. */
async function* timedPoints(file: AsyncIterable<Uint8Array>): AsyncGenerator<GpsPoint> {
  let startsSegment = false;
  for await (const raw of readGpx(file)) {
    startsSegment ||= raw['startsSegment'] === true;
    const { latitude, longitude, altitude, at } = raw;
    const point = readGpsPoint({ latitude, longitude, altitude, at }, parseInstant(String(at)) ?? 0);
    if (typeof point === 'string') continue;
    yield { ...point, startsSegment };
    startsSegment = false;
  }
}

function lengthOf(points: readonly GpsPoint[]): number {
  return points.reduce((sum, point, index) => {
    const before = points[index - 1];
    return before === undefined || point.startsSegment ? sum : sum + karneyMetres(before, point);
  }, 0);
}
