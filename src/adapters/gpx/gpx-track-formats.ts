import type { TrackFormats } from '../../application/ports/track-formats.js';
import { readGpx } from './read-gpx.js';
import { writeGeoJson } from './write-geo-json.js';
import { writeGpx } from './write-gpx.js';

/** GPX and GeoJSON. */
export class GpxTrackFormats implements TrackFormats {
  readonly readGpx = readGpx;
  readonly writeGpx = writeGpx;
  readonly writeGeoJson = writeGeoJson;
}
