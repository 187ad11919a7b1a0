import { distance as turfDistance } from '@turf/distance';
import CheapRuler from 'cheap-ruler';
import { getDistance, getPreciseDistance } from 'geolib';
import { geodesicMetres, karneyMetres, type Place } from '../src/domain/movement/geodesic.js';

export type Distance = (a: Place, b: Place) => number;

/** Ours and its peers, each as its documentation has it. */
export const DISTANCES: Readonly<Record<string, Distance>> = {
  ours: geodesicMetres,
  karney: karneyMetres,
  '@turf/distance': (a, b) => turfDistance([a.longitude, a.latitude], [b.longitude, b.latitude], { units: 'meters' }),
  'geolib getDistance': (a, b) => getDistance(a, b, 0.01),
  'geolib getPreciseDistance': (a, b) => getPreciseDistance(a, b, 0.01),
  'cheap-ruler': (a, b) =>
    new CheapRuler((a.latitude + b.latitude) / 2, 'meters').distance(
      [a.longitude, a.latitude],
      [b.longitude, b.latitude],
    ),
};
