import geographiclib from 'geographiclib-geodesic';

/** WGS84 degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** WGS84, as in NIMA TR8350.2: metres, and 1 − e² and e² from the flattening. */
const EQUATORIAL_RADIUS = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const E2 = FLATTENING * (2 - FLATTENING);
const RADIANS = Math.PI / 180;

/** Up to here, in latitude and in longitude, local radii are within 1.6e-8 of Karney at any latitude, at the poles too. */
const SHORT_STEP_DEGREES = 0.02;

const { WGS84 } = geographiclib.Geodesic;

/**
 * Metres on the WGS84 ellipsoid. Short steps go by the radii of curvature at their middle latitude (M and N of any
 * geodesy text; the rule of Gauss), others by C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013). Never
 * on a sphere: that is wrong by up to 0.56 %.
 */
export function geodesicMetres(a: Place, b: Place): number {
  const north = b.latitude - a.latitude;
  let east = Math.abs(b.longitude - a.longitude);
  if (east > 180) east = 360 - east;
  if (Math.abs(north) > SHORT_STEP_DEGREES || east > SHORT_STEP_DEGREES) return karneyMetres(a, b);
  const cosine = Math.cos((a.latitude + b.latitude) * (RADIANS / 2));
  // w = 1 − e² sin²; M = a (1 − e²) / w^1.5 along the meridian, N = a / w^0.5 across it.
  const cosine2 = cosine * cosine;
  const w = 1 - E2 + E2 * cosine2;
  const along = ((1 - E2) * north) / w;
  return EQUATORIAL_RADIUS * RADIANS * Math.sqrt((along * along + cosine2 * east * east) / w);
}

/** The same by Karney alone: exact to some nanometres, and slow. */
export function karneyMetres(a: Place, b: Place): number {
  return WGS84.Inverse(a.latitude, a.longitude, b.latitude, b.longitude).s12 ?? 0;
}
