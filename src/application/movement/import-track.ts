import { invalidField } from '../../domain/errors.js';
import type { TrackFormats } from '../ports/track-formats.js';
import type { RecordedPoints, RecordGpsPoints } from './record-gps-points.js';

/** More than fit into a file of 10 MB, unless it was made to exhaust us. */
const MOST_POINTS = 250_000;

/** Takes the points of a GPX file, all or none of it: one that cannot be read to its end, or has none, is refused. */
export class ImportTrack {
  constructor(
    private readonly formats: TrackFormats,
    private readonly record: RecordGpsPoints,
  ) {}

  /** @throws DomainError `invalid-gpx`, `too-many-points`, and as `RecordGpsPoints` */
  async execute({
    userId,
    chunks,
  }: {
    readonly userId: string;
    readonly chunks: AsyncIterable<Uint8Array>;
  }): Promise<RecordedPoints> {
    return this.record.execute({ userId, points: counted(this.formats.readGpx(chunks)) });
  }
}

async function* counted(points: AsyncIterable<unknown>): AsyncGenerator {
  let count = 0;
  for await (const point of points) {
    count += 1;
    if (count > MOST_POINTS) {
      throw invalidField('', 'too-many-points', `A file has at most ${MOST_POINTS} points.`);
    }
    yield point;
  }
  if (count === 0) {
    const message = 'The file has no track point: send one with at least one `trkpt` in a `trkseg` of a `trk`.';
    throw invalidField('', 'invalid-gpx', message);
  }
}
