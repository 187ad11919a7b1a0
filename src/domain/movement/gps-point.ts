import type { Instant } from '../time/instant.js';

/** A fix of a receiver: WGS84 degrees, metres, metres a second. A user has one point an instant. */
export interface GpsPoint {
  readonly at: Instant;
  readonly latitude: number;
  readonly longitude: number;
  /** Radius in metres; null is unknown. */
  readonly accuracy: number | null;
  readonly altitude: number | null;
  readonly speed: number | null;
  /** Nothing is counted between this point and the one before it. */
  readonly startsSegment: boolean;
}

/**
 * Which of two points at one instant stays: the more accurate, then the one with the smaller coordinates, so that it
 * does not depend on which came first.
 */
export function preferred(a: GpsPoint, b: GpsPoint): GpsPoint {
  const order =
    compare(a.accuracy ?? Infinity, b.accuracy ?? Infinity) ||
    compare(a.latitude, b.latitude) ||
    compare(a.longitude, b.longitude) ||
    compare(Number(a.startsSegment), Number(b.startsSegment)) ||
    compare(a.altitude ?? Infinity, b.altitude ?? Infinity) ||
    compare(a.speed ?? Infinity, b.speed ?? Infinity);
  return order <= 0 ? a : b;
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
