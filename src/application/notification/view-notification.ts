import type { NotificationRepository } from '../ports/notification-repository.js';
import { notificationNotFound } from './get-notification.js';
import { deliveryView, type DeliveryView } from './notification-view.js';

/** A notification of anyone, with how its delivery went. For administrators. */
export class ViewNotification {
  constructor(private readonly notifications: NotificationRepository) {}

  /** @throws DomainError `notification-not-found` */
  async execute({ id }: { readonly id: string }): Promise<DeliveryView> {
    const notification = await this.notifications.get(id);
    if (notification === undefined) throw notificationNotFound();
    return deliveryView(notification);
  }
}
