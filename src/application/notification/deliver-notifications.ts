import { isDue, type Notification } from '../../domain/notification/notification.js';
import { isUrgent } from '../../domain/notification/quiet-hours.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { NotificationRouted } from '../events.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { Presence } from '../ports/presence.js';
import { notificationView } from './notification-view.js';
import { startAttempt } from './start-attempt.js';
import type { TellUnread } from './tell-unread.js';

/** How far it looks back for what should go first. What lies further back has its own events. */
const WINDOW = 100;

/**
 * Pushes what is due to a user, in order. The event is a wake-up: it says that the time of one notification has come;
 * its neighbours that are due go along; beside an urgent one, which may come in quiet hours, only urgent ones. Nothing
 * waits for an acknowledgement.
 */
export class DeliverNotifications {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly presence: Presence,
    private readonly live: LiveChannel,
    private readonly tellUnread: TellUnread,
    private readonly clock: Clock,
    private readonly settings: DeliverySettings,
  ) {}

  async execute({ data: { userId, notificationId } }: NotificationRouted): Promise<void> {
    // An empty room is not an attempt.
    if (!(await this.presence.reachable(userId, this.clock.now()))) return;
    const called = await this.notifications.get(notificationId);
    // Also when an earlier wake-up took it along.
    if (called?.userId !== userId || called.status === 'delivered' || called.attemptExpiresAt !== null) return;
    let pushed = false;
    const from = called.sequence - WINDOW;
    for (const notification of await this.notifications.undelivered(userId, from, this.clock.now(), WINDOW)) {
      if (notification.id !== notificationId && !this.goesAlong(notification, called)) continue;
      pushed = (await this.push(notification)) || pushed;
    }
    if (pushed) await this.tellUnread.execute({ userId });
  }

  private goesAlong(notification: Notification, called: Notification): boolean {
    return isDue(notification, this.clock.now()) && (isUrgent(notification.type) || !isUrgent(called.type));
  }

  private async push({ id, userId }: Notification): Promise<boolean> {
    const attempt = await startAttempt(this.notifications, id, this.clock.now(), this.settings);
    if (attempt === undefined) return false;
    await this.live.push(userId, notificationView(attempt));
    return true;
  }
}
