import { requeue, requeueChannels, type Notification } from '../../domain/notification/notification.js';
import { toIsoOrNull, type Instant } from '../../domain/time/instant.js';
import type { Origin } from '../identity/origin.js';
import type { RecordActivity } from '../insight/record-activity.js';
import { itemsOf } from '../paging.js';
import type { Principal } from '../ports/access-tokens.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

export interface RequeueRequest extends Origin {
  readonly administrator: Principal;
  readonly ids?: readonly string[] | undefined;
  /** Created at or after. Without `ids` and `since`: all that failed or are dead. */
  readonly since?: Instant | undefined;
}

/**
 * Makes due at once what is named and not delivered, or else what failed or is dead; what only waits for its user to
 * connect has not failed. The jobs `notification-replay` and, for dead channels of those named, `channel-sweep` do the
 * rest. What is delivered, or being tried just now, is left alone, so repeating it sends nothing twice.
 */
export class RequeueNotifications {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly record: RecordActivity,
    private readonly clock: Clock,
  ) {}

  async execute({ administrator, ids, since, ip, userAgent }: RequeueRequest): Promise<{ readonly queued: number }> {
    const now = this.clock.now();
    let queued = 0;
    for await (const id of ids === undefined ? this.failedSince(since) : new Set(ids)) {
      const stored = await this.notifications.update(id, (notification) => {
        const due = requeue(notification, now);
        return ids === undefined ? due : requeueChannels(due, now);
      });
      if (stored?.dueAt === now || stored?.channelsDueAt === now) queued += 1;
    }
    const { userId, role } = administrator;
    const details = { queued, ids: ids ?? null, since: toIsoOrNull(since ?? null) };
    await this.record.execute({ type: 'notifications-replayed', userId, role, ip, userAgent, details });
    return { queued };
  }

  private async *failedSince(since: Instant | undefined): AsyncGenerator<string> {
    const failed = itemsOf<Notification>((last, limit) => {
      const after = last && { key: last.createdAt, id: last.id };
      return this.notifications.withStatus(['failed', 'dead'], since, after, limit);
    });
    for await (const { id } of failed) yield id;
  }
}
