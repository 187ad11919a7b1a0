import { Schema, trusted, type Connection, type Model, type QueryFilter } from 'mongoose';
import type { Position } from '../../application/paging.js';
import type { BroadcastRepository } from '../../application/ports/broadcast-repository.js';
import type { Broadcast } from '../../domain/notification/broadcast.js';
import type { Instant } from '../../domain/time/instant.js';
import { findStored, insertIfAbsent, updateStored } from './compare-and-set.js';
import { allOf, behind } from './filters.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';
import { aggregateOf, contentOf, storedSchema, type StoredOf } from './stored-schema.js';

type StoredBroadcast = StoredOf<Broadcast>;
type Filter = QueryFilter<StoredBroadcast>;

const broadcasts = storedSchema<StoredBroadcast>({
  userId: String,
  role: String,
  message: String,
  sendAt: Number,
  expiresAt: Number,
  status: String,
  recipients: Number,
  sent: Number,
  position: new Schema({ createdAt: Number, id: String }, { _id: false }),
  createdBy: String,
  createdAt: Number,
  startedAt: Number,
  finishedAt: Number,
})
  .index({ userId: 1, createdAt: 1, _id: 1 })
  .index({ createdBy: 1, status: 1, createdAt: 1, _id: 1 })
  .index({ finishedAt: 1, sendAt: 1, _id: 1 });

const FOR_ONE: Filter = { userId: trusted({ $ne: null }) };

/** Broadcasts in MongoDB. */
export class MongoBroadcastRepository implements BroadcastRepository {
  private readonly broadcasts: Model<StoredBroadcast>;

  constructor(connection: Connection) {
    this.broadcasts = connection.model<StoredBroadcast>('Broadcast', broadcasts, 'broadcasts');
  }

  async add(broadcast: Broadcast): Promise<Broadcast> {
    if (await insertIfAbsent(this.broadcasts, broadcast.id, contentOf(broadcast))) return structuredClone(broadcast);
    return (await this.get(broadcast.id)) ?? broadcast;
  }

  async get(id: string): Promise<Broadcast | undefined> {
    const stored = await findStored(this.broadcasts, id);
    return stored && aggregateOf<Broadcast>(stored);
  }

  async update(id: string, change: (broadcast: Broadcast) => Broadcast): Promise<Broadcast | undefined> {
    const stored = await updateStored(this.broadcasts, id, (before) => {
      const broadcast = aggregateOf<Broadcast>(before);
      const changed = change(broadcast);
      return changed === broadcast ? before : contentOf(changed);
    });
    return stored && aggregateOf<Broadcast>(stored);
  }

  async list(after: Position | undefined, limit: number): Promise<readonly Broadcast[]> {
    return this.newest({ userId: null }, after, limit);
  }

  async scheduledBy(createdBy: string, after: Position | undefined, limit: number): Promise<readonly Broadcast[]> {
    return this.newest(scheduledBy(createdBy), after, limit);
  }

  async countScheduledBy(createdBy: string): Promise<number> {
    return answerOf(this.broadcasts.countDocuments(scheduledBy(createdBy)).exec());
  }

  async due(now: Instant, after: Position | undefined, limit: number): Promise<readonly Broadcast[]> {
    const rest = behind<StoredBroadcast>('sendAt', 1, after);
    const filter = allOf<StoredBroadcast>({ finishedAt: null, sendAt: trusted({ $lte: now }) }, rest);
    return this.find(filter, { sendAt: 1, _id: 1 }, limit);
  }

  async removeOfUser(userId: string): Promise<void> {
    await lateAnswerOf(this.broadcasts.deleteMany({ userId }).exec());
  }

  async removeFinishedBefore(before: Instant): Promise<number> {
    const finished = { finishedAt: trusted({ $lt: before }), ...FOR_ONE };
    return (await lateAnswerOf(this.broadcasts.deleteMany(finished).exec())).deletedCount;
  }

  private newest(which: Filter, after: Position | undefined, limit: number): Promise<readonly Broadcast[]> {
    const rest = behind<StoredBroadcast>('createdAt', -1, after);
    return this.find(allOf(which, rest), { createdAt: -1, _id: -1 }, limit);
  }

  private async find(filter: Filter, sort: Record<string, 1 | -1>, limit: number): Promise<readonly Broadcast[]> {
    const query = this.broadcasts.find(filter).sort(sort).limit(limit).lean<StoredBroadcast[]>();
    return (await answerOf(query.exec())).map((stored) => aggregateOf<Broadcast>(stored));
  }
}

function scheduledBy(createdBy: string): Filter {
  return { createdBy, status: 'scheduled', ...FOR_ONE };
}
