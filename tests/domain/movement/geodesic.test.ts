import { expect } from 'chai';
import geographiclib from 'geographiclib-geodesic';
import { geodesicMetres, karneyMetres, type Place } from '../../../src/domain/movement/geodesic.js';
import { seeded } from './tracks.js';

const { WGS84 } = geographiclib.Geodesic;

/** The place so many metres from here. */
function going(from: Place, azimuth: number, metres: number): Place {
  const { lat2, lon2 } = WGS84.Direct(from.latitude, from.longitude, azimuth, metres);
  return { latitude: lat2!, longitude: lon2! };
}

/** The largest relative error over random steps; lengths are even on a logarithmic scale. */
function worstError(latitudes: readonly [number, number], metres: readonly [number, number], steps: number): number {
  const { uniform } = seeded(42);
  let worst = 0;
  for (let count = 0; count < steps; count += 1) {
    const sign = uniform() < 0.5 ? -1 : 1;
    const latitude = sign * (latitudes[0] + (latitudes[1] - latitudes[0]) * uniform());
    const here = { latitude, longitude: 360 * uniform() - 180 };
    const there = going(here, 360 * uniform(), metres[0] * (metres[1] / metres[0]) ** uniform());
    const exact = karneyMetres(here, there);
    worst = Math.max(worst, Math.abs(geodesicMetres(here, there) - exact) / exact);
  }
  return worst;
}

describe('geodesicMetres', () => {
  for (const latitudes of [
    [0, 60],
    [60, 80],
    [80, 85],
    [85, 89],
    [89, 89.9],
    [89.9, 90],
  ] as const) {
    it(`agrees with Karney to 2e-8 for steps under 1 km between ${latitudes.join('° and ')}°`, () => {
      expect(worstError(latitudes, [1, 1000], 10_000)).to.be.below(2e-8);
    });
  }

  it('agrees with Karney to 2e-8 for longer steps', () => {
    expect(worstError([0, 90], [1000, 50_000], 5000)).to.be.below(2e-8);
    expect(worstError([0, 90], [50_000, 15_000_000], 2000)).to.equal(0);
  });

  it('crosses the antimeridian', () => {
    const west = { latitude: -16.5, longitude: 179.9995 };
    const east = { latitude: -16.5, longitude: -179.9995 };
    expect(geodesicMetres(west, east)).to.be.closeTo(karneyMetres(west, east), 1e-6);
    expect(geodesicMetres(west, east)).to.be.closeTo(106.76, 0.01);
    expect(geodesicMetres({ ...west, longitude: 180 }, { ...west, longitude: -180 })).to.equal(0);
  });

  it('crosses the poles', () => {
    for (const pole of [90, -90]) {
      const here = { latitude: pole - Math.sign(pole) * 0.001, longitude: 30 };
      const there = { latitude: pole - Math.sign(pole) * 0.001, longitude: -150 };
      expect(geodesicMetres(here, there)).to.be.closeTo(karneyMetres(here, there), 1e-6);
      expect(geodesicMetres({ latitude: pole, longitude: 0 }, { latitude: pole, longitude: 77 })).to.be.below(1e-6);
    }
  });

  it('finds the other side of the earth', () => {
    expect(geodesicMetres({ latitude: 0, longitude: 0 }, { latitude: 0.5, longitude: 179.5 })).to.be.closeTo(
      19_936_288.579,
      0.001,
    );
  });

  it('is the same there and back, and 0 on the spot', () => {
    const [here, there] = [
      { latitude: 47.1, longitude: 8.2 },
      { latitude: 47.1004, longitude: 8.1993 },
    ];
    expect(geodesicMetres(here, there)).to.equal(geodesicMetres(there, here));
    expect(geodesicMetres(here, here)).to.equal(0);
  });
});
