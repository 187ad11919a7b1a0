import { expect } from 'chai';
import fc from 'fast-check';
import { geodesicMetres } from '../../../src/domain/movement/geodesic.js';
import type { GpsPoint } from '../../../src/domain/movement/gps-point.js';
import { sameEnd, TrackFold, type QuarterHour } from '../../../src/domain/movement/track.js';
import {
  alwaysTracked,
  anyTrack,
  foldAll,
  fromNoon,
  NOON,
  place,
  rejections,
  runs,
  SETTINGS,
  sums,
  total,
} from './tracks.js';

const MINUTE = 60_000;

/** Folds the points in parts, each on behind what a store would give back. */
function foldInParts(points: readonly GpsPoint[], cuts: ReadonlySet<number>): readonly QuarterHour[] {
  const quarters = new Map<number, QuarterHour>();
  let before: QuarterHour | undefined;
  let fold = new TrackFold(before, SETTINGS, alwaysTracked);
  const keep = (quarter: QuarterHour | undefined): void => {
    if (quarter === undefined) return;
    before = JSON.parse(JSON.stringify(quarter)) as QuarterHour;
    quarters.set(quarter.start, before);
  };
  points.forEach((point, index) => {
    if (cuts.has(index)) {
      keep(fold.end());
      fold = new TrackFold(before, SETTINGS, alwaysTracked);
    }
    keep(fold.add(point));
  });
  keep(fold.end());
  return [...quarters.values()];
}

describe('TrackFold', () => {
  it('splits a line by time where it crosses the edges of quarter-hours', () => {
    const points = [place(NOON + 10 * MINUTE, 0, 0), place(NOON + 40 * MINUTE, 300, 0)];
    const [first, second, third] = fromNoon(foldAll(points), 3);
    expect(first).to.be.closeTo(50, 0.2);
    expect(second).to.be.closeTo(150, 0.5);
    expect(third).to.be.closeTo(100, 0.4);
  });

  it('gives 6 km to each of two hours at 12 km/h from half past to half past', () => {
    const points = Array.from({ length: 10 }, (_, index) => index * 7)
      .filter((minute) => minute <= 60)
      .concat(60)
      .map((minute) => place(NOON + (30 + minute) * MINUTE, minute * 200, 0));
    const quarters = fromNoon(foldAll(points), 8);
    const hours = [quarters.slice(0, 4), quarters.slice(4)].map((hour) =>
      hour.reduce((sum, metres) => sum + metres, 0),
    );
    for (const metres of hours) expect(metres).to.be.within(5940, 6060);
  });

  it('gives nothing to a quarter-hour at whose first instant a line ends', () => {
    const quarters = foldAll([place(NOON + 14 * MINUTE, 0, 0), place(NOON + 15 * MINUTE, 60, 0)]);
    expect(fromNoon(quarters, 2)).to.deep.equal([total(quarters), 0]);
    expect(quarters.map(({ start }) => start)).to.deep.equal([NOON, NOON + 15 * MINUTE]);
  });

  it('counts points that are not rejected, and takes back a wrong first one', () => {
    const points = [
      place(NOON + 14 * MINUTE, 100_000, 0),
      place(NOON + 16 * MINUTE, 0, 0),
      place(NOON + 31 * MINUTE, 50, 0),
    ];
    const quarters = foldAll(points);
    expect([...sums(quarters)].map(([start, { points: count }]) => [(start - NOON) / MINUTE, count])).to.deep.equal([
      [0, 0],
      [15, 1],
      [30, 1],
    ]);
  });

  it('has a quarter-hour for a rejected point alone', () => {
    const [quarter] = foldAll([place(NOON + MINUTE, 0, 0, { accuracy: 500 })]);
    const credits = [{ quarter: NOON, metres: 0, points: 0, rejected: { inaccurate: 1 } }];
    expect(quarter).to.deep.equal({ start: NOON, lastAt: NOON + MINUTE, credits, state: null });
  });

  it('gives the same to the bit however the points are split into batches', () => {
    fc.assert(
      fc.property(anyTrack, fc.array(fc.nat(60)), (points, cuts) => {
        expect(foldInParts(points, new Set(cuts))).to.deep.equal(foldAll(points));
      }),
      runs(500),
    );
  });

  it('is never negative, and counts each point once: taken, or rejected for a reason', () => {
    fc.assert(
      fc.property(anyTrack, (points) => {
        const quarters = foldAll(points);
        const counted = [...sums(quarters).values()];
        expect(quarters.flatMap(({ credits }) => credits).every(({ metres }) => metres >= 0)).to.equal(true);
        expect(counted.every((sum) => sum.points >= 0)).to.equal(true);
        const rejected = [...rejections(quarters).values()];
        expect(rejected.every((count) => count > 0)).to.equal(true);
        const all = [...counted.map((sum) => sum.points), ...rejected];
        expect(all.reduce((sum, each) => sum + each, 0)).to.equal(points.length);
      }),
      runs(200),
    );
  });

  it('sums to the geodesic length of the segments where accuracy is unknown and nobody leaps', () => {
    fc.assert(
      fc.property(anyTrack, (points) => {
        const track = points.map((point, index) => ({
          ...place(point.at, index, 2 * index),
          startsSegment: point.startsSegment,
        }));
        const plausible = track.filter((point, index) => index === 0 || point.at - track[index - 1]!.at >= 1000);
        let length = 0;
        plausible.forEach((point, index) => {
          const before = plausible[index - 1];
          if (before === undefined || point.startsSegment || point.at - before.at > SETTINGS.maxGap * 1000) return;
          length += geodesicMetres(before, point);
        });
        expect(total(foldAll(plausible))).to.be.closeTo(length, 1e-9 * length + 1e-9);
      }),
      runs(200),
    );
  });

  it('knows whether two quarter-hours end alike, in whatever order a store gives their fields', () => {
    const [quarter] = foldAll([place(NOON, 0, 0), place(NOON + MINUTE, 40, 0)]);
    const shuffled = JSON.parse(JSON.stringify(quarter, null, 0), (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as QuarterHour;
    expect(sameEnd(quarter!, shuffled)).to.equal(true);
    expect(sameEnd(quarter!, { ...shuffled, lastAt: NOON })).to.equal(false);
    expect(sameEnd(quarter!, { ...shuffled, state: null })).to.equal(false);
  });
});
