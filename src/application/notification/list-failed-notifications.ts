import { readPage, type Page, type PageRequest } from '../paging.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { deliveryView, type DeliveryView } from './notification-view.js';

/** Notifications of all users that went unacknowledged, newest first. For administrators. */
export class ListFailedNotifications {
  constructor(private readonly notifications: NotificationRepository) {}

  /** @throws DomainError `invalid-cursor` */
  async execute(request: PageRequest): Promise<Page<DeliveryView>> {
    return readPage(
      request,
      (after, limit) => this.notifications.withStatus(['failed', 'dead'], undefined, after, limit),
      ({ createdAt, id }) => ({ key: createdAt, id }),
      deliveryView,
    );
  }
}
