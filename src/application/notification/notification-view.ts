import {
  OUTER_CHANNELS,
  type ChannelDeliveries,
  type ChannelStatus,
  type OuterChannel,
} from '../../domain/notification/channel-delivery.js';
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
  /** Those it was handed to. */
  readonly channels: Readonly<Partial<Record<OuterChannel, ChannelStatus>>>;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
  /** Set on what `sync` gives of a deleted one: its message is gone. */
  readonly deletedAt: string | null;
}

/** A notification as administrators see it. */
export interface DeliveryView extends NotificationView {
  /** Why the last attempt failed; null if none did. */
  readonly lastError: string | null;
}

export function deliveryView(notification: Notification): DeliveryView {
  return { ...notificationView(notification), lastError: notification.lastError };
}

export function notificationView(notification: Notification): NotificationView {
  const { id, userId, message, type, status, sequence, attempts, readAt } = notification;
  return {
    id,
    userId,
    message,
    read: readAt !== null,
    type,
    status,
    sequence,
    attempts,
    channels: channelStatuses(notification.channels),
    createdAt: toIso(notification.createdAt),
    expiresAt: toIsoOrNull(notification.expiresAt),
    deliveredAt: toIsoOrNull(notification.deliveredAt),
    readAt: toIsoOrNull(readAt),
    deletedAt: toIsoOrNull(notification.deletedAt),
  };
}

function channelStatuses(channels: ChannelDeliveries): NotificationView['channels'] {
  const tried = OUTER_CHANNELS.map((name) => [name, channels[name]?.status] as const);
  return Object.fromEntries(tried.filter(([, status]) => status !== undefined));
}
