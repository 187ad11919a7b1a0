import { Schema, type Connection, type Model } from 'mongoose';
import type { TrackingRepository } from '../../application/ports/tracking-repository.js';
import type { Tracking } from '../../domain/movement/tracking.js';
import { findStored, upsertStored, type Stored } from './compare-and-set.js';
import { answerOf } from './mongo-errors.js';
import { storedSchema } from './stored-schema.js';

/** Under the id of the user. */
interface StoredTracking extends Stored {
  readonly tracking: Tracking;
}

const trackings = storedSchema<StoredTracking>({ tracking: Schema.Types.Mixed });

/** When users wanted to be tracked, in MongoDB. */
export class MongoTrackingRepository implements TrackingRepository {
  private readonly trackings: Model<StoredTracking>;

  constructor(connection: Connection) {
    this.trackings = connection.model<StoredTracking>('Tracking', trackings, 'trackings');
  }

  async get(userId: string): Promise<Tracking | undefined> {
    return (await findStored(this.trackings, userId))?.tracking;
  }

  async update(userId: string, change: (tracking: Tracking | undefined) => Tracking): Promise<Tracking> {
    const { tracking } = await upsertStored(this.trackings, userId, (stored) => {
      const changed = change(stored?.tracking);
      return changed === stored?.tracking ? stored : { tracking: changed };
    });
    return structuredClone(tracking);
  }

  async remove(userId: string): Promise<void> {
    await answerOf(this.trackings.deleteOne({ _id: userId }).exec());
  }
}
