import { readPage, type Page, type PageRequest } from '../paging.js';
import type { NotificationRepository } from '../ports/notification-repository.js';
import { notificationView, type NotificationView } from './notification-view.js';

export interface Inbox extends Page<NotificationView> {
  /** Of all, not only of this page. */
  readonly unreadCount: number;
}

/** A user's own notifications, newest first. */
export class ListNotifications {
  constructor(private readonly notifications: NotificationRepository) {}

  /** @throws DomainError `invalid-cursor` */
  async execute({
    userId,
    unread,
    ...request
  }: PageRequest & { readonly userId: string; readonly unread?: boolean | undefined }): Promise<Inbox> {
    const page = await readPage(
      request,
      (after, limit) => this.notifications.list(userId, { unread }, after, limit),
      ({ sequence, id }) => ({ key: sequence, id }),
      notificationView,
    );
    return { ...page, unreadCount: await this.notifications.unreadCount(userId) };
  }
}
