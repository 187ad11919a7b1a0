import type { User } from '../../domain/identity/user.js';
import { isWorthTelling, requeue, type Notification } from '../../domain/notification/notification.js';
import { heldUntil } from '../../domain/notification/quiet-hours.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import { itemsOf } from '../paging.js';
import type { Clock } from '../ports/clock.js';
import type { LiveChannel } from '../ports/live-channel.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import { notificationView, type NotificationView } from './notification-view.js';
import { startAttempt } from './start-attempt.js';
import { undeliveredOf } from './undelivered-of.js';

/**
 * What a device has to be sent that has just connected, or did not hear for a while: everything neither delivered nor
 * expired, dead ones too, oldest first. Each counts as an attempt, unless one is running or attempts are used up. Who
 * takes an attempt pushes to all devices: nobody else does it then for those that were there before. In quiet hours
 * what is not urgent is left for their end, when a dead one starts anew.
 */
export class CatchUpDevice {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
    private readonly live: LiveChannel,
    private readonly clock: Clock,
    private readonly settings: DeliverySettings,
  ) {}

  /**
   * One by one: who stops asking uses up no attempt of the rest.
   * @param seen the last sequence that the device was sent, or that there was when it connected: what came behind it is
   *   sent even if it was delivered, which other devices may have seen to
   */
  async *execute({
    userId,
    seen = Infinity,
  }: {
    readonly userId: string;
    readonly seen?: number | undefined;
  }): AsyncGenerator<NotificationView> {
    const user = await this.users.get(userId);
    if (user === undefined) return;
    for await (const notification of this.lacking(userId, seen)) {
      if (notification.status !== 'delivered' && (await this.isHeld(notification, user))) continue;
      const attempt = await startAttempt(this.notifications, notification.id, this.clock.now(), this.settings);
      if (attempt === undefined || !isWorthTelling(attempt.notification, this.clock.now())) continue;
      const view = notificationView(attempt.notification);
      if (attempt.started) await this.live.push(userId, view);
      yield view;
    }
  }

  /** What there is for a user so far; all behind it is for a device that connects now. */
  lastSequence({ userId }: { readonly userId: string }): Promise<number> {
    return this.notifications.lastSequence(userId);
  }

  private async isHeld({ id, type, dueAt }: Notification, user: User): Promise<boolean> {
    const until = heldUntil(user, type, this.clock.now());
    if (until === undefined) return false;
    if (dueAt !== until) await this.notifications.update(id, (notification) => requeue(notification, until));
    return true;
  }

  private async *lacking(userId: string, seen: number): AsyncGenerator<Notification> {
    for await (const notification of undeliveredOf(this.notifications, userId, this.clock)) {
      if (notification.sequence > seen) break;
      yield notification;
    }
    if (seen === Infinity) return;
    yield* itemsOf<Notification>((last, limit) => this.notifications.behind(userId, last?.sequence ?? seen, limit));
  }
}
