import geographiclib from 'geographiclib-geodesic';

const { WGS84 } = geographiclib.Geodesic;
const HOUR_MS = 3_600_000;

/** A point as an app sends it. */
export interface SentPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly at: string;
  readonly accuracy?: number;
  readonly altitude?: number;
  readonly startsSegment?: boolean;
}

/** The start of the hour of UTC that began so many hours before the current one, in ms. */
export function hourBefore(hours: number): number {
  return (Math.floor(Date.now() / HOUR_MS) - hours) * HOUR_MS;
}

/** Along a meridian, 111 m a step. @param start ms */
export function walkNorth(start: number, points: number, secondsApart: number): readonly SentPoint[] {
  return Array.from({ length: points }, (_, index) => ({
    latitude: 46 + index / 1000,
    longitude: 14,
    at: new Date(start + index * secondsApart * 1000).toISOString(),
  }));
}

/** Metres of the geodesics (Karney) from point to point, without those between segments. */
export function lengthOf(points: readonly SentPoint[]): number {
  return points.reduce((sum, point, index) => {
    const before = points[index - 1];
    if (before === undefined || point.startsSegment === true) return sum;
    return sum + (WGS84.Inverse(before.latitude, before.longitude, point.latitude, point.longitude).s12 ?? 0);
  }, 0);
}
