import { numericKey, type Position } from '../../application/paging.js';
import type {
  NotificationCounts,
  NotificationFilter,
  NotificationRepository,
} from '../../application/ports/notification-repository.js';
import type { OuterChannel } from '../../domain/notification/channel-delivery.js';
import type { Notification, NotificationDraft, NotificationStatus } from '../../domain/notification/notification.js';
import type { Instant } from '../../domain/time/instant.js';
import { behind, given, oneOf, where, type Condition } from './conditions.js';
import { DocumentTable } from './document-table.js';
import type { EmbeddedDatabase, SqlValue } from './embedded-database.js';

export const notificationTables = `
  CREATE TABLE notifications (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    user_id TEXT NOT NULL AS (document ->> 'userId') STORED,
    sequence INTEGER NOT NULL AS (document ->> 'sequence') STORED,
    key TEXT AS (document ->> 'key') STORED,
    status TEXT NOT NULL AS (document ->> 'status') STORED,
    published INTEGER NOT NULL AS (document ->> 'published') STORED,
    created_at INTEGER NOT NULL AS (document ->> 'createdAt') STORED,
    expires_at INTEGER AS (document ->> 'expiresAt') STORED,
    due_at INTEGER AS (document ->> 'dueAt') STORED,
    channels_due_at INTEGER AS (document ->> 'channelsDueAt') STORED,
    email_status TEXT AS (document ->> '$.channels.email.status') STORED,
    webhook_status TEXT AS (document ->> '$.channels.webhook.status') STORED,
    read_at INTEGER AS (document ->> 'readAt') STORED,
    deleted_at INTEGER AS (document ->> 'deletedAt') STORED
  ) STRICT;
  CREATE UNIQUE INDEX notifications_by_sequence ON notifications (user_id, sequence);
  CREATE UNIQUE INDEX notifications_by_key ON notifications (user_id, key) WHERE key IS NOT NULL;
  CREATE INDEX notifications_unread ON notifications (user_id, sequence) WHERE read_at IS NULL;
  CREATE INDEX notifications_undelivered ON notifications (user_id, sequence) WHERE status <> 'delivered';
  CREATE INDEX notifications_unpublished ON notifications (created_at, id) WHERE published = 0;
  CREATE INDEX notifications_due ON notifications (due_at, id) WHERE due_at IS NOT NULL;
  CREATE INDEX notifications_channels_due ON notifications (channels_due_at, id) WHERE channels_due_at IS NOT NULL;
  CREATE INDEX notifications_dead_by_email ON notifications (email_status, created_at, id) WHERE email_status = 'dead';
  CREATE INDEX notifications_dead_by_webhook ON notifications (webhook_status, created_at, id) WHERE webhook_status = 'dead';
  CREATE INDEX notifications_by_status ON notifications (status, created_at, id);
  CREATE INDEX notifications_by_user_and_status ON notifications (user_id, status);
  CREATE TABLE notification_counts (status TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER notifications_added AFTER INSERT ON notifications BEGIN
    INSERT INTO notification_counts (status, n) VALUES (new.status, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  END;
  CREATE TRIGGER notifications_removed AFTER DELETE ON notifications BEGIN
    UPDATE notification_counts SET n = n - 1 WHERE status = old.status;
  END;
  CREATE TRIGGER notifications_changed AFTER UPDATE ON notifications WHEN old.status <> new.status BEGIN
    UPDATE notification_counts SET n = n - 1 WHERE status = old.status;
    INSERT INTO notification_counts (status, n) VALUES (new.status, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  END;
`;

/** Notifications in the embedded store. */
export class EmbeddedNotificationRepository implements NotificationRepository {
  private readonly notifications: DocumentTable<Notification>;

  constructor(private readonly database: EmbeddedDatabase) {
    this.notifications = new DocumentTable(database, 'notifications');
  }

  async add(draft: NotificationDraft): Promise<Notification> {
    return this.database.transaction(() => {
      const known = this.notifications.find(draft.id) ?? this.underKey(draft.userId, draft.key);
      if (known !== undefined) return known;
      const notification: Notification = { ...draft, sequence: this.highest(draft.userId) + 1 };
      this.notifications.add(notification.id, notification);
      return notification;
    });
  }

  async get(id: string): Promise<Notification | undefined> {
    return this.notifications.find(id);
  }

  async markPublished(id: string): Promise<void> {
    this.database.run(
      "UPDATE notifications SET document = json_set(document, '$.published', json('true')) WHERE id = ?",
      id,
    );
  }

  async update(id: string, change: (notification: Notification) => Notification): Promise<Notification | undefined> {
    return this.notifications.update(id, change);
  }

  async list(
    userId: string,
    filter: { readonly unread?: boolean | undefined },
    after: Position | undefined,
    limit: number,
  ): Promise<readonly Notification[]> {
    const { sql, values } = where(
      { sql: 'user_id = ? AND deleted_at IS NULL', values: [userId] },
      unreadness(filter.unread),
      after && { sql: 'sequence < ?', values: [numericKey(after)] },
    );
    return this.select(`${sql} ORDER BY sequence DESC LIMIT ?`, ...values, limit);
  }

  async unreadCount(userId: string): Promise<number> {
    return this.count('SELECT count(*) AS n FROM notifications WHERE user_id = ? AND read_at IS NULL', userId);
  }

  async markAllRead(userId: string, upTo: number, at: Instant): Promise<number> {
    return this.database.run(
      `UPDATE notifications SET document = json_set(document, '$.readAt', ?)
       WHERE user_id = ? AND read_at IS NULL AND sequence <= ?`,
      at,
      userId,
      upTo,
    );
  }

  async behind(userId: string, after: number, limit: number): Promise<readonly Notification[]> {
    return this.select('WHERE user_id = ? AND sequence > ? ORDER BY sequence LIMIT ?', userId, after, limit);
  }

  async lastSequence(userId: string): Promise<number> {
    return this.highest(userId);
  }

  async undelivered(userId: string, after: number, now: Instant, limit: number): Promise<readonly Notification[]> {
    return this.select(
      `WHERE user_id = ? AND sequence > ? AND status <> 'delivered' AND (expires_at IS NULL OR expires_at > ?)
       ORDER BY sequence LIMIT ?`,
      userId,
      after,
      now,
      limit,
    );
  }

  async unpublished(before: Instant, limit: number): Promise<readonly Notification[]> {
    return this.select('WHERE published = 0 AND created_at < ? ORDER BY created_at, id LIMIT ?', before, limit);
  }

  async due(now: Instant, limit: number): Promise<readonly Notification[]> {
    return this.select('WHERE due_at <= ? ORDER BY due_at, id LIMIT ?', now, limit);
  }

  async channelsDue(now: Instant, limit: number): Promise<readonly Notification[]> {
    return this.select('WHERE channels_due_at <= ? ORDER BY channels_due_at, id LIMIT ?', now, limit);
  }

  async withStatus(
    statuses: readonly NotificationStatus[],
    since: Instant | undefined,
    after: Position | undefined,
    limit: number,
  ): Promise<readonly Notification[]> {
    if (statuses.length === 0) return [];
    const parts = [...new Set(statuses)].map((status) =>
      where({ sql: 'status = ?', values: [status] }, given('created_at >= ?', since), behind('created_at', -1, after)),
    );
    // One ordered walk of the index a status, merged: an IN would read and sort all of them.
    return this.database.documents<Notification>(
      `${parts.map(({ sql }) => `SELECT document, created_at, id FROM notifications ${sql}`).join(' UNION ALL ')}
       ORDER BY created_at DESC, id DESC LIMIT ?`,
      ...parts.flatMap(({ values }) => values),
      limit,
    );
  }

  async deadOn(channel: OuterChannel, after: Position | undefined, limit: number): Promise<readonly Notification[]> {
    const { sql, values } = where(
      { sql: `${channel}_status = 'dead' AND deleted_at IS NULL`, values: [] },
      behind('created_at', -1, after),
    );
    return this.select(`${sql} ORDER BY created_at DESC, id DESC LIMIT ?`, ...values, limit);
  }

  async countByStatus({ created, userIds }: NotificationFilter = {}): Promise<NotificationCounts> {
    const count = (status: NotificationStatus): number => {
      // All are not counted one by one: triggers keep count.
      if (created === undefined && userIds === undefined) {
        return this.count('SELECT n FROM notification_counts WHERE status = ?', status);
      }
      const { sql, values } = where(
        { sql: 'status = ?', values: [status] },
        given('created_at >= ?', created?.from),
        given('created_at < ?', created?.to),
        oneOf('user_id', userIds),
      );
      return this.count(`SELECT count(*) AS n FROM notifications ${sql}`, ...values);
    };
    return { pending: count('pending'), delivered: count('delivered'), failed: count('failed'), dead: count('dead') };
  }

  async removeOfUser(userId: string): Promise<void> {
    this.database.run('DELETE FROM notifications WHERE user_id = ?', userId);
  }

  private underKey(userId: string, key: string | null): Notification | undefined {
    return this.select('WHERE user_id = ? AND key = ?', userId, key)[0];
  }

  private select(clauses: string, ...values: readonly SqlValue[]): readonly Notification[] {
    return this.database.documents<Notification>(`SELECT document FROM notifications ${clauses}`, ...values);
  }

  private highest(userId: string): number {
    return this.count('SELECT coalesce(max(sequence), 0) AS n FROM notifications WHERE user_id = ?', userId);
  }

  private count(sql: string, ...values: readonly SqlValue[]): number {
    return this.database.get<{ n: number }>(sql, ...values)?.n ?? 0;
  }
}

function unreadness(unread: boolean | undefined): Condition | undefined {
  if (unread === undefined) return undefined;
  return { sql: `read_at IS ${unread ? '' : 'NOT '}NULL`, values: [] };
}
