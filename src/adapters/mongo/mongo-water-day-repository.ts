import { Schema, trusted, type Connection, type Model, type QueryFilter } from 'mongoose';
import type { Drunk, DueLedger, WaterDayRepository } from '../../application/ports/water-day-repository.js';
import { goalsReached } from '../../domain/hydration/goals-reached.js';
import type { ArchivedDay, WaterLedger } from '../../domain/hydration/water-ledger.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';
import type { Day } from '../../domain/time/local-day.js';
import { findStored, updateStored, upsertStored, type Content, type Stored } from './compare-and-set.js';
import { waterTotals, type DrunkDays } from './water-totals.js';
import { allOf, behind } from './filters.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';
import { repeated } from './write-conflicts.js';
import { SCHEMA_OPTIONS, storedSchema } from './stored-schema.js';

/** Under the id of the user. */
interface StoredLedger extends Stored {
  readonly ledger: WaterLedger;
  /** As in the ledger, like `remindAt`. */
  readonly dueAt: Instant | null;
  readonly remindAt: Instant | null;
  /** When the goals of its days were reached. */
  readonly reachedAt: readonly Instant[];
}

/** Under the user and the day. */
interface StoredDay {
  readonly _id: string;
  readonly userId: string;
  readonly day: Day;
  readonly archived: ArchivedDay;
}

const ledgers = storedSchema<StoredLedger>({
  ledger: Schema.Types.Mixed,
  dueAt: Number,
  remindAt: Number,
  reachedAt: [Number],
})
  .index({ dueAt: 1, _id: 1 }, { partialFilterExpression: { dueAt: { $gt: 0 } } })
  .index({ remindAt: 1, _id: 1 }, { partialFilterExpression: { remindAt: { $gt: 0 } } })
  .index({ 'ledger.intakes.at': 1 })
  .index({ reachedAt: 1 });

const archive = new Schema<StoredDay>(
  { _id: String, userId: String, day: String, archived: Schema.Types.Mixed },
  SCHEMA_OPTIONS,
)
  .index({ userId: 1, day: 1 })
  .index({ 'archived.intakes.at': 1 });

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
      return changed === stored?.ledger ? stored : contentOf(changed);
    });
    return structuredClone(ledger);
  }

  async updateExisting(userId: string, change: (ledger: WaterLedger) => WaterLedger): Promise<WaterLedger | undefined> {
    const updated = await updateStored(this.ledgers, userId, (stored) => {
      const changed = change(stored.ledger);
      return changed === stored.ledger ? stored : contentOf(changed);
    });
    return structuredClone(updated?.ledger);
  }

  async due(now: Instant, limit: number, after?: DueLedger): Promise<readonly DueLedger[]> {
    return this.upTo('dueAt', now, limit, after);
  }

  async toRemind(now: Instant, limit: number, after?: DueLedger): Promise<readonly DueLedger[]> {
    return this.upTo('remindAt', now, limit, after);
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

  async drunk(range: InstantRange): Promise<Drunk> {
    return lateAnswerOf(waterTotals(range, this.openDays(range), this.archivedDays(range)));
  }

  async goalsReached({ from, to }: InstantRange, userIds?: readonly string[]): Promise<number> {
    const inRange = { $gte: from, $lt: to };
    const [found] = await lateAnswerOf(
      this.ledgers
        .aggregate<{ n: number }>([
          { $match: { reachedAt: { $elemMatch: inRange }, ...(userIds && { _id: { $in: userIds } }) } },
          { $unwind: '$reachedAt' },
          { $match: { reachedAt: inRange } },
          { $count: 'n' },
        ])
        .exec(),
    );
    return found?.n ?? 0;
  }

  async remove(userId: string): Promise<void> {
    await answerOf(this.ledgers.deleteOne({ _id: userId }).exec());
    await lateAnswerOf(this.days.deleteMany({ userId }).exec());
  }

  private async *openDays(range: InstantRange): AsyncGenerator<DrunkDays> {
    const found = this.ledgers
      .find({ 'ledger.intakes': drunkWithin(range) }, { 'ledger.intakes': 1, 'ledger.goals': 1 })
      .lean<{ _id: string; ledger: Pick<WaterLedger, 'intakes' | 'goals'> }>();
    for await (const { _id: userId, ledger } of found.cursor()) yield { userId, ...ledger };
  }

  private async *archivedDays(range: InstantRange): AsyncGenerator<DrunkDays> {
    const found = this.days.find({ 'archived.intakes': drunkWithin(range) }).lean<StoredDay>();
    for await (const { userId, archived } of found.cursor()) {
      const { day, intakes, goalMillilitres } = archived;
      yield { userId, intakes, goals: [{ from: day, millilitres: goalMillilitres }] };
    }
  }

  private async upTo(
    field: 'dueAt' | 'remindAt',
    now: Instant,
    limit: number,
    after: DueLedger | undefined,
  ): Promise<readonly DueLedger[]> {
    const hasCome: QueryFilter<StoredLedger> = { [field]: trusted({ $gt: 0, $lte: now }) };
    const rest = behind<StoredLedger>(field, 1, after && { key: after.at, id: after.userId });
    const found = await answerOf(
      this.ledgers
        .find(allOf<StoredLedger>(hasCome, rest), { [field]: 1 })
        .sort({ [field]: 1, _id: 1 })
        .limit(limit)
        .lean<(Readonly<Record<typeof field, Instant>> & { readonly _id: string })[]>()
        .exec(),
    );
    return found.map((ledger) => ({ userId: ledger._id, at: ledger[field] }));
  }
}

function contentOf(ledger: WaterLedger): Content<StoredLedger> {
  const { dueAt, remindAt, intakes, goals } = ledger;
  return { ledger, dueAt, remindAt, reachedAt: goalsReached(intakes, goals).map(({ at }) => at) };
}

function drunkWithin({ from, to }: InstantRange): object {
  return trusted({ $elemMatch: { at: { $gte: from, $lt: to } } });
}
