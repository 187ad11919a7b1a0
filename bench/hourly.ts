/** Metres per hour: points a second in the pure domain and with decoding, growth and heap. `npm run bench:hourly` */
import { readGpsPoint, type GpsPoint } from '../src/domain/movement/gps-point.js';
import { TrackFold } from '../src/domain/movement/track.js';
import { parseInstant, toIso } from '../src/domain/time/instant.js';
import { DISTANCES, type Distance } from './distances.js';
import { goal, measure, millionsASecond, seeded, type Cost } from './measure.js';

const SETTINGS = { maxSpeed: 100, maxAccuracy: 100, maxGap: 3600 };
const START = Date.parse('2026-11-20T00:00:00Z');
const USERS = 100;
const POINTS_A_USER = 2000;
const POINTS_AN_EVENT = 100;
const HOUR_MS = 3_600_000;
const ROUNDS = 7;

/** A walk with turns, a point every 5 s. */
function* walk(user: number, count: number): Generator<GpsPoint> {
  const random = seeded(user + 1);
  let [latitude, longitude, heading] = [60 * random(), 360 * random() - 180, 0];
  for (let index = 0; index < count; index += 1) {
    heading += random() - 0.5;
    latitude += 6e-5 * Math.cos(heading);
    longitude += 6e-5 * Math.sin(heading);
    const [at, accuracy] = [START + index * 5000, index % 2 === 0 ? 5 : null];
    yield { at, latitude, longitude, accuracy, altitude: null, speed: null, startsSegment: false };
  }
}

function eventsOf(points: readonly GpsPoint[]): readonly string[] {
  const events: string[] = [];
  for (let start = 0; start < points.length; start += POINTS_AN_EVENT) {
    const raws = points.slice(start, start + POINTS_AN_EVENT).map(({ latitude, longitude, at, accuracy }) => ({
      latitude,
      longitude,
      at: toIso(at),
      ...(accuracy !== null && { accuracy }),
    }));
    const occurredAt = toIso(points.at(-1)?.at ?? START);
    events.push(
      JSON.stringify({
        id: 'x',
        type: 'gps-points.recorded',
        version: 1,
        occurredAt,
        data: { userId: 'x', points: raws },
      }),
    );
  }
  return events;
}

let checksum = 0;

function ours(tracks: readonly Iterable<GpsPoint>[]): void {
  for (const track of tracks) {
    const fold = new TrackFold(undefined, SETTINGS, () => Infinity);
    for (const point of track) {
      const ended = fold.add(point);
      if (ended !== undefined) checksum += ended.credits.length;
    }
  }
}

interface Envelope {
  readonly occurredAt: string;
  readonly data: { readonly points: readonly unknown[] };
}

function decoded(events: readonly string[]): void {
  const fold = new TrackFold(undefined, SETTINGS, () => Infinity);
  for (const event of events) {
    const { occurredAt, data } = JSON.parse(event) as Envelope;
    const acceptedAt = parseInstant(occurredAt) ?? NaN;
    for (const raw of data.points) {
      const point = readGpsPoint(raw, acceptedAt);
      if (typeof point !== 'string') checksum += fold.add(point) === undefined ? 0 : 1;
    }
  }
}

/** What one would write without us: every line is counted, split at the hours, in a map. */
function plain(tracks: readonly (readonly GpsPoint[])[], distance: Distance): void {
  for (const track of tracks) {
    const hours = new Map<number, number>();
    let before: GpsPoint | undefined;
    for (const point of track) {
      if (before !== undefined) {
        const metres = distance(before, point);
        const [from, to] = [Math.floor(before.at / HOUR_MS), Math.floor(point.at / HOUR_MS)];
        const share = from === to ? 0 : (point.at - to * HOUR_MS) / (point.at - before.at);
        hours.set(from, (hours.get(from) ?? 0) + metres * (1 - share));
        if (share > 0) hours.set(to, (hours.get(to) ?? 0) + metres * share);
      }
      before = point;
    }
    checksum += hours.size;
  }
}

const tracks = Array.from({ length: USERS }, (_, user) => [...walk(user, POINTS_A_USER)]);
const events = tracks.map(eventsOf);
const pieces = USERS * POINTS_A_USER;
const few = tracks.slice(0, 5);

const costs = measure(
  [
    {
      name: 'ours',
      pieces,
      run: () => {
        ours(tracks);
      },
    },
    {
      name: 'ours, a twin',
      pieces,
      run: () => {
        ours(tracks);
      },
    },
    {
      name: 'ours, with decoding',
      pieces,
      run: () => {
        events.forEach(decoded);
      },
    },
    {
      name: 'JSON.parse alone',
      pieces,
      run: () => {
        for (const event of events.flat()) checksum += (JSON.parse(event) as Envelope).data.points.length;
      },
    },
    ...Object.entries(DISTANCES).map(([name, distance]) => ({
      name: `plain sum, ${name}`,
      pieces: few.length * POINTS_A_USER,
      run: () => {
        plain(few, distance);
      },
    })),
  ],
  ROUNDS,
);

console.log(
  `${USERS} users × ${POINTS_A_USER} points, median of ${ROUNDS} interleaved rounds [quartiles]; node ${process.version}\n`,
);
const rate = (name: string): number => millionsASecond(costs.get(name) ?? { median: NaN, low: NaN, high: NaN });
for (const [name, cost] of costs) {
  const spread = `${(1000 / cost.high).toFixed(2)}–${(1000 / cost.low).toFixed(2)}`;
  const ratio = rate('ours') / millionsASecond(cost);
  console.log(
    `${name.padEnd(38)} ${millionsASecond(cost).toFixed(2).padStart(6)} M points/s [${spread}]  ours is ${ratio.toFixed(2)}×`,
  );
}

// Growth: tracks that are made while they are folded, so that only the folds are in memory; as many points in all sizes.
const sizes = [1, 2, 4, 8];
const longWalks = (size: number): Iterable<GpsPoint>[] =>
  Array.from({ length: 80 / size }, (_, user) => walk(user, size * 5000));
const growth = measure(
  sizes.map((size) => ({
    name: String(size),
    pieces: 400_000,
    run: () => {
      ours(longWalks(size));
    },
  })),
  9,
);
const growthRate = (size: number): number => millionsASecond(growth.get(String(size)) as Cost);
console.log(
  `\ngrowth, making the points included: ${sizes.map((size) => `${size}× ${growthRate(size).toFixed(2)} M/s`).join(', ')}`,
);

function heapAfter(size: number): number {
  const fold = new TrackFold(undefined, SETTINGS, () => Infinity);
  for (const point of walk(1, size * 200_000)) fold.add(point);
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  checksum += fold.end() === undefined ? 0 : 1;
  return heap;
}

goal(`≥ 10 M points/s in the pure domain: ${rate('ours').toFixed(1)} M`, rate('ours') >= 10);
goal(`≥ 0.8 M points/s with decoding: ${rate('ours, with decoding').toFixed(2)} M`, rate('ours, with decoding') >= 0.8);
goal(
  `rate at 8× ≥ 0.85 of the rate at 1×: ${(growthRate(8) / growthRate(1)).toFixed(2)}`,
  growthRate(8) >= 0.85 * growthRate(1),
);
if (globalThis.gc === undefined) console.log('heap not measured: run with --expose-gc');
else {
  const [once, eightTimes] = [heapAfter(1), heapAfter(8)];
  goal(`heap after 8× the points ≤ 1.1 of that after 1×: ${(eightTimes / once).toFixed(3)}`, eightTimes <= 1.1 * once);
}
console.log(`checksum ${checksum}`);
