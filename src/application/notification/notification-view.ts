import type { Notification, NotificationStatus, NotificationType } from '../../domain/notification/notification.js';
import { toIso, toIsoOrNull } from '../../domain/time/instant.js';

/** A notification as clients see it. */
export interface NotificationView {
  readonly id: string;
  readonly userId: string;
  readonly message: string;
  readonly read: boolean;
  readonly type: NotificationType;
  readonly status: NotificationStatus;
  readonly sequence: number;
  readonly attempts: number;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
}

export function notificationView(notification: Notification): NotificationView {
  const { id, userId, message, type, status, sequence, attempts, createdAt, deliveredAt, readAt } = notification;
  return {
    id,
    userId,
    message,
    read: readAt !== null,
    type,
    status,
    sequence,
    attempts,
    createdAt: toIso(createdAt),
    deliveredAt: toIsoOrNull(deliveredAt),
    readAt: toIsoOrNull(readAt),
  };
}
