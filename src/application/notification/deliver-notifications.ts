import { isDue, type Notification } from '../../domain/notification/notification.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { NotificationRouted } from '../events.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { Presence } from '../ports/presence.js';
import { notificationView } from './notification-view.js';
import { startAttempt } from './start-attempt.js';
import type { TellUnread } from './tell-unread.js';
import { undelivered } from './undelivered.js';

/**
 * Pushes what is due to a user, in order. The event is a wake-up: it says who, and that the time of one notification has
 * come; what else is due goes along. Nothing waits for an acknowledgement.
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
    let pushed = false;
    for await (const notification of undelivered(this.notifications, userId)) {
      if (notification.id !== notificationId && !isDue(notification, this.clock.now())) continue;
      pushed = (await this.push(notification)) || pushed;
    }
    if (pushed) await this.tellUnread.execute({ userId });
  }

  private async push({ id, userId }: Notification): Promise<boolean> {
    const attempt = await startAttempt(this.notifications, id, this.clock.now(), this.settings);
    if (attempt === undefined) return false;
    await this.live.push(userId, notificationView(attempt));
    return true;
  }
}
