import type { User } from '../../domain/identity/user.js';
import { hold, isWorthTelling, type Notification } from '../../domain/notification/notification.js';
import { heldUntil } from '../../domain/notification/quiet-hours.js';
import type { DeliverySettings } from '../../domain/notification/retry-policy.js';
import type { Clock } from '../ports/clock.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import { notificationView, type NotificationView } from './notification-view.js';
import { startAttempt } from './start-attempt.js';

const PAGE = 100;

/**
 * What a device that has just connected has to be sent: everything neither delivered nor expired, dead ones too, oldest
 * first. Each counts as an attempt, unless one is running or attempts are used up. In quiet hours what is not urgent is
 * left for their end.
 */
export class CatchUpDevice {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
    private readonly clock: Clock,
    private readonly settings: DeliverySettings,
  ) {}

  /** One by one: who stops asking uses up no attempt of the rest. */
  async *execute({ userId }: { readonly userId: string }): AsyncGenerator<NotificationView> {
    const user = await this.users.get(userId);
    if (user === undefined) return;
    for await (const notification of this.undelivered(userId)) {
      if (await this.isHeld(notification, user)) continue;
      const { id } = notification;
      const attempt = await startAttempt(this.notifications, id, this.clock.now(), this.settings);
      const current = attempt ?? (await this.notifications.get(id));
      if (current !== undefined && isWorthTelling(current, this.clock.now())) yield notificationView(current);
    }
  }

  private async isHeld({ id, type, dueAt }: Notification, user: User): Promise<boolean> {
    const until = heldUntil(user, type, this.clock.now());
    if (until === undefined) return false;
    if (dueAt !== until) await this.notifications.update(id, (notification) => hold(notification, until));
    return true;
  }

  private async *undelivered(userId: string): AsyncGenerator<Notification> {
    let last: Notification | undefined;
    do {
      const page = await this.notifications.undelivered(userId, last?.sequence ?? 0, this.clock.now(), PAGE);
      yield* page;
      last = page.length < PAGE ? undefined : page.at(-1);
    } while (last !== undefined);
  }
}
