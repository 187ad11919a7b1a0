import type { NotificationView } from './notification/notification-view.js';

/** What happened, as it travels between processes: `{id, type, version, occurredAt, data}`, keyed by the user. */
export interface Envelope<Type extends string, Data extends { readonly userId: string }> {
  readonly id: string;
  readonly type: Type;
  readonly version: 1;
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
  readonly data: Data;
}

/** A GPS point as clients send it; nothing about it is believed before the domain has read it. */
export type RawGpsPoint = Readonly<Record<string, unknown>>;

/**
 * Points of one user. An empty list only asks for the user's hours to be counted again. Points were accepted by what had
 * been said about tracking until `trackingSaidAt`, or until the event occurred.
 */
export type GpsPointsRecorded = Envelope<
  'gps-points.recorded',
  { readonly userId: string; readonly points: readonly RawGpsPoint[]; readonly trackingSaidAt?: string }
>;

/**
 * A message for a user. Without `notificationId` it becomes a new notification, once per envelope id. With `routed` its
 * `notification.routed` has been published beside it.
 */
export type NotificationPosted = Envelope<
  'notification.posted',
  {
    readonly userId: string;
    readonly notificationId?: string;
    readonly message: string;
    readonly routed?: boolean;
  }
>;

/** The user is connected: push what is due. A notification that nobody has tried to deliver yet may come along. */
export type NotificationRouted = Envelope<
  'notification.routed',
  { readonly userId: string; readonly notificationId: string; readonly notification?: NotificationView }
>;

/** An attempt has failed and another is due. */
export type NotificationReplayed = Envelope<
  'notification.replayed',
  { readonly userId: string; readonly notificationId: string }
>;

export type AppEvent = GpsPointsRecorded | NotificationPosted | NotificationRouted | NotificationReplayed;
export type EventType = AppEvent['type'];
export type EventOf<Type extends EventType> = Extract<AppEvent, { type: Type }>;

/** Where each type of event is published; the names are part of the contract. */
export const TOPICS = {
  'gps-points.recorded': 'gps-points',
  'notification.posted': 'Push-Notification',
  'notification.routed': 'Notify-Online-Users',
  'notification.replayed': 'Replay-Failed-Notification',
} as const satisfies Record<EventType, string>;

export type Topic = (typeof TOPICS)[EventType];
