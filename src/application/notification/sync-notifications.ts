import { CATCH_UP_LIMIT, catchUp, type CatchUp } from '../../domain/notification/catch-up.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { notificationView, type NotificationView } from './notification-view.js';

/** What a device lacks that has seen everything up to a sequence. Nothing is marked: only an acknowledgement delivers. */
export class SyncNotifications {
  constructor(private readonly notifications: NotificationRepository) {}

  async execute({
    userId,
    after,
  }: {
    readonly userId: string;
    readonly after: number;
  }): Promise<CatchUp<NotificationView>> {
    const lastSequence = await this.notifications.lastSequence(userId);
    const found = await this.notifications.behind(userId, after, CATCH_UP_LIMIT + 1);
    return catchUp(after, lastSequence, found.map(notificationView));
  }
}
