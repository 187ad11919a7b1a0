import { LRUCache } from 'lru-cache';
import { Schema, trusted, type Connection, type Model, type QueryFilter } from 'mongoose';
import { numericKey, type Position } from '../../application/paging.js';
import type {
  NotificationCounts,
  NotificationFilter,
  NotificationRepository,
} from '../../application/ports/notification-repository.js';
import { OUTER_CHANNELS, type OuterChannel } from '../../domain/notification/channel-delivery.js';
import type { Notification, NotificationDraft, NotificationStatus } from '../../domain/notification/notification.js';
import type { Instant } from '../../domain/time/instant.js';
import { findStored, insertIfAbsent, updateStored } from './compare-and-set.js';
import { allOf, behind, oneOf, within } from './filters.js';
import { Batcher } from './batcher.js';
import { KeyedMutex } from './keyed-mutex.js';
import { answerOf, lateAnswerOf } from './mongo-errors.js';
import { repeated } from './write-conflicts.js';
import { aggregateOf, contentOf, storedSchema, type StoredOf } from './stored-schema.js';

type StoredNotification = StoredOf<Notification>;

const notifications = storedSchema<StoredNotification>({
  userId: String,
  key: String,
  type: String,
  message: String,
  sequence: Number,
  status: String,
  attempts: Number,
  attemptExpiresAt: Number,
  dueAt: Number,
  lastError: String,
  channels: Schema.Types.Mixed,
  channelsDueAt: Number,
  published: Boolean,
  createdAt: Number,
  expiresAt: Number,
  deliveredAt: Number,
  readAt: Number,
  deletedAt: Number,
})
  .index({ userId: 1, sequence: 1 }, { unique: true })
  // Keys that are there: a comparison leaves null out, and a search for a key implies it, so that the index serves it.
  .index({ userId: 1, key: 1 }, { unique: true, partialFilterExpression: { key: { $gt: '' } } })
  .index({ userId: 1, readAt: 1, sequence: 1 })
  .index({ userId: 1, status: 1, sequence: 1 })
  .index({ createdAt: 1, _id: 1 }, { partialFilterExpression: { published: false } })
  .index({ dueAt: 1, _id: 1 }, { partialFilterExpression: { dueAt: { $gt: 0 } } })
  .index({ channelsDueAt: 1, _id: 1 }, { partialFilterExpression: { channelsDueAt: { $gt: 0 } } })
  .index({ status: 1, createdAt: 1, _id: 1 });

for (const status of OUTER_CHANNELS.map(statusOn)) {
  notifications.index({ [status]: 1, createdAt: 1, _id: 1 }, { partialFilterExpression: { [status]: 'dead' } });
}

type Filter = QueryFilter<StoredNotification>;
type Sort = Readonly<Record<string, 1 | -1>>;

const UNDELIVERED: readonly NotificationStatus[] = ['pending', 'failed', 'dead'];
const MOST_USERS_REMEMBERED = 10_000;
const LIKELY_THE_LAST_MS = 5_000;
/** Nobody waits for these marks, and only a crash asks for them: they go together, behind what somebody waits for. */
const MARKS_COLLECTED_MS = 250;
const ASCENDING: Sort = { sequence: 1 };
const DESCENDING: Sort = { sequence: -1 };

/** Notifications in MongoDB. */
export class MongoNotificationRepository implements NotificationRepository {
  private readonly notifications: Model<StoredNotification>;
  /** Of users: those who add for one at once would only take the sequence from each other. */
  private readonly mutex = new KeyedMutex();

  /**
   * The last sequence of a user that was given here, for as long as it is likely to be the last: what another process has
   * given since costs an insert in vain.
   */
  private readonly given = new LRUCache<string, number>({ max: MOST_USERS_REMEMBERED, ttl: LIKELY_THE_LAST_MS });
  private readonly unreadCounts = new Batcher((userIds: readonly string[]) => this.countUnread(userIds));

  private readonly publishedMarks = new Batcher(
    (ids: readonly string[]) => this.markAllPublished(ids),
    MARKS_COLLECTED_MS,
  );

  constructor(connection: Connection) {
    this.notifications = connection.model<StoredNotification>('Notification', notifications, 'notifications');
  }

  async add(draft: NotificationDraft): Promise<Notification> {
    return this.mutex.run(draft.userId, () => this.addNext(draft));
  }

  async get(id: string): Promise<Notification | undefined> {
    const stored = await findStored(this.notifications, id);
    return stored && aggregateOf<Notification>(stored);
  }

  async markPublished(id: string): Promise<void> {
    await this.publishedMarks.ask(id);
  }

  async update(id: string, change: (notification: Notification) => Notification): Promise<Notification | undefined> {
    const stored = await updateStored(this.notifications, id, (before) => {
      const notification = aggregateOf<Notification>(before);
      const changed = change(notification);
      return changed === notification ? before : contentOf(changed);
    });
    return stored && aggregateOf<Notification>(stored);
  }

  async list(
    userId: string,
    filter: { readonly unread?: boolean | undefined },
    after: Position | undefined,
    limit: number,
  ): Promise<readonly Notification[]> {
    const rest = after && within<StoredNotification>('sequence', { to: numericKey(after) });
    return this.find(allOf({ userId, deletedAt: null }, readAs(filter.unread), rest), DESCENDING, limit);
  }

  async unreadCount(userId: string): Promise<number> {
    return this.unreadCounts.ask(userId);
  }

  async markAllRead(userId: string, upTo: number, at: Instant): Promise<number> {
    // The revision grows, so that an update in between sees it and starts again.
    const marking = { $set: { readAt: at }, $inc: { revision: 1 } };
    const unread: Filter = { userId, readAt: null, sequence: trusted({ $lte: upTo }) };
    const { modifiedCount } = await lateAnswerOf(this.notifications.updateMany(unread, marking).exec());
    return modifiedCount;
  }

  async behind(userId: string, after: number, limit: number): Promise<readonly Notification[]> {
    return this.find({ userId, sequence: trusted({ $gt: after }) }, ASCENDING, limit);
  }

  async lastSequence(userId: string): Promise<number> {
    return (await this.find({ userId }, DESCENDING, 1))[0]?.sequence ?? 0;
  }

  async undelivered(userId: string, after: number, now: Instant, limit: number): Promise<readonly Notification[]> {
    const filter: Filter = { userId, sequence: trusted({ $gt: after }) };
    const unexpired: Filter = { $or: [{ expiresAt: null }, { expiresAt: trusted({ $gt: now }) }] };
    return this.find(allOf(filter, oneOf('status', UNDELIVERED), unexpired), ASCENDING, limit);
  }

  async unpublished(before: Instant, limit: number): Promise<readonly Notification[]> {
    const filter: Filter = { published: false, createdAt: trusted({ $lt: before }) };
    return this.find(filter, { createdAt: 1, _id: 1 }, limit);
  }

  async due(now: Instant, limit: number): Promise<readonly Notification[]> {
    return this.find({ dueAt: trusted({ $gt: 0, $lte: now }) }, { dueAt: 1, _id: 1 }, limit);
  }

  async channelsDue(now: Instant, limit: number): Promise<readonly Notification[]> {
    return this.find({ channelsDueAt: trusted({ $gt: 0, $lte: now }) }, { channelsDueAt: 1, _id: 1 }, limit);
  }

  async withStatus(
    statuses: readonly NotificationStatus[],
    since: Instant | undefined,
    after: Position | undefined,
    limit: number,
  ): Promise<readonly Notification[]> {
    const rest = behind<StoredNotification>('createdAt', -1, after);
    const filter = allOf(oneOf<StoredNotification>('status', statuses), within('createdAt', { from: since }), rest);
    return this.find(filter, { createdAt: -1, _id: -1 }, limit);
  }

  async deadOn(channel: OuterChannel, after: Position | undefined, limit: number): Promise<readonly Notification[]> {
    const rest = behind<StoredNotification>('createdAt', -1, after);
    return this.find(allOf({ [statusOn(channel)]: 'dead', deletedAt: null }, rest), { createdAt: -1, _id: -1 }, limit);
  }

  async countByStatus({ created, userIds }: NotificationFilter = {}): Promise<NotificationCounts> {
    const some = allOf<StoredNotification>(oneOf('userId', userIds), created && within('createdAt', created));
    const count = (status: NotificationStatus): Promise<number> =>
      lateAnswerOf(this.notifications.countDocuments(allOf<StoredNotification>({ status }, some)).exec());
    const [pending, delivered, failed, dead] = await Promise.all([
      count('pending'),
      count('delivered'),
      count('failed'),
      count('dead'),
    ]);
    return { pending, delivered, failed, dead };
  }

  async removeOfUser(userId: string): Promise<void> {
    await lateAnswerOf(this.notifications.deleteMany({ userId }).exec());
    this.given.delete(userId);
  }

  private async addNext(draft: NotificationDraft): Promise<Notification> {
    const { id, userId } = draft;
    let last = this.given.get(userId) ?? (await this.lastSequence(userId));
    for (;;) {
      const sequence = last + 1;
      const notification: Notification = { ...draft, sequence };
      const content = contentOf(notification);
      if (await repeated(() => insertIfAbsent(this.notifications, id, content))) {
        this.given.set(userId, sequence);
        return notification;
      }
      // Somebody has taken the sequence, or stored this very notification.
      const [known, given] = await Promise.all([this.known(draft), this.lastSequence(userId)]);
      if (known !== undefined) return known;
      last = given;
    }
  }

  private async markAllPublished(ids: readonly string[]): Promise<readonly undefined[]> {
    const marking = { $set: { published: true }, $inc: { revision: 1 } };
    await answerOf(this.notifications.updateMany({ _id: trusted({ $in: ids }) }, marking).exec());
    return ids.map(() => undefined);
  }

  private async countUnread(userIds: readonly string[]): Promise<readonly number[]> {
    const counts = await answerOf(
      this.notifications
        .aggregate<{ _id: string; unread: number }>()
        .match({ userId: trusted({ $in: userIds }), readAt: null })
        .group({ _id: '$userId', unread: { $sum: 1 } })
        .exec(),
    );
    const byUser = new Map(counts.map(({ _id, unread }) => [_id, unread]));
    return userIds.map((userId) => byUser.get(userId) ?? 0);
  }

  /** What is stored under the id of the draft, or its key. */
  private async known({ id, userId, key }: NotificationDraft): Promise<Notification | undefined> {
    const [byId, [byKey]] = await Promise.all([
      this.get(id),
      key === null ? [] : this.find({ userId, key }, ASCENDING, 1),
    ]);
    return byId ?? byKey;
  }

  private async find(filter: Filter, sort: Sort, limit: number): Promise<readonly Notification[]> {
    const query = this.notifications.find(filter).sort(sort).limit(limit).lean<StoredNotification[]>();
    return (await answerOf(query.exec())).map((stored) => aggregateOf<Notification>(stored));
  }
}

function readAs(unread: boolean | undefined): Filter | undefined {
  if (unread === undefined) return undefined;
  return unread ? { readAt: null } : { readAt: trusted({ $ne: null }) };
}

/** The path of what became of it on a channel. */
function statusOn(channel: OuterChannel): string {
  return `channels.${channel}.status`;
}
