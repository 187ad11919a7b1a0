import type { OuterChannel } from '../../domain/notification/channel-delivery.js';
import type { Notification, NotificationDraft, NotificationStatus } from '../../domain/notification/notification.js';
import type { Instant, InstantRange } from '../../domain/time/instant.js';
import type { Position } from '../paging.js';

export interface NotificationFilter {
  readonly created?: InstantRange | undefined;
  readonly userIds?: readonly string[] | undefined;
}

export type NotificationCounts = Readonly<Record<NotificationStatus, number>>;

export interface NotificationRepository {
  /**
   * Stores a draft under the user's next sequence: no gap, no 5 before 4, however many are added at once.
   * Insert if absent, by id and by (userId, key): otherwise the stored one is returned.
   */
  add(draft: NotificationDraft): Promise<Notification>;
  get(id: string): Promise<Notification | undefined>;
  /** The event log has it. Nothing happens for an unknown id. */
  markPublished(id: string): Promise<void>;
  /** As in every repository: pure change, may run again, a throw writes nothing, `undefined` for an unknown id. */
  update(id: string, change: (notification: Notification) => Notification): Promise<Notification | undefined>;
  /** Without deleted ones, newest first by sequence (key = sequence); at most `limit` behind `after`. */
  list(
    userId: string,
    filter: { readonly unread?: boolean | undefined },
    after: Position | undefined,
    limit: number,
  ): Promise<readonly Notification[]>;
  unreadCount(userId: string): Promise<number>;
  /** Marks all unread ones of the user with a sequence up to `upTo`; returns how many. */
  markAllRead(userId: string, upTo: number, at: Instant): Promise<number>;
  /** Those with a sequence above `after`, what is left of deleted ones too, ascending, at most `limit`. */
  behind(userId: string, after: number, limit: number): Promise<readonly Notification[]>;
  /** The highest sequence given to the user; 0 if none. */
  lastSequence(userId: string): Promise<number>;
  /**
   * All that are neither `delivered` nor expired at `now`, `dead` ones too, with a sequence above `after`, ascending, at
   * most `limit`.
   */
  undelivered(userId: string, after: number, now: Instant, limit: number): Promise<readonly Notification[]>;
  /** Stored before `before` and not yet published, by (createdAt, id). */
  unpublished(before: Instant, limit: number): Promise<readonly Notification[]>;
  /** Those whose `dueAt` has come: an attempt expired, or a retry is due; by (dueAt, id). */
  due(now: Instant, limit: number): Promise<readonly Notification[]>;
  /** Those whose `channelsDueAt` has come, by (channelsDueAt, id). */
  channelsDue(now: Instant, limit: number): Promise<readonly Notification[]>;
  /** With one of the statuses, created at or after `since`, of all users, newest first by (createdAt, id) (key = createdAt). */
  withStatus(
    statuses: readonly NotificationStatus[],
    since: Instant | undefined,
    after: Position | undefined,
    limit: number,
  ): Promise<readonly Notification[]>;
  /** Those given up on a channel, of all users, without deleted ones, newest first by (createdAt, id) (key = createdAt). */
  deadOn(channel: OuterChannel, after: Position | undefined, limit: number): Promise<readonly Notification[]>;
  /** Of all that are kept, or of those that the filter names. */
  countByStatus(filter?: NotificationFilter): Promise<NotificationCounts>;
  removeOfUser(userId: string): Promise<void>;
}
