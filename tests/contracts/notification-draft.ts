import type { NotificationRepository } from '../../src/application/ports/notification-repository.js';
import type { Notification, NotificationDraft } from '../../src/domain/notification/notification.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');

/** A message for ann that nothing has happened to. */
export function notificationDraft(id: string, changes: Partial<NotificationDraft> = {}): NotificationDraft {
  return {
    id,
    userId: 'ann',
    key: null,
    type: 'message',
    message: `message ${id}`,
    status: 'pending',
    attempts: 0,
    attemptExpiresAt: null,
    dueAt: null,
    lastError: null,
    channels: {},
    channelsDueAt: null,
    published: false,
    createdAt: NOW,
    expiresAt: null,
    deliveredAt: null,
    readAt: null,
    deletedAt: null,
    ...changes,
  };
}

export function idsOf(notifications: readonly Notification[]): readonly string[] {
  return notifications.map(({ id }) => id);
}

/** One by one: the order is that of the sequences. */
export async function addAll(
  notifications: NotificationRepository,
  drafts: readonly NotificationDraft[],
): Promise<void> {
  for (const each of drafts) await notifications.add(each);
}
