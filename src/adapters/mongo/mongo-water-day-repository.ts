import { Schema, trusted, type Connection, type Model, type QueryFilter } from 'mongoose';
import type { Drunk, WaterDayRepository } from '../../application/ports/water-day-repository.js';
import { goalsReached } from '../../domain/hydration/goals-reached.js';
import type { ArchivedDay, WaterLedger } from '../../domain/hydration/water-ledger.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';
import type { Day } from '../../domain/time/local-day.js';
import { findStored, upsertStored, type Stored } from './compare-and-set.js';
import { waterTotals, type DrunkDays } from './water-totals.js';
import { allOf, behind } from './filters.js';
import { answerOf } from './mongo-errors.js';
import { repeated } from './write-conflicts.js';
import { storedSchema } from './stored-schema.js';

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

interface DueLedger {
  readonly userId: string;
  readonly dueAt: Instant;
}

interface LedgerToRemind {
  readonly userId: string;
  readonly remindAt: Instant;
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
  { versionKey: false, id: false, strict: 'throw', strictQuery: 'throw', minimize: false },
)
  .index({ userId: 1, day: 1 })
  .index({ 'archived.intakes.at': 1 });

/** In the order of an index. */
interface Place {
  readonly key: Instant;
  readonly id: string;
}

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
      const { dueAt, remindAt } = changed;
      const reachedAt = goalsReached(changed.intakes, changed.goals).map(({ at }) => at);
      return changed === stored?.ledger ? stored : { ledger: changed, dueAt, remindAt, reachedAt };
    });
    return structuredClone(ledger);
  }

  async due(now: Instant, limit: number, after?: DueLedger): Promise<readonly DueLedger[]> {
    const found = await this.upTo('dueAt', now, limit, after && { key: after.dueAt, id: after.userId });
    return found.map(({ key, id }) => ({ userId: id, dueAt: key }));
  }

  async toRemind(now: Instant, limit: number, after?: LedgerToRemind): Promise<readonly LedgerToRemind[]> {
    const found = await this.upTo('remindAt', now, limit, after && { key: after.remindAt, id: after.userId });
    return found.map(({ key, id }) => ({ userId: id, remindAt: key }));
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
    return answerOf(waterTotals(range, this.openDays(range), this.archivedDays(range)));
  }

  async goalsReached({ from, to }: InstantRange, userIds?: readonly string[]): Promise<number> {
    const inRange = { $gte: from, $lt: to };
    const [found] = await answerOf(
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
    await answerOf(this.days.deleteMany({ userId }).exec());
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
    after: Place | undefined,
  ): Promise<readonly Place[]> {
    const hasCome: QueryFilter<StoredLedger> = { [field]: trusted({ $gt: 0, $lte: now }) };
    const rest = behind<StoredLedger>(field, 1, after);
    const found = await answerOf(
      this.ledgers
        .find(allOf<StoredLedger>(hasCome, rest), { [field]: 1 })
        .sort({ [field]: 1, _id: 1 })
        .limit(limit)
        .lean<(Readonly<Record<typeof field, Instant>> & { readonly _id: string })[]>()
        .exec(),
    );
    return found.map((ledger) => ({ key: ledger[field], id: ledger._id }));
  }
}

function drunkWithin({ from, to }: InstantRange): object {
  return trusted({ $elemMatch: { at: { $gte: from, $lt: to } } });
}
