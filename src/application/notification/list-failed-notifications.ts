import type { OuterChannel } from '../../domain/notification/channel-delivery.js';
import { readPage, type Page, type PageRequest } from '../paging.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import type { UserRepository } from '../ports/user-repository.js';
import { deliveryView, type DeliveryView } from './notification-view.js';

export interface FailedNotificationsRequest extends PageRequest {
  /** Those given up on it; without it those that went unacknowledged. */
  readonly channel?: OuterChannel | undefined;
}

/** Notifications of all users that failed, newest first, with whom they are for. For administrators. */
export class ListFailedNotifications {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly users: UserRepository,
  ) {}

  /** @throws DomainError `invalid-cursor` */
  async execute({ channel, ...request }: FailedNotificationsRequest): Promise<Page<DeliveryView>> {
    const { items, nextCursor } = await readPage(
      request,
      (after, limit) =>
        channel === undefined
          ? this.notifications.withStatus(['failed', 'dead'], undefined, after, limit)
          : this.notifications.deadOn(channel, after, limit),
      ({ createdAt, id }) => ({ key: createdAt, id }),
      (notification) => notification,
    );
    const users = await this.users.getMany([...new Set(items.map(({ userId }) => userId))]);
    const byId = new Map(users.map((user) => [user.id, user]));
    // Of somebody deleted meanwhile there is nothing to show.
    const views = items.flatMap((notification) => {
      const user = byId.get(notification.userId);
      return user === undefined ? [] : [deliveryView(notification, user)];
    });
    return { items: views, nextCursor };
  }
}
