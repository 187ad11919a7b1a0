import type { LinePoint } from '../../application/ports/track-formats.js';
import type { GpsPoint } from '../../domain/movement/gps-point.js';
import { toIso } from '../../domain/time/instant.js';

/** A longer line goes on in the next feature, from the same position, so that none has to be held in memory whole. */
const LONGEST_LINE = 5000;

/** RFC 7946. Instants are in `coordTimes`, one a position, where converters from GPX put them. */
export async function* writeGeoJson(points: AsyncIterable<LinePoint>): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let line: GpsPoint[] = [];
  let separator = '\n';
  for await (const { point, startsLine } of points) {
    const last = line.at(-1);
    if (last !== undefined && (startsLine || line.length === LONGEST_LINE || crossesAntimeridian(last, point))) {
      yield separator + feature(line);
      separator = ',\n';
      line = startsLine || crossesAntimeridian(last, point) ? [] : [last];
    }
    line.push(point);
  }
  if (line.length > 0) yield separator + feature(line);
  yield '\n]}\n';
}

/** Cut there, as the RFC asks: maps would draw it around the world. */
function crossesAntimeridian(a: GpsPoint, b: GpsPoint): boolean {
  return Math.abs(a.longitude - b.longitude) > 180;
}

function feature(line: readonly GpsPoint[]): string {
  const positions = line.map(({ longitude, latitude, altitude }) =>
    altitude === null ? [longitude, latitude] : [longitude, latitude, altitude],
  );
  const geometry =
    positions.length === 1
      ? { type: 'Point', coordinates: positions[0] }
      : { type: 'LineString', coordinates: positions };
  const properties = { coordTimes: line.map(({ at }) => toIso(at)), accuracies: line.map(({ accuracy }) => accuracy) };
  return JSON.stringify({ type: 'Feature', properties, geometry });
}
