import { Schema, type Connection, type Model } from 'mongoose';
import type { UptimeRepository } from '../../application/ports/uptime-repository.js';
import type { Uptime } from '../../domain/hydration/uptime.js';
import { findStored, upsertStored, type Stored } from './compare-and-set.js';
import { storedSchema } from './stored-schema.js';

interface StoredUptime extends Stored {
  readonly uptime: Uptime;
}

const uptimes = storedSchema<StoredUptime>({ uptime: Schema.Types.Mixed });

/** The one document. */
const ID = 'deployment';

/** When intakes were accepted, in MongoDB. */
export class MongoUptimeRepository implements UptimeRepository {
  private readonly uptimes: Model<StoredUptime>;

  constructor(connection: Connection) {
    this.uptimes = connection.model<StoredUptime>('Uptime', uptimes, 'uptime');
  }

  async get(): Promise<Uptime | undefined> {
    return (await findStored(this.uptimes, ID))?.uptime;
  }

  async update(change: (uptime: Uptime | undefined) => Uptime): Promise<Uptime> {
    const { uptime } = await upsertStored(this.uptimes, ID, (stored) => {
      const changed = change(stored?.uptime);
      return changed === stored?.uptime ? stored : { uptime: changed };
    });
    return structuredClone(uptime);
  }
}
