import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { notificationView, type NotificationView } from './notification-view.js';
import { startAttempt } from './start-attempt.js';
import { undelivered } from './undelivered.js';

/**
 * What a device that has just connected has to be sent: everything that was not delivered, dead ones too, oldest first.
 * Each counts as an attempt, unless one is running or attempts are used up.
 */
export class CatchUpDevice {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
    private readonly settings: DeliverySettings,
  ) {}

  async *execute({ userId }: { readonly userId: string }): AsyncGenerator<NotificationView> {
    for await (const notification of undelivered(this.notifications, userId)) {
      const attempt = await startAttempt(this.notifications, notification.id, this.clock.now(), this.settings);
      yield notificationView(attempt ?? notification);
    }
  }
}
