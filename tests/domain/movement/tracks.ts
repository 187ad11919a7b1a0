import fc from 'fast-check';
import type { GpsPoint } from '../../../src/domain/movement/gps-point.js';
import type { MovementSettings } from '../../../src/domain/movement/plausibility.js';
import { TrackFold, type QuarterHour } from '../../../src/domain/movement/track.js';
import type { TrackedUntil } from '../../../src/domain/movement/tracking.js';
import { quarterOf } from '../../../src/domain/time/hour.js';
import type { Instant } from '../../../src/domain/time/instant.js';

export const SETTINGS: MovementSettings = { maxSpeed: 100, maxAccuracy: 100, maxGap: 3600 };
export const NOON = Date.parse('2026-11-20T12:00:00Z');
export const alwaysTracked: TrackedUntil = () => Infinity;

const METRES_A_DEGREE = 111_195;

export function point(at: Instant, latitude: number, longitude: number, more: Partial<GpsPoint> = {}): GpsPoint {
  return { at, latitude, longitude, accuracy: null, altitude: null, speed: null, startsSegment: false, ...more };
}

/** A place so many metres north and east of 47° N 8° E, nearly. */
export function place(at: Instant, north: number, east: number, more: Partial<GpsPoint> = {}): GpsPoint {
  const latitude = 47 + north / METRES_A_DEGREE;
  return point(at, latitude, 8 + east / (METRES_A_DEGREE * Math.cos((47 * Math.PI) / 180)), more);
}

/** All quarter-hours of ascending points, folded at once. */
export function foldAll(
  points: readonly GpsPoint[],
  settings = SETTINGS,
  trackedUntil = alwaysTracked,
): readonly QuarterHour[] {
  const fold = new TrackFold(undefined, settings, trackedUntil);
  const ended = points.map((each) => fold.add(each));
  return [...ended, fold.end()].filter((quarter) => quarter !== undefined);
}

export interface Sums {
  readonly metres: number;
  readonly points: number;
}

/** Quarter-hour → what all credits give it. */
export function sums(quarters: readonly QuarterHour[]): ReadonlyMap<Instant, Sums> {
  const found = new Map<Instant, Sums>();
  for (const { quarter, metres, points } of quarters.flatMap(({ credits }) => credits)) {
    const sum = found.get(quarter) ?? { metres: 0, points: 0 };
    found.set(quarter, { metres: sum.metres + metres, points: sum.points + points });
  }
  return found;
}

/** Reason → how many points are rejected for it, by all credits; none of which all was taken back. */
export function rejections(quarters: readonly QuarterHour[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { rejected = {} } of quarters.flatMap(({ credits }) => credits))
    for (const [reason, count] of Object.entries(rejected)) found.set(reason, (found.get(reason) ?? 0) + count);
  return new Map([...found].filter(([, count]) => count !== 0));
}

export function total(quarters: readonly QuarterHour[]): number {
  return quarters.flatMap(({ credits }) => credits).reduce((sum, { metres }) => sum + metres, 0);
}

/** The metres of the quarter-hours from noon on. */
export function fromNoon(quarters: readonly QuarterHour[], count: number): readonly number[] {
  const found = sums(quarters);
  return Array.from({ length: count }, (_, index) => found.get(quarterOf(NOON) + index * 900_000)?.metres ?? 0);
}

const step = fc.record({
  milliseconds: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 120_000 }) },
    { weight: 3, arbitrary: fc.integer({ min: 120_000, max: 1_800_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1_800_000, max: 5_400_000 }) },
  ),
  north: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -60, max: 60 }) },
    fc.integer({ min: -90_000, max: 90_000 }),
  ),
  east: fc.integer({ min: -60, max: 60 }),
  accuracy: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(4, 7.5, 15, 40, 150)),
  startsSegment: fc.integer({ min: 0, max: 15 }).map((n) => n === 0),
});

/** Tracks with jumps, silences, noise, bad fixes and segments, ascending. */
export const anyTrack: fc.Arbitrary<readonly GpsPoint[]> = fc
  .array(step, { minLength: 1, maxLength: 60 })
  .map((steps) => {
    let [at, north, east] = [NOON, 0, 0];
    return steps.map((next) => {
      at += next.milliseconds;
      // A jump leads there for one point, or for good.
      const away = Math.abs(next.north) > 60 && next.north % 2 === 0;
      if (!away) north += next.north;
      east += next.east;
      return place(at, away ? north + next.north : north, east, {
        accuracy: next.accuracy,
        startsSegment: next.startsSegment,
      });
    });
  });

/**
 * How a property is checked: so often, from a seed that is printed, the same in every run unless SEED says otherwise.
 * RUNS multiplies how often.
 */
export function runs(count: number): { readonly seed: number; readonly numRuns: number } {
  const seed = Number(process.env['SEED'] ?? 20_261_121);
  const numRuns = count * Number(process.env['RUNS'] ?? 1);
  console.log(`      seed ${seed}, ${numRuns} runs`);
  return { seed, numRuns };
}

/** A sequence of chances that is the same in every run. */
export function seeded(seed: number): { readonly uniform: () => number; readonly normal: () => number } {
  let state = seed >>> 0;
  // Mulberry32, public domain, by Tommy Ettinger.
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box and Muller.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
