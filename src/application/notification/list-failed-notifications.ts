import type { OuterChannel } from '../../domain/notification/channel-delivery.js';
import { readPage, type Page, type PageRequest } from '../paging.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { deliveryView, type DeliveryView } from './notification-view.js';

export interface FailedNotificationsRequest extends PageRequest {
  /** Those given up on it; without it those that went unacknowledged. */
  readonly channel?: OuterChannel | undefined;
}

/** Notifications of all users that failed, newest first. For administrators. */
export class ListFailedNotifications {
  constructor(private readonly notifications: NotificationRepository) {}

  /** @throws DomainError `invalid-cursor` */
  async execute({ channel, ...request }: FailedNotificationsRequest): Promise<Page<DeliveryView>> {
    return readPage(
      request,
      (after, limit) =>
        channel === undefined
          ? this.notifications.withStatus(['failed', 'dead'], undefined, after, limit)
          : this.notifications.deadOn(channel, after, limit),
      ({ createdAt, id }) => ({ key: createdAt, id }),
      deliveryView,
    );
  }
}
