import { expect } from 'chai';
import type { GpsPoint } from '../../../src/domain/movement/gps-point.js';
import { geodesicMetres } from '../../../src/domain/movement/geodesic.js';
import { Walk, type Witness } from '../../../src/domain/movement/plausibility.js';
import { alwaysTracked, foldAll, NOON, place, seeded, SETTINGS, total } from './tracks.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What is finally said of each point. */
function verdicts(points: readonly GpsPoint[], settings = SETTINGS, trackedUntil = alwaysTracked): readonly string[] {
  const found = new Map<number, string>();
  const witness: Witness = {
    line: () => undefined,
    began: () => undefined,
    judged: (at, status, reason) => found.set(at, reason ?? status),
  };
  const walk = new Walk(null, settings, trackedUntil, witness);
  for (const point of points) walk.next(point);
  return points.map(({ at }) => found.get(at) ?? 'forgotten');
}

/** Points every 30 s at these metres north. */
function every30s(...north: readonly number[]): readonly GpsPoint[] {
  return north.map((metres, index) => place(NOON + index * 30 * SECOND, metres, 0));
}

interface Walker {
  readonly speed: number;
  readonly seconds: number;
  readonly accuracy: number;
  readonly seed: number;
}

/** An hour with normal noise of 5 m an axis. */
function noisyHour({ speed, seconds, accuracy, seed }: Walker): readonly GpsPoint[] {
  const { normal } = seeded(seed);
  return Array.from({ length: 3600 / seconds + 1 }, (_, index) => {
    const at = NOON + index * seconds * SECOND;
    return place(at, index * seconds * speed + 5 * normal(), 5 * normal(), { accuracy });
  });
}

describe('plausibility', () => {
  it('counts what a walker covers', () => {
    expect(verdicts(every30s(0, 40, 80))).to.deep.equal(['counted', 'counted', 'counted']);
    expect(total(foldAll(every30s(0, 40, 80)))).to.be.closeTo(80, 0.2);
  });

  it('keeps a fix with a large radius but counts nothing to it', () => {
    const points = every30s(0, 0, 40).map((point, index) => (index === 1 ? { ...point, accuracy: 100.1 } : point));
    expect(verdicts(points)).to.deep.equal(['counted', 'inaccurate', 'counted']);
    expect(total(foldAll(points))).to.be.closeTo(40, 0.1);
  });

  it('believes no fix at 0, 0, however often it comes: the line goes on across it', () => {
    const points = every30s(0, 40, 60, 80, 100, 120);
    const lost = points.map((point, index) =>
      index >= 2 && index <= 4 ? { ...point, latitude: 0, longitude: 0, accuracy: index === 4 ? 500 : null } : point,
    );
    expect(verdicts(lost).slice(1)).to.deep.equal(['counted', ...Array<string>(3).fill('null-island'), 'counted']);
    expect(total(foldAll(lost))).to.be.closeTo(120, 0.2);
    expect(verdicts([{ ...points[0]!, latitude: 0 }])).to.deep.equal(['counted']);
  });

  it('adds nothing for a leap of 100 km and back', () => {
    const points = every30s(0, 40, 100_000, 80, 120);
    expect(verdicts(points)).to.deep.equal(['counted', 'counted', 'implausible-speed', 'counted', 'counted']);
    expect(total(foldAll(points))).to.be.closeTo(120, 0.3);
  });

  it('adds nothing for a leap of several points and back', () => {
    const points = every30s(0, 40, 100_000, 100_040, 80, 120);
    expect(total(foldAll(points))).to.be.closeTo(40 + 40 + 40, 0.3);
  });

  it('goes on from a far place where somebody stays, without counting the way', () => {
    const points = every30s(0, 40, 100_000, 100_040, 100_080);
    expect(verdicts(points)).to.deep.equal(Array(5).fill('counted'));
    expect(total(foldAll(points))).to.be.closeTo(40 + 80, 0.3);
  });

  it('goes on from the far place after a time in which the way could have been made, too', () => {
    const far = [0, 40, 100_000].map((north, index) => place(NOON + index * 30 * SECOND, north, 0));
    const points = [...far, place(NOON + 45 * MINUTE, 100_040, 0), place(NOON + 46 * MINUTE, 100_080, 0)];
    expect(total(foldAll(points))).to.be.closeTo(40 + 80, 0.3);
  });

  it('rejects a wrong first point and none of those that follow', () => {
    const points = every30s(100_000, 0, 40, 80);
    expect(verdicts(points)).to.deep.equal(['implausible-speed', 'counted', 'counted', 'counted']);
    expect(total(foldAll(points))).to.be.closeTo(80, 0.2);
  });

  it('survives wrong points of which each is elsewhere', () => {
    const points = every30s(0, 100_000, -200_000, 300_000, 40, 80);
    expect(total(foldAll(points))).to.be.closeTo(80, 0.2);
    expect(verdicts(points).slice(1, 4)).to.deep.equal(Array(3).fill('implausible-speed'));
  });

  it('draws no line to a point that starts a segment, even if that point is rejected', () => {
    const points = every30s(0, 40, 80, 120);
    const broken = points.map((point, index) => ({ ...point, startsSegment: index === 2 }));
    expect(total(foldAll(broken))).to.be.closeTo(80, 0.2);
    const inaccurate = broken.map((point, index) => ({ ...point, accuracy: index === 2 ? 500 : null }));
    expect(total(foldAll(inaccurate))).to.be.closeTo(40, 0.2);
  });

  it('draws a line across a silence of an hour, not of more', () => {
    const silence = (ms: number): number => total(foldAll([place(NOON, 0, 0), place(NOON + ms, 3000, 0)]));
    expect(silence(60 * MINUTE)).to.be.closeTo(3000, 10);
    expect(silence(60 * MINUTE + 1)).to.equal(0);
  });

  it('draws no line across a pause, nor within one, and keeps its points', () => {
    const offAt = NOON + 45 * SECOND;
    const points = every30s(0, 40, 80, 120);
    const trackedUntil = (at: number): number => Math.max(at, offAt);
    expect(total(foldAll(points, SETTINGS, trackedUntil))).to.be.closeTo(40, 0.1);
    expect(verdicts(points, SETTINGS, trackedUntil)).to.deep.equal(Array(4).fill('counted'));
  });

  it('counts under 50 m for an hour at rest whose fixes carry their accuracy', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      for (const accuracy of [7.5, 15]) {
        const points = noisyHour({ speed: 0, seconds: 30, accuracy, seed });
        expect(total(foldAll(points))).to.be.below(50);
        expect(verdicts(points).slice(1)).to.include('stationary');
      }
    }
  });

  it('keeps 95–105 % of a walk of 1 m/s with the same noise', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      for (const accuracy of [7.5, 15]) {
        for (const seconds of [10, 30]) {
          expect(total(foldAll(noisyHour({ speed: 1, seconds, accuracy, seed })))).to.be.within(
            3600 * 0.95,
            3600 * 1.05,
          );
        }
      }
    }
  });

  it('loses nothing where accuracy is unknown, neither at rest nor walking', () => {
    const points = noisyHour({ speed: 0, seconds: 30, accuracy: 7.5, seed: 7 }).map((point) => ({
      ...point,
      accuracy: null,
    }));
    const exact = points.slice(1).reduce((sum, point, index) => sum + geodesicMetres(points[index]!, point), 0);
    expect(exact).to.be.above(900);
    expect(total(foldAll(points))).to.be.closeTo(exact, 1e-9 * exact);
  });

  it('counts the way to where a long rest ends when it ends, not over the rest', () => {
    const rest = Array.from({ length: 100 }, (_, index) => place(NOON + index * MINUTE, 0, 0, { accuracy: 7.5 }));
    const points = [...rest, place(NOON + 101 * MINUTE, 60, 0, { accuracy: 7.5 })];
    const lines: number[][] = [];
    const witness: Witness = { line: (...line) => lines.push(line), began: () => undefined, judged: () => undefined };
    const walk = new Walk(null, SETTINGS, alwaysTracked, witness);
    for (const point of points) walk.next(point);
    expect(lines.filter(([, , metres]) => metres! > 0).map(([from]) => from)).to.deep.equal([NOON + 99 * MINUTE]);
  });
});
