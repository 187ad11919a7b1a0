import { HOUR, MINUTE } from '../time/duration.js';
import { parseInstant, toIso, type Instant } from '../time/instant.js';

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

/** Why a point is refused when it comes in. Refused points are not kept. */
export type PointRefusal =
  | 'invalid-point'
  | 'invalid-latitude'
  | 'invalid-longitude'
  | 'invalid-instant'
  | 'in-the-future'
  | 'too-old'
  | 'invalid-accuracy'
  | 'invalid-altitude'
  | 'invalid-speed'
  | 'invalid-starts-segment'
  | 'unknown-field'
  | 'tracking-off';

/** How far a phone's clock may be ahead of ours. */
export const CLOCK_LEEWAY_MS = 2 * MINUTE;
/** How late a point, or a word about tracking, may come in. */
export const LATEST_ARRIVAL_MS = 7 * 24 * HOUR;
/** The last instant that a date can have: no point is later. */
export const END_OF_TIME = 8.64e15;

const FIELDS = new Set(['latitude', 'longitude', 'at', 'accuracy', 'altitude', 'speed', 'startsSegment']);

/**
 * Reads one point as a client sent it. Text is no number. An accuracy of 0 is unknown, not perfect, and so is a
 * negative speed (what iOS sends when it has none).
 * @param acceptedAt what its age is judged by: when it was accepted, not when it is read
 */
export function readGpsPoint(raw: unknown, acceptedAt: Instant): GpsPoint | PointRefusal {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return 'invalid-point';
  const { latitude, longitude, at, accuracy, altitude, speed, startsSegment } = raw as Record<string, unknown>;
  if (!isWithin(latitude, 90)) return 'invalid-latitude';
  if (!isWithin(longitude, 180)) return 'invalid-longitude';
  const instant = readPointInstant(at, acceptedAt);
  if (typeof instant === 'string') return instant;
  if (!isOptionalNumber(accuracy) || (accuracy ?? 0) < 0) return 'invalid-accuracy';
  if (!isOptionalNumber(altitude)) return 'invalid-altitude';
  if (!isOptionalNumber(speed)) return 'invalid-speed';
  if (startsSegment != null && typeof startsSegment !== 'boolean') return 'invalid-starts-segment';
  for (const field in raw) if (!FIELDS.has(field)) return 'unknown-field';
  return {
    at: instant,
    // −0 becomes 0: it would not survive JSON, and equal points must stay equal.
    latitude: latitude + 0,
    longitude: longitude + 0,
    accuracy: accuracy == null || accuracy === 0 ? null : accuracy,
    altitude: altitude == null ? null : altitude + 0,
    speed: speed == null || speed < 0 ? null : speed + 0,
    startsSegment: startsSegment === true,
  };
}

/** The instant of a point, if it can be believed. */
export function readPointInstant(at: unknown, acceptedAt: Instant): Instant | PointRefusal {
  const instant = typeof at === 'string' ? parseInstant(at) : undefined;
  if (instant === undefined) return 'invalid-instant';
  if (instant > acceptedAt + CLOCK_LEEWAY_MS) return 'in-the-future';
  return instant < acceptedAt - LATEST_ARRIVAL_MS ? 'too-old' : instant;
}

/** As clients send it; what is unknown is left out. */
export function writeGpsPoint(point: GpsPoint): Readonly<Record<string, unknown>> {
  return {
    latitude: point.latitude,
    longitude: point.longitude,
    at: toIso(point.at),
    ...(point.accuracy !== null && { accuracy: point.accuracy }),
    ...(point.altitude !== null && { altitude: point.altitude }),
    ...(point.speed !== null && { speed: point.speed }),
    ...(point.startsSegment && { startsSegment: true }),
  };
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

function isWithin(value: unknown, limit: number): value is number {
  return typeof value === 'number' && value >= -limit && value <= limit;
}

function isOptionalNumber(value: unknown): value is number | null | undefined {
  return value == null || (typeof value === 'number' && Number.isFinite(value));
}
