import type { LinePoint } from '../../application/ports/track-formats.js';
import { toIso } from '../../domain/time/instant.js';

/** The namespace of what GPX has no element for; `gpx-elements.ts` reads it back. */
const EXTENSIONS = 'urn:streakline:gpx:1';

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<gpx version="1.1" creator="Streakline" xmlns="http://www.topografix.com/GPX/1/1" ' +
  `xmlns:s="${EXTENSIONS}">\n<trk>\n`;

/** GPX 1.1, each line a `trkseg`. */
export async function* writeGpx(points: AsyncIterable<LinePoint>): AsyncGenerator<string> {
  yield HEAD;
  let open = false;
  for await (const { point, startsLine } of points) {
    if (startsLine || !open) yield open ? '</trkseg>\n<trkseg>\n' : '<trkseg>\n';
    open = true;
    const altitude = point.altitude === null ? '' : `<ele>${decimal(point.altitude)}</ele>`;
    const accuracy =
      point.accuracy === null ? '' : `<extensions><s:accuracy>${decimal(point.accuracy)}</s:accuracy></extensions>`;
    const place = `lat="${decimal(point.latitude)}" lon="${decimal(point.longitude)}"`;
    yield `<trkpt ${place}>${altitude}<time>${toIso(point.at)}</time>${accuracy}</trkpt>\n`;
  }
  yield open ? '</trkseg>\n</trk>\n</gpx>\n' : '</trk>\n</gpx>\n';
}

/** xsd:decimal knows no exponent. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20) : text;
}
