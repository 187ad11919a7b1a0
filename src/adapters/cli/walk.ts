import type { RawGpsPoint } from '../../application/events.js';
import { karneyMetres } from '../../domain/movement/geodesic.js';
import { parseInstant, toIso } from '../../domain/time/instant.js';
import type { Instant } from '../../domain/time/instant.js';
import { readGpx } from '../gpx/read-gpx.js';

/** A point of a walk, ready to be sent. */
export interface WalkPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly at: string;
  readonly altitude?: number;
  readonly startsSegment?: boolean;
}

export interface Walk {
  readonly points: readonly WalkPoint[];
  /** The sum of the geodesics within segments (Karney), to compare with what the service says. */
  readonly metres: number;
}

/** The timed points of a GPX file, each `trkseg` a segment of its own, all moved so that the last is now. */
export async function readWalk(file: AsyncIterable<Uint8Array>, now: Instant): Promise<Walk> {
  const timed: { readonly point: WalkPoint; readonly at: Instant }[] = [];
  for await (const raw of readGpx(file)) {
    const at = parseInstant(String(raw['at']));
    if (at !== undefined) timed.push({ point: pointOf(raw), at });
  }
  const shift = now - (timed.at(-1)?.at ?? now);
  const points = timed.map(({ point, at }) => ({ ...point, at: toIso(at + shift) }));
  return { points, metres: lengthOf(points) };
}

function pointOf(raw: RawGpsPoint): WalkPoint {
  const { latitude, longitude, altitude, startsSegment } = raw as unknown as WalkPoint;
  return {
    latitude,
    longitude,
    at: '',
    ...(altitude !== undefined && { altitude }),
    ...(startsSegment === true && { startsSegment }),
  };
}

function lengthOf(points: readonly WalkPoint[]): number {
  return points.reduce((sum, point, index) => {
    const before = points[index - 1];
    return before === undefined || point.startsSegment === true ? sum : sum + karneyMetres(before, point);
  }, 0);
}
