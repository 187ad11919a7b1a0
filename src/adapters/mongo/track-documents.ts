import { Schema, type Connection, type Model } from 'mongoose';
import type { GpsPoint } from '../../domain/movement/gps-point.js';
import type { QuarterHour } from '../../domain/movement/track.js';
import type { Instant } from '../../domain/time/instant.js';
import { SCHEMA_OPTIONS } from './stored-schema.js';

/** Under the id of the user. `dirtyFrom`, `dirtyTo` and `dirty` are there while it is dirty. */
export interface StoredHead {
  readonly _id: string;
  readonly version: number;
  readonly dirtyFrom?: Instant;
  readonly dirtyTo?: Instant;
  /** The id of the user again: an index of it holds the dirty ones only. */
  readonly dirty?: string;
}

export interface StoredPoint extends GpsPoint {
  /** User and instant: racing writers of one point meet here. */
  readonly _id: string;
  readonly userId: string;
  /** Grows when a better point takes the place. */
  readonly revision: number;
}

/** Drops points of [from, to). */
export interface StoredTombstone {
  readonly userId: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly until: Instant;
}

export interface StoredQuarter {
  /** User and start: claims of one quarter-hour meet here. */
  readonly _id: string;
  readonly userId: string;
  readonly start: Instant;
  /** The highest that has claimed it: nothing of a lower one is written here any more. */
  readonly version: number;
  /** Null while it is only claimed. */
  readonly quarter: QuarterHour | null;
}

export interface StoredRetention {
  readonly _id: string;
  readonly retainedFrom: Instant;
}

const heads = new Schema<StoredHead>(
  { _id: String, version: Number, dirtyFrom: Number, dirtyTo: Number, dirty: String },
  SCHEMA_OPTIONS,
).index({ dirty: 1 }, { sparse: true });

const points = new Schema<StoredPoint>(
  {
    _id: String,
    userId: String,
    at: Number,
    latitude: Number,
    longitude: Number,
    accuracy: Number,
    altitude: Number,
    speed: Number,
    startsSegment: Boolean,
    revision: Number,
  },
  SCHEMA_OPTIONS,
)
  .index({ userId: 1, at: 1 })
  .index({ at: 1 });

const tombstones = new Schema<StoredTombstone>(
  { userId: String, from: Number, to: Number, until: Number },
  SCHEMA_OPTIONS,
)
  .index({ userId: 1, to: 1 })
  .index({ until: 1 });

const quarters = new Schema<StoredQuarter>(
  { _id: String, userId: String, start: Number, version: Number, quarter: Schema.Types.Mixed },
  SCHEMA_OPTIONS,
)
  .index({ userId: 1, start: 1 })
  .index({ start: 1 });

const retention = new Schema<StoredRetention>({ _id: String, retainedFrom: Number }, SCHEMA_OPTIONS);

/** The collections of tracks. */
export interface TrackModels {
  readonly heads: Model<StoredHead>;
  readonly points: Model<StoredPoint>;
  readonly tombstones: Model<StoredTombstone>;
  readonly quarters: Model<StoredQuarter>;
  readonly retention: Model<StoredRetention>;
}

export function trackModels(connection: Connection): TrackModels {
  return {
    heads: connection.model<StoredHead>('TrackHead', heads, 'track-heads'),
    points: connection.model<StoredPoint>('GpsPoint', points, 'gps-points'),
    tombstones: connection.model<StoredTombstone>('TrackTombstone', tombstones, 'track-tombstones'),
    quarters: connection.model<StoredQuarter>('QuarterHour', quarters, 'quarter-hours'),
    retention: connection.model<StoredRetention>('TrackRetention', retention, 'track-retention'),
  };
}
