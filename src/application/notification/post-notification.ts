import {
  draft,
  hold,
  isDue,
  type Notification,
  type NotificationType,
} from '../../domain/notification/notification.js';
import { heldUntil } from '../../domain/notification/quiet-hours.js';
import type { Instant } from '../../domain/time/instant.js';
import { foundUser, type User } from '../../domain/identity/user.js';
import type { Background } from '../background.js';
import type { Clock } from '../ports/clock.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { Log } from '../ports/log.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { Presence } from '../ports/presence.js';
import type { UserRepository } from '../ports/user-repository.js';
import type { NotificationEvents } from './notification-events.js';
import { notificationView, type NotificationView } from './notification-view.js';

export interface NotificationToPost {
  /** A new one by default; the same id again is the same notification. */
  readonly id?: string;
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
 * Stores a notification, then publishes it, and routes it itself when its user is connected. Once it is stored it will
 * arrive: a sweep publishes what the event log did not take.
 */
export class PostNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
    private readonly presence: Presence,
    private readonly events: NotificationEvents,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly background: Background,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `user-not-found`, `invalid-message`, `invalid-expiry` */
  async execute(notification: NotificationToPost): Promise<NotificationView> {
    const { id = this.ids.next(), userId, message, type = 'message', key = null, expiresAt = null } = notification;
    const content = { id, userId, message, type, key, expiresAt };
    const now = this.clock.now();
    const accepted = draft({ ...content, published: false, createdAt: now });
    const user = foundUser(await this.users.get(userId));
    const [stored, reachable] = await Promise.all([
      this.notifications.add(hold(accepted, heldUntil(user, type, now))),
      // Asked beside: who is connected need not wait for the worker to ask.
      this.presence.reachable(userId, now).catch(() => false),
    ]);
    if (!stored.published) await this.publish(stored, reachable && !this.isQuiet(user, stored));
    return notificationView(stored);
  }

  /** Anew: it may have been stored before quiet hours, and a try to publish it have failed. */
  private isQuiet(user: User, { type }: Notification): boolean {
    return heldUntil(user, type, this.clock.now()) !== undefined;
  }

  private async publish(notification: Notification, reachable: boolean): Promise<void> {
    const { id, userId, message } = notification;
    const routed = reachable && isDue(notification, this.clock.now());
    try {
      // Who waits comes first.
      if (routed) await this.events.route(notification);
      await this.events.publish('notification.posted', { userId, notificationId: id, message, routed });
    } catch (error) {
      this.log.warn({ error, userId, notificationId: id }, 'a notification is stored, and published later');
      return;
    }
    // Should it fail, the notification is published once more, and arrives once.
    this.background.run('mark as published', () => this.notifications.markPublished(id));
  }
}
