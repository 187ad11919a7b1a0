import { Schema, trusted, type Connection, type Model, type QueryFilter } from 'mongoose';
import type { WaterDayRepository } from '../../application/ports/water-day-repository.js';
import type { ArchivedDay, WaterLedger } from '../../domain/hydration/water-ledger.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Day } from '../../domain/time/local-day.js';
import { findStored, upsertStored, type Stored } from './compare-and-set.js';
import { allOf, behind } from './filters.js';
import { answerOf } from './mongo-errors.js';
import { repeated } from './repeated.js';
import { storedSchema } from './stored-schema.js';

/** Under the id of the user. */
interface StoredLedger extends Stored {
  readonly ledger: WaterLedger;
  /** As in the ledger. */
  readonly dueAt: Instant | null;
}

/** Under the user and the day. */
interface StoredDay {
  readonly _id: string;
  readonly userId: string;
  readonly day: Day;
  readonly archived: ArchivedDay;
}

interface DueLedger {
  readonly userId: string;
  readonly dueAt: Instant;
}

const ledgers = storedSchema<StoredLedger>({ ledger: Schema.Types.Mixed, dueAt: Number }).index(
  { dueAt: 1, _id: 1 },
  { partialFilterExpression: { dueAt: { $gt: 0 } } },
);

const archive = new Schema<StoredDay>(
  { _id: String, userId: String, day: String, archived: Schema.Types.Mixed },
  { versionKey: false, id: false, strict: 'throw', strictQuery: 'throw', minimize: false },
).index({ userId: 1, day: 1 });

/** The water of users, in MongoDB. */
export class MongoWaterDayRepository implements WaterDayRepository {
  private readonly ledgers: Model<StoredLedger>;
  private readonly days: Model<StoredDay>;

  constructor(connection: Connection) {
    this.ledgers = connection.model<StoredLedger>('WaterLedger', ledgers, 'water-ledgers');
    this.days = connection.model<StoredDay>('ArchivedDay', archive, 'archived-days');
  }

  async ledger(userId: string): Promise<WaterLedger | undefined> {
    return (await findStored(this.ledgers, userId))?.ledger;
  }

  async update(userId: string, change: (ledger: WaterLedger | undefined) => WaterLedger): Promise<WaterLedger> {
    const { ledger } = await upsertStored(this.ledgers, userId, (stored) => {
      const changed = change(stored?.ledger);
      return changed === stored?.ledger ? stored : { ledger: changed, dueAt: changed.dueAt };
    });
    return structuredClone(ledger);
  }

  async due(now: Instant, limit: number, after?: DueLedger): Promise<readonly DueLedger[]> {
    const isDue: QueryFilter<StoredLedger> = { dueAt: trusted({ $gt: 0, $lte: now }) };
    const rest = after && behind<StoredLedger>('dueAt', 1, { key: after.dueAt, id: after.userId });
    const found = await answerOf(
      this.ledgers
        .find(allOf<StoredLedger>(isDue, rest), { dueAt: 1 })
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .lean<{ _id: string; dueAt: Instant }[]>()
        .exec(),
    );
    return found.map(({ _id, dueAt }) => ({ userId: _id, dueAt }));
  }

  async archive(userId: string, days: readonly ArchivedDay[]): Promise<void> {
    const writes = days.map((archived) => {
      const { day } = archived;
      const _id = `${userId}/${day}`;
      return { replaceOne: { filter: { _id }, replacement: { userId, day, archived }, upsert: true } };
    });
    await repeated(() => this.days.bulkWrite(writes));
  }

  async archived(userId: string, from: Day, to: Day): Promise<readonly ArchivedDay[]> {
    const found = await answerOf(
      this.days
        .find({ userId, day: trusted({ $gte: from, $lte: to }) })
        .sort({ day: 1 })
        .lean<StoredDay[]>()
        .exec(),
    );
    return found.map(({ archived }) => archived);
  }

  async remove(userId: string): Promise<void> {
    await answerOf(this.ledgers.deleteOne({ _id: userId }).exec());
    await answerOf(this.days.deleteMany({ userId }).exec());
  }
}
