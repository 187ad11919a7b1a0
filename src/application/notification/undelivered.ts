import type { Notification } from '../../domain/notification/notification.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

const PAGE = 100;

/** All that the user has not acknowledged, in their order, read a page at a time. */
export async function* undelivered(
  notifications: NotificationRepository,
  userId: string,
): AsyncGenerator<Notification> {
  for (let after = 0; ;) {
    const page = await notifications.undelivered(userId, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.sequence;
  }
}
