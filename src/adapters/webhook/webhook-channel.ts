import { notificationView } from '../../application/notification/notification-view.js';
import type { NotificationChannel } from '../../application/ports/notification-channel.js';
import type { Webhook } from '../../application/ports/webhook.js';
import type { User } from '../../domain/identity/user.js';
import type { Notification } from '../../domain/notification/notification.js';

/** Tells the operator's systems of a notification as its user sees it. */
export class WebhookChannel implements NotificationChannel {
  readonly name = 'webhook';

  constructor(private readonly webhook: Webhook) {}

  async send(_user: User, notification: Notification): Promise<void> {
    const { id, createdAt: at } = notification;
    await this.webhook.post({ id, type: 'notification.created', at, data: notificationView(notification) });
  }
}
