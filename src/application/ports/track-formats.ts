import type { GpsPoint } from '../../domain/movement/gps-point.js';
import type { RawGpsPoint } from '../events.js';

/** A point of an exported track. */
export interface LinePoint {
  readonly point: GpsPoint;
  /** No line leads to it. */
  readonly startsLine: boolean;
}

/** Files that other programs write and read. All of them are streams: memory does not grow with the track. */
export interface TrackFormats {
  /**
   * The track points of a GPX 1.0 or 1.1 document in its order, as a client would send them; the first of each `trkseg`
   * starts a segment. What is no number stays as it was written, so that the point is refused and not the file.
   * @throws DomainError invalid `invalid-gpx`
   */
  readGpx(chunks: AsyncIterable<Uint8Array>): AsyncIterable<RawGpsPoint>;
  /** GPX 1.1: each line is a `trkseg`. */
  writeGpx(points: AsyncIterable<LinePoint>): AsyncIterable<string>;
  /** RFC 7946: a FeatureCollection, each line a feature of its own. */
  writeGeoJson(points: AsyncIterable<LinePoint>): AsyncIterable<string>;
}
