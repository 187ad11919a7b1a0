import {
  draft,
  hold,
  isDue,
  type Notification,
  type NotificationType,
} from '../../domain/notification/notification.js';
import { heldUntil } from '../../domain/notification/quiet-hours.js';
import type { Instant } from '../../domain/time/instant.js';
import { userNotFound } from '../identity/user-views.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Log } from '../ports/log.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { Secrets } from '../ports/secrets.js';
import type { UserRepository } from '../ports/user-repository.js';
import { notificationEvent } from './notification-event.js';
import { notificationView, type NotificationView } from './notification-view.js';
import { seal } from './sealed-notification.js';

export interface NotificationToPost {
  /** The same id again is the same notification. */
  readonly id: string;
  readonly userId: string;
  readonly message: string;
  /** `message` by default. */
  readonly type?: NotificationType;
  /** What may be told to the user only once. */
  readonly key?: string | null;
  /** From when on nobody needs to be told any more; null or left out: never. */
  readonly expiresAt?: Instant | null;
}

/**
 * Stores a notification, then publishes it. Once it is stored it will arrive: a sweep publishes what the event log did
 * not take.
 */
export class PostNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
    private readonly events: EventLog,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `user-not-found`, `invalid-message`, `invalid-expiry` */
  async execute(notification: NotificationToPost): Promise<NotificationView> {
    const { id, userId, message, type = 'message', key = null, expiresAt = null } = notification;
    const content = { id, userId, message, type, key, expiresAt };
    const now = this.clock.now();
    const accepted = draft({ ...content, published: false, createdAt: now });
    const user = await this.users.get(userId);
    if (user === undefined) {
      throw userNotFound();
    }
    const stored = await this.notifications.add(hold(accepted, heldUntil(user, type, now)));
    if (!stored.published) await this.publish(stored);
    return notificationView(stored);
  }

  private async publish(notification: Notification): Promise<void> {
    const { id, userId, message } = notification;
    const data = {
      userId,
      notificationId: id,
      message,
      ...(notification.attempts === 0 &&
        isDue(notification, this.clock.now()) && { stored: seal(notificationView(notification), this.secrets) }),
    };
    try {
      await this.events.publish(notificationEvent('notification.posted', data, this.ids, this.clock));
      await this.notifications.markPublished(id);
    } catch (error) {
      this.log.warn({ error, userId, notificationId: id }, 'a notification is stored, and published later');
    }
  }
}
