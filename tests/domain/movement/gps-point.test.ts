import { expect } from 'chai';
import fc from 'fast-check';
import { preferred, readGpsPoint, writeGpsPoint, type GpsPoint } from '../../../src/domain/movement/gps-point.js';
import { runs } from './tracks.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const good = { latitude: 47.1, longitude: 8.2, at: '2026-11-21T09:59:30.500Z' };
const read = (more: Record<string, unknown>): unknown => readGpsPoint({ ...good, ...more }, NOW);

describe('readGpsPoint', () => {
  it('reads a point with all its fields', () => {
    expect(read({ accuracy: 7.5, altitude: -3, speed: 1.2, startsSegment: true })).to.deep.equal({
      at: NOW - 29_500,
      latitude: 47.1,
      longitude: 8.2,
      accuracy: 7.5,
      altitude: -3,
      speed: 1.2,
      startsSegment: true,
    });
  });

  it('reads instants with any offset', () => {
    expect(read({ at: '2026-11-21T15:14:00+05:45' })).to.have.property('at', NOW - 31 * 60_000);
  });

  const refusals: readonly [string, Record<string, unknown>, string][] = [
    ['a latitude beyond a pole', { latitude: 90.000001 }, 'invalid-latitude'],
    ['a latitude as text', { latitude: '47.1' }, 'invalid-latitude'],
    ['a latitude that is no number', { latitude: NaN }, 'invalid-latitude'],
    ['a missing latitude', { latitude: undefined }, 'invalid-latitude'],
    ['an endless longitude', { longitude: -Infinity }, 'invalid-longitude'],
    ['a longitude beyond the antimeridian', { longitude: 181 }, 'invalid-longitude'],
    ['an instant without offset', { at: '2026-11-21T09:59:30' }, 'invalid-instant'],
    ['an instant as a number', { at: NOW }, 'invalid-instant'],
    ['an instant that the calendar lacks', { at: '2026-02-30T00:00:00Z' }, 'invalid-instant'],
    ['more than 2 minutes ahead', { at: '2026-11-21T10:02:00.001Z' }, 'in-the-future'],
    ['the year 2100', { at: '2100-01-01T00:00:00Z' }, 'in-the-future'],
    ['more than 7 days back', { at: '2026-11-14T09:59:59.999Z' }, 'too-old'],
    ['the year 1970', { at: '1970-01-01T00:00:00Z' }, 'too-old'],
    ['a negative accuracy', { accuracy: -1 }, 'invalid-accuracy'],
    ['an accuracy as text', { accuracy: '5' }, 'invalid-accuracy'],
    ['an endless altitude', { altitude: Infinity }, 'invalid-altitude'],
    ['a speed as text', { speed: 'fast' }, 'invalid-speed'],
    ['a segment as text', { startsSegment: 'yes' }, 'invalid-starts-segment'],
    ['a field that nobody knows', { heading: 12 }, 'unknown-field'],
  ];
  for (const [what, more, reason] of refusals) {
    it(`refuses ${what} as ${reason}`, () => {
      expect(read(more)).to.equal(reason);
    });
  }

  it('refuses what is no object', () => {
    for (const raw of [null, 7, 'x', undefined, [47, 8]]) expect(readGpsPoint(raw, NOW)).to.equal('invalid-point');
  });

  it('refuses a field named like the prototype', () => {
    const raw: unknown = JSON.parse('{"latitude":47,"longitude":8,"at":"2026-11-21T09:59:30Z","__proto__":{"x":1}}');
    expect(readGpsPoint(raw, NOW)).to.equal('unknown-field');
    expect(({} as Record<string, unknown>)['x']).to.equal(undefined);
  });

  it('takes the edges: 2 minutes ahead, 7 days back, the poles, the antimeridian', () => {
    for (const at of ['2026-11-21T10:02:00Z', '2026-11-14T10:00:00Z']) expect(read({ at })).to.be.an('object');
    expect(read({ latitude: -90, longitude: 180 })).to.include({ latitude: -90, longitude: 180 });
  });

  it('takes a missing accuracy, and 0, as unknown', () => {
    for (const accuracy of [undefined, null, 0, -0]) expect(read({ accuracy })).to.have.property('accuracy', null);
  });

  it('takes a negative speed as unknown, as phones say it', () => {
    expect(read({ speed: -1 })).to.have.property('speed', null);
  });

  it('takes −0 as 0', () => {
    const point = read({ latitude: -0, longitude: -0, altitude: -0, speed: -0 }) as GpsPoint;
    for (const value of [point.latitude, point.longitude, point.altitude, point.speed]) {
      expect(Object.is(value, 0)).to.equal(true);
    }
  });
});

const anyPoint: fc.Arbitrary<GpsPoint> = fc
  .record({
    at: fc.integer({ min: NOW - 600_000_000, max: NOW }),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    accuracy: fc.option(fc.double({ min: 0.1, max: 1e4, noNaN: true })),
    altitude: fc.option(fc.double({ min: -500, max: 9000, noNaN: true })),
    speed: fc.option(fc.double({ min: 0, max: 300, noNaN: true })),
    startsSegment: fc.boolean(),
  })
  .map((point) => readGpsPoint(writeGpsPoint(point), NOW) as GpsPoint);

describe('writeGpsPoint', () => {
  it('writes what is read again as the same point, through JSON', () => {
    fc.assert(
      fc.property(anyPoint, (point) => {
        expect(readGpsPoint(JSON.parse(JSON.stringify(writeGpsPoint(point))), NOW)).to.deep.equal(point);
      }),
      runs(200),
    );
  });
});

describe('preferred', () => {
  it('does not depend on the order, whichever of three points comes first', () => {
    const near = fc.constantFrom(1, 2, null);
    const point = fc.record({
      at: fc.constant(NOW),
      latitude: fc.constantFrom(1, 2),
      longitude: fc.constantFrom(1, 2),
      accuracy: near,
      altitude: near,
      speed: near,
      startsSegment: fc.boolean(),
    });
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const best = preferred(preferred(a, b), c);
        expect(preferred(c, preferred(b, a))).to.deep.equal(best);
        expect(preferred(preferred(c, a), b)).to.deep.equal(best);
      }),
      runs(200),
    );
  });

  it('takes the more accurate one, and any accuracy before an unknown one', () => {
    const point = readGpsPoint(good, NOW) as GpsPoint;
    expect(preferred(point, { ...point, accuracy: 50 }).accuracy).to.equal(50);
    expect(preferred({ ...point, accuracy: 5 }, { ...point, accuracy: 50 }).accuracy).to.equal(5);
  });
});
