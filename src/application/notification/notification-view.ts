import {
  OUTER_CHANNELS,
  type ChannelDelivery,
  type ChannelDeliveries,
  type ChannelStatus,
  type OuterChannel,
} from '../../domain/notification/channel-delivery.js';
import type { Notification, NotificationStatus, NotificationType } from '../../domain/notification/notification.js';
import type { User } from '../../domain/identity/user.js';
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

export interface ChannelDeliveryView {
  readonly status: ChannelStatus;
  readonly attempts: number;
  /** Why the last attempt failed; null if none did. */
  readonly lastError: string | null;
  readonly sentAt: string | null;
}

/** A notification as administrators see it. */
export interface DeliveryView extends NotificationView {
  /** Whom it is for. */
  readonly username: string;
  readonly email: string;
  /** Why the last attempt at the devices failed; null if none did. */
  readonly lastError: string | null;
  /** How it went on those it was handed to. */
  readonly channelDeliveries: Readonly<Partial<Record<OuterChannel, ChannelDeliveryView>>>;
}

export function deliveryView(notification: Notification, { username, email }: User): DeliveryView {
  const { lastError, channels } = notification;
  const channelDeliveries = ofChannels(channels, ({ status, attempts, lastError, sentAt }) => {
    return { status, attempts, lastError, sentAt: toIsoOrNull(sentAt) };
  });
  return { ...notificationView(notification), username, email, lastError, channelDeliveries };
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
    channels: ofChannels(notification.channels, (delivery) => delivery.status),
    createdAt: toIso(notification.createdAt),
    expiresAt: toIsoOrNull(notification.expiresAt),
    deliveredAt: toIsoOrNull(notification.deliveredAt),
    readAt: toIsoOrNull(readAt),
    deletedAt: toIsoOrNull(notification.deletedAt),
  };
}

/** Those it was handed to. */
function ofChannels<View>(
  channels: ChannelDeliveries,
  view: (delivery: ChannelDelivery) => View,
): Readonly<Partial<Record<OuterChannel, View>>> {
  const tried = OUTER_CHANNELS.flatMap((name) => {
    const delivery = channels[name];
    return delivery === undefined ? [] : [[name, view(delivery)] as const];
  });
  return Object.fromEntries(tried);
}
