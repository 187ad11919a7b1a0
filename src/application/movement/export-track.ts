import type { Instant } from '../../domain/time/instant.js';
import { last24Hours } from '../default-range.js';
import type { Clock } from '../ports/clock.js';
import type { LinePoint, TrackFormats } from '../ports/track-formats.js';
import type { JudgedPoint, JudgedPoints } from './judged-points.js';

export interface TrackFile {
  readonly mediaType: string;
  /** UTF-8; the document piece by piece. */
  readonly chunks: AsyncIterable<string>;
}

/** A track as other programs read it: the lines along which metres are counted, without the rejected points. */
export class ExportTrack {
  constructor(
    private readonly judged: JudgedPoints,
    private readonly formats: TrackFormats,
    private readonly clock: Clock,
  ) {}

  execute(input: {
    readonly userId: string;
    readonly from?: Instant | undefined;
    readonly to?: Instant | undefined;
    readonly format: 'geojson' | 'gpx';
  }): Promise<TrackFile> {
    const points = lines(this.judged.of(input.userId, last24Hours(input, this.clock.now())));
    return Promise.resolve(
      input.format === 'gpx'
        ? { mediaType: 'application/gpx+xml', chunks: this.formats.writeGpx(points) }
        : { mediaType: 'application/geo+json', chunks: this.formats.writeGeoJson(points) },
    );
  }
}

async function* lines(points: AsyncIterable<JudgedPoint>): AsyncGenerator<LinePoint> {
  for await (const { point, status, startsLine } of points) {
    if (status !== 'rejected') yield { point, startsLine };
  }
}
