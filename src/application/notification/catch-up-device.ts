import type { Notification } from '../../domain/notification/notification.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { notificationView, type NotificationView } from './notification-view.js';
import { startAttempt } from './start-attempt.js';

const PAGE = 100;

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

  /** One by one: who stops asking uses up no attempt of the rest. */
  async *execute({ userId }: { readonly userId: string }): AsyncGenerator<NotificationView> {
    for await (const notification of this.undelivered(userId)) {
      const attempt = await startAttempt(this.notifications, notification.id, this.clock.now(), this.settings);
      yield notificationView(attempt ?? notification);
    }
  }

  private async *undelivered(userId: string): AsyncGenerator<Notification> {
    let last: Notification | undefined;
    do {
      const page = await this.notifications.undelivered(userId, last?.sequence ?? 0, PAGE);
      yield* page;
      last = page.length < PAGE ? undefined : page.at(-1);
    } while (last !== undefined);
  }
}
