import type { Origin } from '../identity/origin.js';
import type { NoteLook } from '../insight/note-look.js';
import type { Principal } from '../ports/access-tokens.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
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
    private readonly noteLook: NoteLook,
  ) {}

  /** @throws DomainError `notification-not-found` */
  async execute({ id, ...look }: NotificationToView): Promise<DeliveryView> {
    const notification = await this.notifications.get(id);
    if (notification === undefined) throw notificationNotFound();
    const user = await this.noteLook.execute({ ...look, userId: notification.userId }, { notificationId: id });
    if (user === undefined) throw notificationNotFound();
    return deliveryView(notification, user);
  }
}
