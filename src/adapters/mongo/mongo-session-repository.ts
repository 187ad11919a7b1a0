import { trusted, type Connection, type Model, type QueryFilter } from 'mongoose';
import type { SessionRepository } from '../../application/ports/session-repository.js';
import type { Session } from '../../domain/identity/session.js';
import type { Instant } from '../../domain/time/instant.js';
import { findStored, insertIfAbsent, updateStored } from './compare-and-set.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';
import { aggregateOf, contentOf, storedSchema, type StoredOf } from './stored-schema.js';

type StoredSession = StoredOf<Session>;

const sessions = storedSchema<StoredSession>({
  userId: String,
  tokenDigest: String,
  earlierDigests: [String],
  earlierRotatedAt: [Number],
  rotatedAt: Number,
  createdAt: Number,
  expiresAt: Number,
  endedAt: Number,
  ip: String,
  userAgent: String,
})
  .index({ userId: 1, createdAt: 1, _id: 1 })
  .index({ tokenDigest: 1 })
  .index({ earlierDigests: 1 })
  .index({ expiresAt: 1 })
  .index({ endedAt: 1 });

/** Sign-ins in MongoDB. */
export class MongoSessionRepository implements SessionRepository {
  private readonly sessions: Model<StoredSession>;

  constructor(connection: Connection) {
    this.sessions = connection.model<StoredSession>('Session', sessions, 'sessions');
  }

  async add(session: Session): Promise<void> {
    await insertIfAbsent(this.sessions, session.id, contentOf(session));
  }

  async get(id: string): Promise<Session | undefined> {
    const stored = await findStored(this.sessions, id);
    return stored && aggregateOf<Session>(stored);
  }

  async byTokenDigest(digest: string): Promise<Session | undefined> {
    const holder = { $or: [{ tokenDigest: digest }, { earlierDigests: digest }] };
    const stored = await answerOf(this.sessions.findOne(holder).lean().exec());
    return stored === null ? undefined : aggregateOf<Session>(stored);
  }

  async update(id: string, change: (session: Session) => Session): Promise<Session | undefined> {
    const stored = await updateStored(this.sessions, id, (before) => contentOf(change(aggregateOf<Session>(before))));
    return stored && aggregateOf<Session>(stored);
  }

  async ofUser(userId: string, now: Instant): Promise<readonly Session[]> {
    const alive = { userId, endedAt: null, expiresAt: trusted({ $gt: now }) };
    const found = this.sessions.find(alive).sort({ createdAt: -1, _id: -1 }).lean().exec();
    return (await answerOf(found)).map((stored) => aggregateOf<Session>(stored));
  }

  async endAll(userId: string, at: Instant, exceptId?: string): Promise<readonly string[]> {
    const open = await answerOf(this.sessions.find({ userId, endedAt: null }, { _id: 1 }).lean().exec());
    return this.end(
      open.map(({ _id }) => _id).filter((id) => id !== exceptId),
      at,
    );
  }

  async endBeyond(userId: string, most: number, at: Instant): Promise<readonly string[]> {
    const alive = this.sessions.find({ userId, endedAt: null, expiresAt: trusted({ $gt: at }) }, { _id: 1 });
    const surplus = await answerOf(alive.sort({ rotatedAt: -1, _id: -1 }).skip(most).lean().exec());
    return this.end(
      surplus.map(({ _id }) => _id),
      at,
    );
  }

  async removeExpired(before: Instant): Promise<number> {
    const past = trusted({ $lt: before });
    return this.remove({ $or: [{ expiresAt: past }, { endedAt: past }] });
  }

  async removeOfUser(userId: string): Promise<void> {
    await this.remove({ userId });
  }

  /** Returns those that it ended: each is named to one of many callers. */
  private async end(ids: readonly string[], at: Instant): Promise<readonly string[]> {
    const ended = await Promise.all(ids.map((id) => this.endOne(id, at)));
    return ids.filter((_, index) => ended[index]);
  }

  private async endOne(id: string, at: Instant): Promise<boolean> {
    const ending = { $set: { endedAt: at }, $inc: { revision: 1 } };
    const { modifiedCount } = await answerOf(this.sessions.updateOne({ _id: id, endedAt: null }, ending).exec());
    return modifiedCount === 1;
  }

  private async remove(filter: QueryFilter<StoredSession>): Promise<number> {
    return (await lateAnswerOf(this.sessions.deleteMany(filter).exec())).deletedCount;
  }
}
