import { administratorDetails } from '../identity/administrators.js';
import type { Origin } from '../identity/origin.js';
import type { RecordActivity } from '../insight/record-activity.js';
import type { Principal } from '../ports/access-tokens.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import { notificationNotFound } from './get-notification.js';
import { deliveryView, type DeliveryView } from './notification-view.js';

export interface NotificationToView extends Origin {
  readonly administrator: Principal;
  readonly id: string;
}

/** A notification of anyone, with how its delivery went, as an administrator looks it up; its user can see who did. */
export class ViewNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
    private readonly record: RecordActivity,
  ) {}

  /** @throws DomainError `notification-not-found` */
  async execute({ administrator, id, ip, userAgent }: NotificationToView): Promise<DeliveryView> {
    const notification = await this.notifications.get(id);
    const user = notification && (await this.users.get(notification.userId));
    if (notification === undefined || user === undefined) throw notificationNotFound();
    const details = { ...(await administratorDetails(this.users, administrator)), notificationId: id };
    // Before anything is shown: what was shown has been noted, whatever happens next.
    await this.record.execute({ type: 'user-viewed', userId: user.id, role: user.role, ip, userAgent, details });
    return deliveryView(notification);
  }
}
