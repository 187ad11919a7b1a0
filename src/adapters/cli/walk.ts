import type { RawGpsPoint } from '../../application/events.js';
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
  readonly points: readonly WalkPoint[];
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
  const timed: { readonly raw: RawGpsPoint; readonly at: Instant }[] = [];
  for await (const raw of readGpx(file)) {
    const at = parseInstant(String(raw['at']));
    if (at !== undefined) timed.push({ raw, at });
  }
  timed.sort((a, b) => a.at - b.at);
  const [first, last] = [timed[0], timed.at(-1)];
  if (first === undefined || last === undefined) throw new Error('The file has no point with a time.');
  if (last.at - first.at > LONGEST_WALK_MS) throw new Error('The file covers more than a week: send it in parts.');
  const walked = new Map<Instant, GpsPoint>();
  for (const { raw, at } of timed) {
    const point = pointOf(raw, at + now - last.at, now);
    if (point === undefined) continue;
    const other = walked.get(at);
    walked.set(at, other === undefined ? point : preferred(other, point));
  }
  const points = [...walked.values()];
  return {
    points: points.map((point) => ({ ...writeGpsPoint(point), at: toIso(point.at) })),
    metres: lengthOf(points),
  };
}

/** Without accuracy: a walk is counted from point to point, so that it can be compared with the geodesic. */
function pointOf(raw: RawGpsPoint, at: Instant, now: Instant): GpsPoint | undefined {
  const { latitude, longitude, altitude, startsSegment } = raw;
  const point = readGpsPoint({ latitude, longitude, altitude, startsSegment, at: toIso(at) }, now);
  return typeof point === 'string' ? undefined : point;
}

function lengthOf(points: readonly GpsPoint[]): number {
  return points.reduce((sum, point, index) => {
    const before = points[index - 1];
    return before === undefined || point.startsSegment ? sum : sum + karneyMetres(before, point);
  }, 0);
}
